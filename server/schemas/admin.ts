import { z } from 'zod'
import { proofSchema } from './security'
import { emailSchema } from './users'

export const adminUserIdSchema = z.object({ id: z.uuid('This is no user id.') })
/** What is done to somebody for good: the administrator's own password is asked again. */
export const adminUserSchema = z.object({ ...adminUserIdSchema.shape, ...proofSchema.shape })
export const deletePersonSchema = z.object({
  ...adminUserSchema.shape,
  /** The person's address, typed, so that it does not happen by a slip. */
  email: emailSchema,
})
export const createInvitationSchema = z.object({
  /** Only this address may use it; not given: whoever has the link. */
  email: emailSchema.optional(),
  expiresInDays: z.number().int().min(1).max(90).default(7),
})
export const invitationIdSchema = z.object({ id: z.uuid('This is no invitation id.') })

export type AdminUserInput = z.output<typeof adminUserSchema>
export type DeletePersonInput = z.output<typeof deletePersonSchema>
export type CreateInvitationInput = z.output<typeof createInvitationSchema>
