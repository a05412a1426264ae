import { count, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { snapshotAssets, snapshots } from '../schema'
import { type TestDatabase, testDatabase } from '../testing'
import { someAccount, someAsset, someSnapshot, someUser } from './fixtures.testing'
import { latestSnapshots, storeSnapshot } from './snapshots'

describe('snapshots', () => {
  let database: TestDatabase
  let user: string

  beforeAll(async () => {
    database = await testDatabase()
    user = await someUser(database.db)
  })
  afterAll(() => database.close())

  const store = (account: string, snapshot = someSnapshot(), owner = user) =>
    database.db.asDesk(owner, (tx) => storeSnapshot(tx, owner, account, snapshot, 321))
  const latest = (accounts: string[], owner = user) => database.db.asDesk(owner, (tx) => latestSnapshots(tx, owner, accounts))

  it('come back as they were stored, to the last digit', async () => {
    const account = await someAccount(database.db, user)
    const snapshot = someSnapshot({
      assets: [
        someAsset({ symbol: 'SHIB', size: '123456789012345678901234.000000000000000001', price: '0.000000010', notional: null }),
        someAsset({
          symbol: 'ETH:PERP-USDT',
          assetType: 'position',
          marketType: 'perp',
          size: '-1.690',
          leverage: '10.0',
          base: 'ETH',
          settle: 'USDT',
          entryPrice: '1805.1',
          markPrice: '1805.6',
          liquidationPrice: '0',
          marginMode: 'isolated',
          positionSide: 'short',
          priceAsOf: null,
          priceRoute: null,
          price: null,
        }),
      ],
      equities: [
        {
          walletType: 'unified',
          totalEquity: '298.90609459',
          marginBalance: null,
          initialMargin: null,
          maintMargin: null,
          availableMargin: null,
          marginRatio: '0.0571',
          unrealizedProfit: '23.3',
          reportedEquity: null,
        },
      ],
      unpriced: ['DUST', 'with "quotes", commas'],
      notIncluded: [{ wallet: 'earn', reason: 'The key may not read it.' }],
      warnings: ['Two figures disagree.'],
      positionMode: 'hedge',
    })
    const id = await store(account, snapshot)
    expect((await latest([account])).get(account)).toEqual({ ...snapshot, id: String(id) })
  })

  it('of an account that holds nothing are snapshots too; an account never read has none', async () => {
    const [empty, unread] = [await someAccount(database.db, user), await someAccount(database.db, user)]
    await store(empty, someSnapshot({ assets: [], equity: '0' }))
    const found = await latest([empty, unread])
    expect(found.get(empty)?.assets).toEqual([])
    expect(found.has(unread)).toBe(false)
    expect(await latest([])).toEqual(new Map())
  })

  it('answer with the one that was stored last, whatever moment a clock that was wrong has given another', async () => {
    const account = await someAccount(database.db, user)
    await store(account, someSnapshot({ asOf: new Date('2026-01-02T00:00:00Z'), equity: '2' }))
    await store(account, someSnapshot({ asOf: new Date('2026-01-01T00:00:00Z'), equity: '1' }))
    expect((await latest([account])).get(account)?.equity).toBe('1')
  })

  it('stored twice for one moment change nothing and answer the same id', async () => {
    const account = await someAccount(database.db, user)
    const first = await store(account)
    const again = await store(account, someSnapshot({ equity: '1', assets: [someAsset(), someAsset({ symbol: 'BTC' })] }))
    expect(again).toBe(first)
    const found = (await latest([account])).get(account)
    expect(found?.equity).toBe('298.90609459')
    expect(found?.assets).toHaveLength(1)
  })

  it('are stored whole or not at all', async () => {
    const account = await someAccount(database.db, user)
    const broken = someSnapshot({ assets: [someAsset(), someAsset({ size: 'no number' })] })
    await expect(store(account, broken)).rejects.toThrow()
    const rows = await database.db.asDesk(user, (tx) =>
      tx.select({ n: count() }).from(snapshots).where(sql`account_id = ${account}`),
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  it('take thousands of assets', async () => {
    const account = await someAccount(database.db, user)
    const assets = Array.from({ length: 2500 }, (_, i) => someAsset({ symbol: `C${i}`, base: `C${i}` }))
    const id = await store(account, someSnapshot({ assets }))
    const found = (await latest([account])).get(account)
    expect(found?.assets.map(({ symbol }) => symbol)).toEqual(assets.map(({ symbol }) => symbol))
    const [rows] = await database.db.asDesk(user, (tx) =>
      tx.select({ n: count() }).from(snapshotAssets).where(sql`snapshot_id = ${id}`),
    )
    expect(rows?.n).toBe(2500)
  })

  it('of another user are neither read nor written, even by id', async () => {
    const account = await someAccount(database.db, user)
    await store(account)
    const stranger = await someUser(database.db)
    expect(await latest([account], stranger)).toEqual(new Map())
    await expect(store(account, someSnapshot({ asOf: new Date() }), stranger)).rejects.toMatchObject({ cause: { code: '23503' } })
  })
})
