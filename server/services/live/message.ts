import { z } from 'zod'
import type { LiveEvent } from '@/server/domain/views'

/** PostgreSQL channel on which finished changes are told to every web process. */
export const LIVE_CHANNEL = 'ballast_live'

const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), id: z.string(), accountId: z.string(), asOf: z.coerce.date() }),
  z.object({ kind: z.literal('failed'), accountId: z.string(), code: z.string(), nextTryAt: z.coerce.date().nullable() }),
  z.object({ kind: z.literal('accounts') }),
  z.object({ kind: z.literal('alerts') }),
  z.object({ kind: z.literal('resync') }),
])
/** The desk under the name that processes of the version before know it by: while they are replaced, both hear each other. */
const message = z
  .object({ userId: z.string(), event })
  .transform(({ userId, event: heard }) => ({ deskId: userId, event: heard }))

/** A notification as it travels: whose, and what. Amounts never travel this way. */
export function writeLiveMessage(deskId: string, liveEvent: LiveEvent): string {
  return JSON.stringify({ userId: deskId, event: liveEvent })
}

/** Null for what is no message of ours: anyone with the database's password may notify. */
export function readLiveMessage(payload: string): { deskId: string; event: LiveEvent } | null {
  try {
    return message.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
