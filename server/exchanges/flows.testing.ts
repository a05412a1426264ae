import type { FlowEntry } from '../domain/flows/types'
import { DomainError } from '../errors'
import type { LedgerInfo, LedgersInfo } from './port'

/** Ledgers of fake exchanges: what the test says, in windows and pages as its limits have them. */
export class FakeLedgers {
  /** Ledgers by exchange; none where a test says nothing. */
  readonly told = new Map<string, LedgersInfo>()
  /** Entries by `key ledger`. */
  readonly entries = new Map<string, FlowEntry[]>()
  /** Thrown for a `key ledger` while set. */
  readonly failures = new Map<string, DomainError>()
  /** Entries a page. */
  pageSize = 100
  /** Questions asked: ledger, first and last moment, cursor. */
  readonly asked: { key: string; ledger: string; from: Date; to: Date; cursor: string | null }[] = []

  tell(exchange: string, ledgers: (Partial<LedgerInfo> & { id: string })[], untold: LedgersInfo['untold'] = []): void {
    const limits = { windowMs: null, reachMs: null, settlesMs: 3_600_000, weight: 1, external: true, optional: false }
    this.told.set(exchange, { ledgers: ledgers.map((ledger) => ({ ...limits, name: ledger.id, ...ledger })), untold })
  }

  of(exchange: string): LedgersInfo {
    return this.told.get(exchange) ?? { ledgers: [], untold: [] }
  }

  page(exchange: string, key: string, query: { ledger: string; from: Date; to: Date; cursor: string | null }) {
    this.asked.push({ key, ...query })
    const limits = this.of(exchange).ledgers.find(({ id }) => id === query.ledger)
    if (!limits) throw new Error(`No ledger ${query.ledger}.`)
    const wide = query.to.getTime() - query.from.getTime()
    if (limits.windowMs !== null && wide > limits.windowMs) throw new DomainError('exchange_refused', 'The stretch is too long.')
    const failure = this.failures.get(`${key} ${query.ledger}`)
    if (failure) throw failure
    const within = (this.entries.get(`${key} ${query.ledger}`) ?? []).filter(({ at }) => at >= query.from && at < query.to)
    const start = Number(query.cursor ?? 0)
    const next = start + this.pageSize
    return { entries: within.slice(start, next), next: next < within.length ? String(next) : null }
  }
}
