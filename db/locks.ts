import type postgres from 'postgres'
import { Batcher } from './batcher'
import type { Db } from './client'

/**
 * Locks between all processes on one database, held by a session of this process: they need no clean-up, since
 * PostgreSQL lets go of them the moment the process or its connection dies.
 */
export interface AdvisoryLocks {
  /** False where another process, or another part of this one, holds it. */
  tryLock(name: string): Promise<boolean>
  unlock(name: string): Promise<void>
  /** Whether this process still has a lock that it took: not after its connection was lost. */
  holds(name: string): Promise<boolean>
  /** One of `count` places; null where all are taken. */
  tryPlace(name: string, count: number): Promise<number | null>
  leavePlace(name: string, place: number): Promise<void>
  /** Lets go of everything that this process holds: before it ends. */
  releaseAll(): Promise<void>
}

/** All locks of a process are held by one connection. When it is lost, so are they: the next statement notices. */
class SessionLocks implements AdvisoryLocks {
  /** A session may take a lock it has once more, so what this process holds is kept here too. */
  private readonly held = new Set<string>()
  /** The server's process behind the connection that `held` is true of. */
  private backend: number | null = null
  private turn: Promise<unknown> = Promise.resolve()

  /** Many accounts are read side by side: their locks are taken, and left, in as few statements as there are turns. */
  private readonly locking = new Batcher<string, boolean>((names) => this.inTurn(() => this.lockAll(names)))
  private readonly unlocking = new Batcher<string, undefined>((names) => this.inTurn(() => this.unlockAll(names)))

  constructor(private readonly sql: postgres.Sql) {}

  tryLock(name: string): Promise<boolean> {
    return this.locking.run(name)
  }

  private async lockAll(names: readonly string[]): Promise<boolean[]> {
    const held = names.some((name) => this.held.has(name)) && (await this.stillHeld()) ? new Set(this.held) : new Set<string>()
    const wanted = [...new Set(names)].filter((name) => !held.has(name))
    if (wanted.length === 0) return names.map(() => false)
    const rows = await this.sql<{ name: string; ok: boolean; backend: number }[]>`
      select name, pg_try_advisory_lock(hashtextextended(name, 0)) as ok, pg_backend_pid() as backend
      from unnest(${wanted}::text[]) name`
    const got = new Set<string>()
    for (const { name, ok, backend } of rows) {
      if (!ok) continue
      this.took(name, backend)
      got.add(name)
    }
    // Of two that want the same at once one gets it.
    return names.map((name) => got.delete(name))
  }

  tryPlace(name: string, count: number): Promise<number | null> {
    return this.inTurn(async () => {
      const free = Array.from({ length: count }, (_, place) => place).filter((place) => !this.held.has(`${name}#${place}`))
      const [row] = await this.sql<{ place: number; backend: number }[]>`
        select place, pg_backend_pid() as backend from unnest(${`{${free.join(',')}}`}::int[]) place
        where pg_try_advisory_lock(hashtext(${name}), place) limit 1`
      if (row) this.took(`${name}#${row.place}`, row.backend)
      return row?.place ?? null
    })
  }

  holds(name: string): Promise<boolean> {
    return this.inTurn(async () => this.held.has(name) && (await this.stillHeld()))
  }

  unlock(name: string): Promise<void> {
    return this.unlocking.run(name)
  }

  /** Never fails: where the connection is lost, so are the locks. */
  private async unlockAll(names: readonly string[]): Promise<undefined[]> {
    const ours = names.filter((name) => this.held.delete(name))
    if (ours.length > 0) {
      await this.sql`select pg_advisory_unlock(hashtextextended(name, 0)) from unnest(${ours}::text[]) name`.catch(() => {})
    }
    return names.map(() => undefined)
  }

  leavePlace(name: string, place: number): Promise<void> {
    return this.letGoOf(`${name}#${place}`, () => this.sql`select pg_advisory_unlock(hashtext(${name}), ${place}::int)`)
  }

  releaseAll(): Promise<void> {
    return this.inTurn(async () => {
      if (this.held.size === 0) return
      this.held.clear()
      await this.sql`select pg_advisory_unlock_all()`
    }).catch(() => {})
  }

  /** False after the connection was lost, and all that it held with it. */
  private async stillHeld(): Promise<boolean> {
    const [row] = await this.sql<{ backend: number }[]>`select pg_backend_pid() as backend`
    if (row?.backend === this.backend) return true
    this.held.clear()
    return false
  }

  private took(key: string, backend: number): void {
    if (backend !== this.backend) this.held.clear()
    this.backend = backend
    this.held.add(key)
  }

  /** Never fails: where the connection is lost, so is the lock. */
  private async letGoOf(key: string, unlock: () => PromiseLike<unknown>): Promise<void> {
    await this.inTurn(async () => {
      if (this.held.delete(key)) await unlock()
    }).catch(() => {})
  }

  /** One after the other, so that what is held is known before the next is asked for. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => {})
    return result
  }
}

const locks = new WeakMap<Db, AdvisoryLocks>()

/** The locks of a process on this database. */
export function advisoryLocks(db: Db): AdvisoryLocks {
  let own = locks.get(db)
  if (!own) {
    own = new SessionLocks(db.lockSession)
    locks.set(db, own)
  }
  return own
}
