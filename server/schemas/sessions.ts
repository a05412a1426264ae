import { z } from 'zod'
import { proof } from './security'

export const revokeSessionSchema = z.object({ ...proof, id: z.uuid('This is no session id.') })
export const revokeAllSessionsSchema = z.object({
  ...proof,
  includeCurrent: z.boolean().default(false),
  /** API tokens too, all of them. */
  revokeTokens: z.boolean().default(false),
})

export type RevokeSessionInput = z.output<typeof revokeSessionSchema>
export type RevokeAllSessionsInput = z.output<typeof revokeAllSessionsSchema>
