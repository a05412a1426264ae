import { addKeyActivity, type KeyActivityRow } from '@/db/queries/key-activity'
import { describeCause } from '@/server/cause'
import type { Deps, KeyCounts, ServiceContext } from '@/server/context'
import type { Priority } from '@/server/exchanges/budget/rules'
import type { Asked, Connection } from '@/server/exchanges/port'

/** Counts wait so long to be written, all of a process in one statement. */
const WRITE_EVERY_MS = 30_000
export const KEY_ACTIVITY_DAYS = 30

/** The first day that is still told, in UTC. */
export function firstDayOfActivity(now: Date): string {
  return dayOf(new Date(now.getTime() - KEY_ACTIVITY_DAYS * 86_400_000))
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** Counts of one process that are not written yet. */
export class KeyActivity implements KeyCounts {
  #counts = new Map<string, KeyActivityRow>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(private readonly deps: Pick<Deps, 'db' | 'log'>) {}

  add(of: { deskId: string; accountId: string; key: string }, asked: readonly Asked[], at: Date): void {
    for (const { purpose, question, outcome } of asked) {
      const day = dayOf(at)
      const id = JSON.stringify([of.accountId, of.key, purpose, question, day])
      const known = this.#counts.get(id)
      this.#counts.set(id, {
        ...of,
        purpose,
        question,
        day,
        asked: (known?.asked ?? 0) + 1,
        refused: (known?.refused ?? 0) + (outcome === 'refused' ? 1 : 0),
        unanswered: (known?.unanswered ?? 0) + (outcome === 'unanswered' ? 1 : 0),
        lastAt: at,
        lastOutcome: outcome,
      })
    }
    this.#timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref()
  }

  /** Writes what has come together. What cannot be written is logged and given up: it counts, and holds nothing up. */
  write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const rows = [...this.#counts.values()]
    this.#counts = new Map()
    if (rows.length > 0) {
      this.#writing = this.#writing
        .then(() => this.deps.db.asSystem((tx) => addKeyActivity(tx, rows)))
        .catch((error: unknown) => this.deps.log.warn({ cause: describeCause(error) }, 'key activity could not be written'))
    }
    return this.#writing
  }
}

/** Whom work on an account is for, where the exchange's limits make some of it wait. */
export function priorityOf({ actor }: Pick<ServiceContext, 'actor'>): Priority {
  return actor.kind === 'system' && !actor.awaited ? 'reading' : 'person'
}

/**
 * The same connection, with everything that is asked through it counted for the account and its key, and for whom it is
 * (as `priorityOf` says, unless the connection itself does).
 */
export function counted(ctx: ServiceContext, accountId: string, connection: Connection): Connection {
  const key = ctx.vault.fingerprint(connection.exchange, connection.credentials)
  const of = { deskId: ctx.deskId, accountId, key }
  return { priority: priorityOf(ctx), ...connection, onAsked: (asked) => ctx.keyActivity?.add(of, asked, ctx.now()) }
}
