import { z } from 'zod'
import type { StreamEventRow } from '@/db/queries/stream-events'
import { RULE_KINDS } from '@/server/domain/alerts/rule'
import { DOMAIN_ERROR_CODES } from '@/server/errors'

/** What an account is known by in an event; its name is the one that it has as it is told. */
export interface EventAccount {
  id: string
  name: string
  exchange: string
}

interface Common {
  /** The same however often it is told. */
  id: string
  at: Date
}

/** Something that programs are told. */
export type ProgramEvent =
  | (Common & { type: 'snapshot'; account: EventAccount; snapshotId: string; asOf: Date })
  | (Common & {
      type: 'account_failed'
      account: EventAccount
      code: string
      error: string
      /** Since when the account cannot be read. */
      since: Date
      nextTryAt: Date
    })
  | (Common & {
      type: 'alert'
      /** Null: of all accounts together. */
      account: EventAccount | null
      told: 'raised' | 'cleared' | 'reminder'
      level: 'warn' | 'urgent'
      kind: string
      ruleId: string
      subject: string
      text: string
      since: Date
    })

const snapshotData = z.object({ snapshotId: z.string(), asOf: z.coerce.date() })
const failedData = z.object({
  code: z.enum(DOMAIN_ERROR_CODES),
  error: z.string(),
  since: z.coerce.date(),
  nextTryAt: z.coerce.date(),
})
const alertData = z.object({
  told: z.enum(['raised', 'cleared', 'reminder']),
  level: z.enum(['warn', 'urgent']),
  kind: z.enum(RULE_KINDS),
  ruleId: z.string(),
  subject: z.string(),
  text: z.string(),
  since: z.coerce.date(),
})

/** What is kept of each kind; dates as texts. */
export type FailedData = z.input<typeof failedData>
export type AlertData = z.input<typeof alertData>

/** An event as it is told; null for one of an account that is gone, or that a newer version wrote. */
export function programEvent(row: StreamEventRow): ProgramEvent | null {
  const { id, at, account_id, account: name, exchange } = row
  const account = account_id !== null && name !== null && exchange !== null ? { id: account_id, name, exchange } : null
  if (account === null && account_id !== null) return null
  const common = { id, at }
  if (row.kind === 'alert') {
    const data = alertData.safeParse(row.data)
    return data.success ? { ...common, type: 'alert', account, ...data.data } : null
  }
  if (account === null) return null
  if (row.kind === 'snapshot') {
    const data = snapshotData.safeParse(row.data)
    return data.success ? { ...common, type: 'snapshot', account, ...data.data } : null
  }
  const data = row.kind === 'account_failed' ? failedData.safeParse(row.data) : null
  return data?.success ? { ...common, type: 'account_failed', account, ...data.data } : null
}
