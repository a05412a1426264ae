import type { ProgramEvent } from './events'

/** An event as programs get it, by the stream and by webhooks: `server/rest/schemas/stream` says what each field is. */
export function toldEvent(event: ProgramEvent) {
  const { id, type, at, account } = event
  const common = { id, type, at: at.toISOString(), account: account && { ...account } }
  switch (event.type) {
    case 'snapshot':
      return { ...common, snapshot_id: event.snapshotId, as_of: event.asOf.toISOString() }
    case 'account_failed':
      return {
        ...common,
        code: event.code,
        error: event.error,
        since: event.since.toISOString(),
        next_try_at: event.nextTryAt.toISOString(),
      }
    case 'alert': {
      const { told, level, kind, ruleId, subject, text, since } = event
      return { ...common, told, level, kind, rule_id: ruleId, subject, text, since: since.toISOString() }
    }
  }
}
