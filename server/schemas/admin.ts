import { z } from 'zod'
import { emailSchema } from './users'

export const adminUserIdSchema = z.object({ id: z.uuid('This is no user id.') })
export const createInvitationSchema = z.object({
  /** Only this address may use it; not given: whoever has the link. */
  email: emailSchema.optional(),
  expiresInDays: z.number().int().min(1).max(90).default(7),
})
export const invitationIdSchema = z.object({ id: z.uuid('This is no invitation id.') })

export type CreateInvitationInput = z.output<typeof createInvitationSchema>
