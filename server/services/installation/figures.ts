import {
  type AccountsStanding,
  accountsStanding,
  equityOfAll,
  outboxStanding,
  type QueueDepth,
  queueDepths,
} from '@/db/queries/installation'
import type { Deps } from '@/server/context'
import { boundOfBits } from '@/server/domain/bound'
import { refreshInterval } from '@/server/domain/refresh-schedule'
import { CLOCK_TOLERANCE_MS, STALE_AFTER_INTERVALS } from '@/server/domain/staleness'
import { backupState } from '../notices/backup-state'

/** What whoever runs Ballast sees of it: counts and ages, of nobody in particular. */
export interface InstallationFigures {
  accounts: readonly AccountsStanding[]
  queues: readonly QueueDepth[]
  /** Messages that wait, since how many seconds the oldest is due, and channels that nothing gets through to. */
  outbox: { waiting: number; oldest: number | null; failing: number }
  /** When the last nightly backup that went well was begun; null: none has gone well. */
  lastBackupAt: Date | null
}

/** As it stands now. @throws what the database throws */
export async function installationFigures({
  db,
  now,
  exchanges,
}: Pick<Deps, 'db' | 'now' | 'exchanges'>): Promise<InstallationFigures> {
  const at = now()
  // As pages have it: an account is not read more often than its exchange bears.
  const floors = exchanges.list().map(({ id, generic }) => [id, refreshInterval(0, { id, generic })] as const)
  const rule = {
    after: STALE_AFTER_INTERVALS,
    floors,
    floor: refreshInterval(0, { id: '', generic: true }),
    toleranceMs: CLOCK_TOLERANCE_MS,
  }
  const [accounts, queues, outbox, backup] = await Promise.all([
    accountsStanding(db, at, rule),
    queueDepths(db),
    outboxStanding(db, at),
    backupState({ db }),
  ])
  return { accounts, queues, outbox, lastBackupAt: backup?.lastGoodAt ?? null }
}

/** What an operator sees of an account who has asked for it (`METRICS_PORTFOLIO`). */
export interface ShownAccount {
  id: string
  name: string
  exchange: string
  owner: string
  /** USD; null: not known. */
  equity: number | null
  /** Whether that is all of it: `exact`, `at_least`, `at_most` or `uncertain`. */
  bound: string
  /** Seconds since 1970. */
  asOf: number
}

/** Every active account of everybody that was ever read. */
export async function shownPortfolio({ db }: Pick<Deps, 'db'>): Promise<ShownAccount[]> {
  return (await equityOfAll(db)).map(({ bound, ...account }) => ({ ...account, bound: boundOfBits(bound) }))
}
