import { setTimeout as pause } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'

/** How long a question about the past waits for what was stored before it was asked. */
const CATCH_UP_MS = 250
const AGAIN_MS = 20
/** How long a replica that was behind, or away, is left alone. */
const LEAVE_BEHIND_MS = 2_000
const LEAVE_AWAY_MS = 10_000

/** Why the primary is asked: the replica is behind, does not answer, or is no replica of this database. */
export type ReplicaFault = 'behind' | 'away' | 'other_database'

export interface ReplicaState {
  /** Null: it serves. */
  fault: ReplicaFault | null
  cause: unknown
}

/** What is needed of a transaction to see where the replica stands. */
interface Asks {
  execute(query: SQL): PromiseLike<Iterable<unknown>>
}

/** The replica's pool, as far as it is used. */
interface Pool<Tx> {
  limitedTo(accounts: readonly string[] | null): Pool<Tx>
  asDesk<T>(deskId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface ReplicaOptions<Tx> {
  /** Opens the replica's own pool, as the same application: found out anew after each time that it was away. */
  open: () => Promise<Pool<Tx>>
  /** Told whenever it begins to serve, or ends. */
  onChange?: (state: ReplicaState) => void
  /** Milliseconds, of a clock that only goes forward. */
  clock?: () => number
}

/** The replica does not have what was stored before the question, or is none. */
class NotServing extends Error {
  constructor(readonly fault: ReplicaFault) {
    super(fault)
    this.name = 'NotServing'
  }
}

const place = z.object({ same: z.boolean(), there: z.boolean().nullable() })

/** Where the primary has come to, and which cluster and database it is. */
interface Standing {
  lsn: string
  cluster: string
  database: string
}

/**
 * A streaming replica for reads of the past. It is asked only for what it has: where it has not replayed all that the primary
 * had written when the question came, where it does not answer or fails, the primary is asked, so that nobody sees less by
 * having asked later.
 */
export class ReadReplica<Tx extends Asks> {
  #opened: Promise<Pool<Tx>> | null = null
  #leftUntil = 0
  #state: ReplicaState = { fault: null, cause: null }
  readonly #clock: () => number

  constructor(private readonly options: ReplicaOptions<Tx>) {
    this.#clock = options.clock ?? (() => performance.now())
  }

  /**
   * Runs reads on the replica where only the user's rows (and of these the accounts given) exist.
   * @param standing the primary's, as it is now
   * @param work reads only; run once more by whoever calls where the answer is null
   * @returns null where the primary has to be asked
   */
  async read<T>(
    { deskId, accounts }: { deskId: string; accounts: readonly string[] | null },
    standing: () => Promise<Standing>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<{ value: T } | null> {
    if (this.#clock() < this.#leftUntil) return null
    const wanted = await standing()
    try {
      this.#opened ??= this.options.open()
      const db = (await this.#opened).limitedTo(accounts)
      const value = await db.asDesk(deskId, async (tx) => {
        await this.#caughtUp(tx, wanted)
        return work(tx)
      })
      this.#tell({ fault: null, cause: null })
      return { value }
    } catch (error) {
      this.#leave(error)
      return null
    }
  }

  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    await opened?.then(
      (db) => db.close(),
      () => {},
    )
  }

  async #caughtUp(tx: Tx, { lsn, cluster, database }: Standing): Promise<void> {
    const end = this.#clock() + CATCH_UP_MS
    for (;;) {
      const [row] = await tx.execute(sql`
        select pg_is_in_recovery() and current_database() = ${database}
            and (select system_identifier::text from pg_control_system()) = ${cluster} as same,
          pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn as there`)
      const { same, there } = place.parse(row)
      if (!same) throw new NotServing('other_database')
      if (there) return
      if (this.#clock() >= end) throw new NotServing('behind')
      await pause(AGAIN_MS)
    }
  }

  #leave(error: unknown): void {
    const fault = error instanceof NotServing ? error.fault : 'away'
    this.#leftUntil = this.#clock() + (fault === 'behind' ? LEAVE_BEHIND_MS : LEAVE_AWAY_MS)
    // Another server may stand there by then, with another login.
    if (fault !== 'behind') void this.close()
    this.#tell({ fault, cause: error })
  }

  #tell(state: ReplicaState): void {
    const changed = state.fault !== this.#state.fault
    this.#state = state
    if (changed) this.options.onChange?.(state)
  }
}
