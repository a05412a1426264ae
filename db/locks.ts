import type postgres from 'postgres'
import type { Db } from './client'

/**
 * Locks between all processes on one database, held by a session of this process: they need no clean-up, since
 * PostgreSQL lets go of them the moment the process or its connection dies.
 */
export interface AdvisoryLocks {
  /** False where another process, or another part of this one, holds it. */
  tryLock(name: string): Promise<boolean>
  unlock(name: string): Promise<void>
  /** One of `count` places; null where all are taken. */
  tryPlace(name: string, count: number): Promise<number | null>
  leavePlace(name: string, place: number): Promise<void>
  /** Lets go of everything that this process holds: before it ends. */
  releaseAll(): Promise<void>
}

/** All locks of a process are held by one connection, taken from the pool while there are any. */
class SessionLocks implements AdvisoryLocks {
  private session: Promise<postgres.ReservedSql> | null = null
  /** A session may take a lock it has once more, so what this process holds is kept here too. */
  private readonly held = new Set<string>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly db: Db) {}

  tryLock(name: string): Promise<boolean> {
    return this.inTurn(async (sql) => {
      if (this.held.has(name)) return false
      const [row] = await sql<{ ok: boolean }[]>`select pg_try_advisory_lock(hashtextextended(${name}, 0)) as ok`
      if (row?.ok) this.held.add(name)
      return row?.ok ?? false
    })
  }

  unlock(name: string): Promise<void> {
    return this.letGoOf(name, (sql) => sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`)
  }

  tryPlace(name: string, count: number): Promise<number | null> {
    return this.inTurn(async (sql) => {
      const free = Array.from({ length: count }, (_, place) => place).filter((place) => !this.held.has(`${name}#${place}`))
      const [row] = await sql<{ place: number }[]>`
        select place from unnest(${sql.array(free)}::int[]) place
        where pg_try_advisory_lock(hashtext(${name}), place) limit 1`
      if (row) this.held.add(`${name}#${row.place}`)
      return row?.place ?? null
    })
  }

  leavePlace(name: string, place: number): Promise<void> {
    return this.letGoOf(`${name}#${place}`, (sql) => sql`select pg_advisory_unlock(hashtext(${name}), ${place}::int)`)
  }

  async releaseAll(): Promise<void> {
    if (this.session === null) return
    await this.inTurn(async (sql) => {
      this.held.clear()
      await sql`select pg_advisory_unlock_all()`
    })
  }

  /** Never fails: where the connection is lost, so is the lock. */
  private async letGoOf(key: string, unlock: (sql: postgres.ReservedSql) => PromiseLike<unknown>): Promise<void> {
    await this.inTurn(async (sql) => {
      if (this.held.delete(key)) await unlock(sql)
    }).catch(() => {})
  }

  /** One statement after the other; the connection goes back to the pool with the last lock. */
  private inTurn<T>(work: (sql: postgres.ReservedSql) => Promise<T>): Promise<T> {
    const result = this.turn.then(async () => {
      this.session ??= this.db.connection.reserve()
      try {
        const sql = await this.session
        const value = await work(sql)
        if (this.held.size === 0) this.letGo(sql)
        return value
      } catch (error) {
        // The connection is lost, and with it everything it held.
        this.held.clear()
        this.session?.then((sql) => sql.release()).catch(() => {})
        this.session = null
        throw error
      }
    })
    this.turn = result.catch(() => {})
    return result
  }

  private letGo(sql: postgres.ReservedSql): void {
    this.session = null
    sql.release()
  }
}

const locks = new WeakMap<Db, AdvisoryLocks>()

/** The locks of a process on this database. */
export function advisoryLocks(db: Db): AdvisoryLocks {
  let own = locks.get(db)
  if (!own) {
    own = new SessionLocks(db)
    locks.set(db, own)
  }
  return own
}
