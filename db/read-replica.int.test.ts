import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db, Tx } from './client'
import { migrate } from './migrate'
import { type OwnPostgres, startOwnPostgres } from './own-postgres.testing'
import { someAccount, someUser } from './queries/fixtures.testing'
import { ReadReplica, type ReplicaState } from './read-replica'
import { startReplica } from './read-replica.testing'
import { openAppDb } from './roles'

const patient = { timeout: 60_000, interval: 50 }

describe('a read replica', () => {
  let primary: OwnPostgres
  let replica: Awaited<ReturnType<typeof startReplica>>
  let db: Db
  let person: string
  let clock = 0
  const states: (string | null)[] = []
  const told = ({ fault }: ReplicaState) => void states.push(fault)

  beforeAll(async () => {
    primary = await startOwnPostgres()
    await migrate(primary.url)
    replica = await startReplica(primary)
    db = await openAppDb({ url: primary.url, max: 4, readUrl: replica.url, onReplica: told })
    person = await someUser(db)
  }, 120_000)
  afterAll(async () => {
    await db?.close()
    await replica?.stop()
    await primary?.stop()
  }, 180_000)

  /** Which of the two answers, and how many accounts the person has there. */
  const asked = (of: Db = db, deskId = person) =>
    of.readPast(deskId, async (tx: Tx) => {
      const [row] = await tx.execute<{ there: boolean; n: number; role: string }>(
        sql`select pg_is_in_recovery() as there, (select count(*)::int from accounts) as n, current_user as role`,
      )
      return row
    })
  /** Holds what comes from the primary back, as a replica does that has too much to do. */
  async function held<T>(work: () => Promise<T>): Promise<T> {
    const admin = postgres(replica.url, { max: 1 })
    try {
      await admin`select pg_wal_replay_pause()`
      await expect.poll(async () => (await admin`select pg_get_wal_replay_pause_state() as s`)[0]?.s, patient).toBe('paused')
      return await work()
    } finally {
      await admin`select pg_wal_replay_resume()`
      await admin.end()
    }
  }
  /** Once it is no longer left alone. */
  const served = (of: Db = db) => expect.poll(async () => (await asked(of))?.there, patient).toBe(true)

  it('answers with all that was stored before the question, as the role that row-level security binds', async () => {
    await served()
    for (let n = 1; n <= 20; n++) {
      await someAccount(db, person)
      expect(await asked()).toMatchObject({ n })
    }
    await served()
    // A superuser's login is taken down there as it is here.
    expect(await asked()).toMatchObject({ there: true, n: 20, role: 'ballast_app' })
  })

  it('answers with what was stored without waiting for the disk too: the log is written later than others see it', async () => {
    const other = await someUser(db)
    for (let n = 1; n <= 10; n++) {
      await served()
      await db.asDesk(other, async (tx) => {
        await tx.execute(sql`set local synchronous_commit = off`)
        await tx.execute(sql`insert into group_points (user_id, scope, resolution_seconds, bucket, open, high, low, close, close_as_of, accounts)
          values (${other}, ${`scope ${n}`}, 300, now(), 1, 1, 1, 1, now(), 1)`)
      })
      const [row] = await db.readPast(other, (tx) =>
        tx.execute<{ n: number; there: boolean }>(sql`select count(*)::int as n, pg_is_in_recovery() as there from group_points`),
      )
      expect(row).toMatchObject({ n })
    }
  })

  it('shows nobody else’s rows, of some accounts those alone, and takes no writes', async () => {
    const other = await someUser(db)
    const id = await someAccount(db, other)
    await served()
    expect(await asked(db, other)).toMatchObject({ there: true, n: 1 })
    await someAccount(db, other)
    const limited = db.limitedTo([id])
    await expect.poll(async () => asked(limited, other), patient).toMatchObject({ there: true, n: 1 })
  })

  it('that is behind is not asked: the newest is there, from the primary', async () => {
    await served()
    const before = (await asked())?.n ?? 0
    await held(async () => {
      await someAccount(db, person)
      expect(await asked()).toMatchObject({ there: false, n: before + 1 })
      expect(states.at(-1)).toBe('behind')
      // Not tried again at once.
      expect(await asked()).toMatchObject({ there: false, n: before + 1 })
    })
    await served()
    expect(states.at(-1)).toBeNull()
  })

  it('that is away is not waited for, and serves again when it is back', async () => {
    await served()
    await replica.stop()
    expect(await asked()).toMatchObject({ there: false })
    expect(states.at(-1)).toBe('away')
    await replica.start()
    await served()
    expect(states.at(-1)).toBeNull()
  }, 120_000)

  it('is none where another database stands, or one that follows nobody: the primary answers', async () => {
    const admin = postgres(primary.url, { max: 1 })
    await admin`create database elsewhere`
    await admin.end()
    const elsewhere = new URL(replica.url)
    elsewhere.pathname = '/elsewhere'
    const unfollowing = primary.url
    for (const readUrl of [elsewhere.href, unfollowing]) {
      const faults: unknown[] = []
      const own = await openAppDb({ url: primary.url, max: 2, readUrl, onReplica: ({ fault }) => void faults.push(fault) })
      try {
        await expect.poll(() => asked(own).then(() => faults.length > 0), patient).toBe(true)
        expect(await asked(own)).toMatchObject({ there: false })
        expect(faults).toEqual([expect.stringMatching(/^(other_database|away)$/)])
      } finally {
        await own.close()
      }
    }
  })

  it('holds up no start while it is away, and an address that is none stops it', async () => {
    const nobody = new URL(replica.url)
    nobody.port = '1'
    const own = await openAppDb({ url: primary.url, max: 2, readUrl: nobody.href })
    expect(await asked(own)).toMatchObject({ there: false })
    await own.close()
    await expect(openAppDb({ url: primary.url, readUrl: 'mysql://x' })).rejects.toThrow(/^DATABASE_READ_URL must look like/)
  })

  it('what fails there is asked here once more, and fails as it would have', async () => {
    await served()
    const asks: boolean[] = []
    const broken = db.readPast(person, async (tx) => {
      const [row] = await tx.execute<{ there: boolean }>(sql`select pg_is_in_recovery() as there`)
      asks.push(row?.there ?? false)
      return tx.execute(sql`select nothing from nowhere`)
    })
    await expect(broken).rejects.toThrow()
    expect(asks).toEqual([true, false])
  })

  it('is left alone for a while after it failed, by a clock that nobody sets', async () => {
    let opened = 0
    const own = new ReadReplica({
      open: () => {
        opened += 1
        return Promise.reject(new Error('away'))
      },
      clock: () => clock,
    })
    const standing = async () => ({ lsn: '0/0', cluster: '1', database: 'x' })
    const ask = () => own.read({ deskId: person, accounts: null }, standing, async () => 1)
    for (const [at, times] of [
      [0, 1],
      [9_999, 1],
      [10_000, 2],
    ] as const) {
      clock = at
      expect(await ask()).toBeNull()
      expect(opened).toBe(times)
    }
  })
})
