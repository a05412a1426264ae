import { z } from 'zod'

export const sessionIdSchema = z.object({ id: z.uuid('This is no session id.') })
export const revokeAllSessionsSchema = z.object({ includeCurrent: z.boolean().default(false) })

export type RevokeAllSessionsInput = z.output<typeof revokeAllSessionsSchema>
