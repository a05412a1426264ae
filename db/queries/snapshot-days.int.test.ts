import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAppDb } from '../roles'
import { type TestDatabase, testDatabase } from '../testing'
import { someAccount, someAsset, someSnapshot, someUser } from './fixtures.testing'
import { storeReading } from './readings'
import { deleteKeptHoldings, deleteSnapshots, dropSnapshotDays, makeSnapshotDays } from './snapshot-days'
import { latestSnapshots, storeSnapshot } from './snapshots'

const FINEST = 300
const DAY = 86_400_000
/** Days that no partition was made for yet. */
const START = Date.UTC(2040, 0, 1)
const day = (n: number, ms = 0) => new Date(START + n * DAY + ms)

describe('days of snapshots', () => {
  let database: TestDatabase
  let user: string
  let account: string
  beforeEach(async () => {
    database = await testDatabase()
    user = await someUser(database.db)
    account = await someAccount(database.db, user)
  })
  afterEach(() => database.close())

  const make = (until: Date) => database.db.asSystem((tx) => makeSnapshotDays(tx, until))
  const drop = (before: Date) => dropSnapshotDays(database.db, before, FINEST)
  const store = (asOf: Date, size: string, of = account, owner = user) =>
    database.db.asDesk(owner, (tx) => storeSnapshot(tx, owner, of, someSnapshot({ asOf, assets: [someAsset({ size })] }), 1))
  const stored = async () => {
    const rows = await database.db.asSystem((tx) =>
      tx.execute<{ place: string; size: string }>(sql`
        select s.tableoid::regclass::text as place, a.size::text as size
        from snapshots s join snapshot_assets a on a.snapshot_id = s.id order by s.id`),
    )
    return rows.map(({ place, size }) => [place, size])
  }
  /** As the roll-up leaves it: points hold everything up to a moment. */
  const rolledUpTo = (bucket: Date) =>
    database.db.asSystem((tx) =>
      tx.execute(sql`
        insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size)
        values (${account}::uuid, ${user}::uuid, ${FINEST}, ${bucket.toISOString()}::timestamptz, 'USDT', 'unified', 'token', 1)`),
    )

  it('are made as far as asked, once; what was stored ahead of them moves in unchanged', async () => {
    await make(day(-1))
    await store(day(1, 1), '1.10')
    await store(day(2), '2.00')
    expect(await stored()).toEqual([
      ['snapshots_later', '1.10'],
      ['snapshots_later', '2.00'],
    ])
    expect(await make(day(2))).toBe(3)
    expect(await make(day(2))).toBe(0)
    expect(await stored()).toEqual([
      ['snapshots_20400102', '1.10'],
      ['snapshots_20400103', '2.00'],
    ])
    // Nowhere is a moment without a place: long before, and long after.
    await store(new Date('2001-01-01T00:00:00Z'), '3')
    await store(new Date('2099-01-01T00:00:00Z'), '4')
    expect((await stored()).slice(2)).toEqual([
      ['snapshots_kept', '3'],
      ['snapshots_later', '4'],
    ])
  })

  it('are made once by any number of processes at the same time, and after years in few steps', async () => {
    const made = await Promise.all([make(day(0)), make(day(0)), make(day(0))])
    expect(made.filter((n) => n > 0)).toEqual([9])
  })

  it('go whole when all in them is old, but for the newest snapshot of each account', async () => {
    const [second, stranger] = [await someAccount(database.db, user), await someUser(database.db)]
    const theirs = await someAccount(database.db, stranger)
    await make(day(3))
    for (const [asOf, size] of [
      [day(0, 1), '0.1'],
      [day(0, 2), '0.2'],
      [day(1), '1'],
    ] as const) {
      await store(asOf, size)
    }
    await store(day(0, 5), '5', second)
    await store(day(0, 6), '6', second)
    await store(day(0, 7), '7', theirs, stranger)
    await rolledUpTo(day(3))
    // Of the days before the first one, in which nothing is.
    await drop(day(0, DAY - 1))
    expect((await stored()).slice(0, 2)).toEqual([
      ['snapshots_20400101', '0.1'],
      ['snapshots_20400101', '0.2'],
    ])
    expect(await drop(day(1))).toBe(1)
    expect(await stored()).toEqual([
      ['snapshots_20400102', '1'],
      ['snapshots_kept', '6'],
      ['snapshots_kept', '7'],
    ])
    const newest = await database.db.asDesk(user, (tx) => latestSnapshots(tx, user, [account, second]))
    expect([account, second].map((id) => newest.get(id)?.assets[0]?.size)).toEqual(['1', '6'])
    // A newer one of the second account: what was kept for it goes with the next clean-up, and its holdings.
    await store(day(2), '8', second)
    const clean = () => database.db.asSystem((tx) => deleteSnapshots(tx, day(2), FINEST, { limit: 100, withinDays: false }))
    expect([await clean(), await clean()]).toEqual([1, 0])
    await database.db.asSystem(deleteKeptHoldings)
    const [left] = await database.db.asSystem((tx) => tx.execute(sql`select count(*)::int as n from holdings_kept`))
    expect(left).toEqual({ n: 1 })
  })

  it('stay while points do not hold what is in them, and the last one always', async () => {
    await make(day(2))
    await store(day(0, DAY / 2), '1')
    await store(day(1, DAY / 2), '2')
    await rolledUpTo(day(0, DAY / 4))
    const before = await stored()
    await drop(day(9))
    expect(await stored()).toEqual(before)
    await rolledUpTo(day(1, DAY / 2))
    await drop(day(9))
    expect(await stored()).toEqual([['snapshots_kept', '2']])
    const [row] = await database.db.asSystem((tx) =>
      tx.execute(sql`select name from partitions_of('snapshots') where name not in ('snapshots_kept', 'snapshots_later')`),
    )
    expect(row).toEqual({ name: 'snapshots_20400103' })
  })

  it('show each user their own rows alone, also to who asks a partition itself', async () => {
    const stranger = await someUser(database.db)
    await make(day(0))
    await store(day(0), '1')
    // The processes' role may not ask it at all; its owner meets the same wall as at the parent.
    const direct = database.db.asDesk(user, (tx) => tx.execute(sql`select from snapshots_20400101`))
    await expect(direct).rejects.toMatchObject({ cause: { code: '42501' } })
    const owner = await openAppDb({ url: database.ownerUrl, max: 1 })
    const seen = (who: string) =>
      owner.asDesk(who, async (tx) => {
        const counts = []
        for (const table of ['snapshots', 'snapshots_20400101', 'holdings_20400101', 'snapshot_assets']) {
          counts.push((await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n)
        }
        return counts
      })
    expect(await seen(user)).toEqual([1, 1, 1, 1])
    expect(await seen(stranger)).toEqual([0, 0, 0, 0])
    await owner.close()
  })

  it('are made and dropped while readings are stored, and neither waits for the other', async () => {
    const reading = (n: number) => ({
      account: { id: account, keyFingerprint: null },
      startedAt: day(9, n),
      durationMs: 1,
      nextRefreshAt: day(9, n),
      plannedAt: day(9, n),
      valued: someSnapshot({ asOf: day(9, n), assets: [someAsset({ size: String(n) })] }),
      widths: [FINEST],
      notice: { channel: 'test', message: '{"event":{}}' },
    })
    await database.db.asSystem((tx) => tx.execute(sql`update accounts set key_fingerprint = null`))
    const storing = Promise.all(Array.from({ length: 60 }, (_, n) => storeReading(database.db, user, reading(n))))
    for (let n = 0; n < 9; n++) {
      await make(day(n))
      await drop(day(n))
    }
    expect((await storing).every(Boolean)).toBe(true)
    const [row] = await database.db.asSystem((tx) => tx.execute(sql`select count(*)::int as n from snapshots`))
    expect(row).toEqual({ n: 60 })
  })

  it.each([
    ['accounts', 'snapshots'],
    ['snapshots', 'accounts'],
    ['holdings', 'accounts'],
  ])('are made and dropped beside somebody who reads %s and then %s, who waits for neither', async (first, second) => {
    await make(day(1))
    await store(day(0), '1')
    await rolledUpTo(day(1))
    let go = () => {}
    const going = new Promise<void>((resolve) => {
      go = resolve
    })
    let reading: Promise<unknown> = Promise.resolve()
    await new Promise<void>((resolve) => {
      reading = database.db.asDesk(user, async (tx) => {
        const of = (table: string) => tx.execute(sql`select count(*) from ${sql.identifier(table)}`)
        await of(first)
        resolve()
        await going
        await of(second)
      })
    })
    const days = Promise.all([make(day(3)), drop(day(1))])
    const trying = async () => {
      const [row] = await database.db.connection<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where state = 'active' and datname = current_database()
          and query like '%snapshot_days(%' and pid <> pg_backend_pid() and now() - query_start > interval '300 milliseconds'`
      return row?.n ?? 0
    }
    await expect.poll(trying).toBeGreaterThan(0)
    go()
    await reading
    // Every day up to then goes, those before the first one too.
    expect(await days).toEqual([2, expect.any(Number)])
    expect((await stored()).map(([place]) => place)).toEqual(['snapshots_kept'])
  })

  it('keep what an account holds once a day, however often it is read', async () => {
    await make(day(1))
    for (let minute = 0; minute < 5; minute++) await store(day(0, minute * 60_000), '1')
    await store(day(0, DAY - 1), '2')
    await store(day(1), '2')
    const rows = await database.db.asSystem((tx) => tx.execute(sql`select day from holdings order by day`))
    expect(rows).toHaveLength(3)
    expect((await stored()).map(([, size]) => size)).toEqual(['1', '1', '1', '1', '1', '2', '2'])
  })
})
