import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { updateAccount } from '@/db/queries/accounts'
import { someAccount, someUser } from '@/db/queries/fixtures.testing'
import type { ServiceContext } from '@/server/context'
import { ASSET_GROUPINGS, ASSET_STATES, MARGIN_MODES, POSITION_MARKETS, POSITION_SIDES } from '@/server/domain/asset-view'
import { equityBound, unreadMargins, walletsBound } from '@/server/domain/bound'
import type { Asset, NotIncluded } from '@/server/domain/types'
import type { TagView } from '@/server/domain/views'
import { type AssetViewInput, type AssetWindowInput, assetViewSchema } from '@/server/schemas/assets'
import { createTagSchema } from '@/server/schemas/tags'
import { archiveAccount } from '../accounts/archive'
import { testDesk } from '../desk.testing'
import { createTag, listTags } from '../tags/manage'
import {
  BOOK_SORTS,
  type BookAccount,
  type BookRow,
  type BookSort,
  groupKey,
  lackingIn,
  mayBeIn,
  rowsOfView,
  sumRows,
} from './asset-book.testing'
import { getAssetChoices, getAssetWindow } from './asset-window'
import { accountHolding, someAsset, storeHeld } from './held.testing'

const desk = testDesk()
const AT = new Date('2026-01-01T00:00:00.500Z')

interface Held {
  name: string
  assets: Asset[]
  notIncluded?: NotIncluded[]
  doubted?: boolean
}

/** A user of their own who holds this, and what is held as rows in the accounts' order. */
async function book(
  held: readonly Held[],
): Promise<{ ctx: ServiceContext; rows: BookRow[]; ids: string[]; accounts: BookAccount[] }> {
  const deskId = await someUser(desk.ctx.db)
  const ctx = { ...desk.ctx, deskId }
  const rows: BookRow[] = []
  const ids: string[] = []
  const accounts: BookAccount[] = []
  for (const { name, assets, notIncluded = [], doubted = false } of held) {
    const known = { assets, equities: [], notIncluded }
    const bound = equityBound(known, doubted)
    const partly = { ...known, bound }
    const id = await accountHolding(ctx, name, assets, { asOf: AT, notIncluded, bound })
    ids.push(id)
    const account = { id, name, exchange: 'bybit', exchangeName: 'Bybit' }
    rows.push(...assets.map((asset) => ({ account, asOf: AT, asset })))
    const sums = walletsBound(partly)
    const ofPositions = sums === 'uncertain' || unreadMargins(notIncluded).length > 0 ? sums : 'exact'
    accounts.push({ account, bound: sums, ofPositions })
  }
  return { ctx, rows, ids, accounts }
}

const tagged = async (ctx: ServiceContext, tags: readonly Parameters<typeof createTagSchema.parse>[0][]): Promise<TagView[]> => {
  for (const tag of tags) await createTag(ctx, createTagSchema.parse(tag))
  return listTags(ctx)
}

const view = (change: Partial<AssetViewInput> = {}): AssetViewInput => ({
  ...assetViewSchema.parse({ what: 'balances', sort: { id: 'value', desc: true }, dustUsd: null }),
  ...change,
})

/** All lines of a view in windows of this size, of one book. */
async function lines(ctx: ServiceContext, input: AssetViewInput, limit: number, open: string[] = []) {
  const first = await getAssetWindow(ctx, { ...input, open, at: null, offset: 0, limit })
  const windows = [first]
  for (let offset = limit; offset < first.total; offset += limit) {
    windows.push(await getAssetWindow(ctx, { ...input, open, at: first.at, offset, limit }))
  }
  expect(new Set(windows.map(({ book: name, total }) => `${name} ${total}`)).size).toBe(1)
  const all = windows
    .flatMap(({ assets, groups }) => [...assets, ...groups])
    .sort((a, b) => a.index - b.index)
    .map((line) => line)
  expect(all.map(({ index }) => index)).toEqual(Array.from({ length: first.total }, (_, index) => index))
  return { first, all }
}

const named = (row: { accountId?: string; account?: { id: string }; symbol?: string; asset?: Asset }) =>
  `${row.accountId ?? row.account?.id} ${row.symbol ?? row.asset?.symbol}`

const amount = fc.integer({ min: -400, max: 400 }).map((n) => (n / 8).toFixed(3).replace(/\.?0+$/, ''))
const maybe = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { freq: 4 })
const positive = fc.constantFrom('0.5', '1', '2', '4', '64000.125')
const BASES = ['BTC', 'WBTC', 'ETH', '1000PEPE', 'PEPE', 'kPEPE', 'LDUSDT', 'USDT', 'A2', 'A10', '1INCH']

/** Assets as exchanges might tell them, under names of their own: `index` makes each one's symbol another. */
const someone = fc.record({
  position: fc.boolean(),
  base: fc.constantFrom(...BASES),
  wallet: fc.constantFrom('spot', 'perp', 'coinm', 'isolated_margin', 'vault'),
  size: amount,
  notional: maybe(amount),
  unrealizedProfit: maybe(amount),
  price: maybe(positive),
  markPrice: maybe(positive),
  liquidationPrice: maybe(positive),
  initialMargin: maybe(positive),
  leverage: maybe(positive),
  side: fc.constantFrom('long' as const, 'short' as const, 'net' as const),
  marginMode: fc.constantFrom('cross' as const, 'isolated' as const, null),
  entryPrice: maybe(positive),
  market: fc.constantFrom('perp' as const, 'future' as const, 'option' as const),
  route: maybe(fc.constantFrom('BTC-USDT', 'ETH-BTC, BTC-USD', 'usdt-usd')),
})

type Drawn = typeof someone extends fc.Arbitrary<infer T> ? T : never

function assetOf({ position, base, wallet, side, route, market, ...rest }: Drawn, index: number): Asset {
  return someAsset({
    ...rest,
    ...{ base, assetType: position ? 'position' : 'token', marketType: position ? market : wallet, walletType: wallet },
    symbol: position ? `${base}:PERP-USDT ${index}` : `${base} ${index}`,
    positionSide: position ? side : null,
    priceRoute: route,
    borrowed: '0',
  })
}

const seldom = <Value>(values: readonly Value[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant<Value[]>([]) }, fc.subarray([...values]))
const narrowed = {
  coins: seldom(['BTC', 'PEPE', 'ETH', 'NOTHING']),
  sides: seldom(POSITION_SIDES),
  markets: seldom(POSITION_MARKETS),
  marginModes: seldom(MARGIN_MODES),
  states: seldom(ASSET_STATES),
}

describe('a long table', () => {
  it('shows, leaves out, orders, groups and sums as the rules of the domain do, to the last digit, in windows of any size', async () => {
    const anyAccount = fc.tuple(
      fc.constantFrom('desk 2', 'Desk 10', 'ärger', 'zoo', 'b'),
      fc.array(someone, { minLength: 8, maxLength: 25 }),
    )
    const drawnAccounts = fc.sample(anyAccount, { numRuns: 12, seed: 16 })
    const gaps: Pick<Held, 'notIncluded' | 'doubted'>[] = [
      {},
      { notIncluded: [{ wallet: 'earn', reason: 'No permission.' }] },
      {},
      { notIncluded: [{ wallet: 'loans', reason: 'No permission.' }] },
      { notIncluded: [{ wallet: 'perp', reason: 'Empty.', unopened: true }] },
      { doubted: true },
      { notIncluded: [{ wallet: 'linear', reason: 'No permission.' }] },
    ]
    const held = drawnAccounts.map(([name, assets], at) => ({
      name: `${name} ${at}`,
      assets: assets.map(assetOf),
      ...gaps[at % gaps.length],
    }))
    // Of the last nothing is there: of what it may hold in a wallet that cannot be read, no row tells.
    held.push({ name: 'desk 12', assets: [], notIncluded: [{ wallet: 'perp', reason: 'No permission.' }] })
    const { ctx, rows, ids, accounts } = await book(held)
    const [one = '', two = '', three = ''] = ids
    const tags = await tagged(ctx, [
      { name: 'Carry', rules: [{ coin: 'BTC' }, { coin: 'PEPE', market: 'perp' }] },
      { name: 'Whole', rules: [{ accountId: one }, { accountId: two }] },
      { name: 'Part', rules: [{ accountId: one, coin: 'ETH' }, { accountId: three, market: 'held' }, { market: 'option' }] },
      { name: 'Empty' },
      { name: 'Fund', kind: 'fund', rules: [{ accountId: three }] },
    ])
    const name = (key: string, by: string) =>
      key === ''
        ? `No ${by}`
        : key
            .split('+')
            .map((id) => tags.find((tag) => tag.id === id)?.name)
            .join(' + ')
    const anyView = fc.record({
      what: fc.constantFrom('balances' as const, 'positions' as const),
      kind: fc.constantFrom('all' as const, 'token' as const, 'position' as const),
      search: fc.constantFrom(
        '',
        '',
        'btc',
        'desk 1',
        'COIN-M token',
        'vault',
        'bybit positi',
        '% _',
        'isolated MARGIN',
        'är',
        'btc short',
        'LONG cross',
      ),
      groupBy: fc.constantFrom('none' as const, ...ASSET_GROUPINGS),
      tags: fc.oneof(
        { weight: 3, arbitrary: fc.constant<string[]>([]) },
        fc.subarray([...tags.map(({ id }) => id), 'nothing'], { minLength: 1 }),
      ),
      dustUsd: fc.constantFrom(null, '1', '20.125'),
      accounts: fc.oneof(fc.constant<string[]>([]), fc.subarray(ids, { minLength: 1 })),
      exchanges: fc.constantFrom<string[][]>([], ['bybit'], ['binance']),
      ...narrowed,
    })
    await fc.assert(
      fc.asyncProperty(
        anyView,
        fc.constantFrom(...BOOK_SORTS),
        fc.boolean(),
        fc.integer({ min: 7, max: 120 }),
        async (drawn, sort: BookSort, desc, limit) => {
          const asked = view({ ...drawn, sort: { id: sort, desc } })
          const expected = rowsOfView(rows, asked, sort, tags)
          const keys = [...new Set(expected.rows.map((row) => groupKey(row, asked.groupBy, tags)))]
          const open = asked.groupBy === 'none' ? [] : keys.filter((_, at) => at % 2 === 0)
          const { first, all } = await lines(ctx, asked, limit, open)
          const lacking = lackingIn(accounts, asked, { shown: expected.rows, tags })
          expect(first.sums).toEqual(sumRows(expected.rows, lacking))
          expect(first.dust).toEqual({ rows: expected.dust.length, value: sumRows(expected.dust).tokens ?? '0' })
          if (asked.groupBy === 'none') {
            expect(all.map((line) => named('key' in line ? {} : line))).toEqual(expected.rows.map(named))
            return
          }
          const groups = all.flatMap((line) => ('key' in line ? line : []))
          expect(groups.map(({ key }) => key).sort()).toEqual([...keys].sort())
          for (const { index, key, label, open: isOpen, ...sums } of groups) {
            const within = expected.rows.filter((row) => groupKey(row, asked.groupBy, tags) === key)
            const count = sums.rows
            const mayBe = lacking.filter((account) => mayBeIn(account, key, asked.groupBy, tags))
            expect(sums).toEqual(sumRows(within, mayBe))
            expect(isOpen).toBe(open.includes(key))
            const told = all.slice(index + 1, index + 1 + (isOpen ? count : 0))
            expect(told.map((line) => named('key' in line ? {} : line))).toEqual(isOpen ? within.map(named) : [])
            const called: Partial<Record<typeof asked.groupBy, string | undefined>> = {
              ...{ account: within[0]?.account.name, main: within[0]?.account.name, exchange: 'Bybit', coin: key },
            }
            expect(label).toBe(asked.groupBy in called ? called[asked.groupBy] : name(key, asked.groupBy))
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('finds a coin by its side, and narrows to what is near its liquidation, loses, or is one coin under all its names', async () => {
    const position = (symbol: string, change: Partial<Asset>) =>
      someAsset({
        ...{ symbol, base: symbol.split(':')[0] ?? '', assetType: 'position', marketType: 'perp', size: '1', markPrice: '100' },
        ...{ liquidationPrice: '50', unrealizedProfit: '1', price: '1', entryPrice: '90', marginMode: 'cross' },
        ...change,
      })
    const { ctx } = await book([
      {
        name: 'one',
        assets: [
          position('SOL:PERP-USDT', { size: '-2', liquidationPrice: '110', unrealizedProfit: '-3', entryPrice: '80' }),
          position('SOL:PERP-USDC', { size: '-1', liquidationPrice: '400', entryPrice: '110' }),
          position('SOL:PERP-USD', { size: '3', marginMode: 'isolated' }),
          position('1000PEPE:PERP-USDT', { size: '4' }),
          someAsset({ symbol: 'SOL', base: 'SOL' }),
        ],
      },
    ])
    const found = async (change: Partial<AssetViewInput>) =>
      (await lines(ctx, view({ sort: { id: 'symbol', desc: false }, ...change }), 10)).all.map((line) =>
        'symbol' in line ? line.symbol : '',
      )
    expect(await found({ search: 'sol short' })).toEqual(['SOL:PERP-USDC', 'SOL:PERP-USDT'])
    expect(await found({ states: ['near'] })).toEqual(['SOL:PERP-USDT'])
    expect(await found({ states: ['losing'] })).toEqual(['SOL:PERP-USDT'])
    expect(await found({ marginModes: ['isolated'], sides: ['long'] })).toEqual(['SOL:PERP-USD'])
    expect(await found({ coins: ['PEPE'] })).toEqual(['1000PEPE:PERP-USDT'])
    expect(await found({ markets: ['option'] })).toEqual([])
    const { groups } = await getAssetWindow(ctx, {
      ...view({ groupBy: 'coin', what: 'positions' }),
      ...{ open: [], at: null, offset: 0, limit: 10 },
    })
    expect(groups.map(({ key, entry }) => [key, entry])).toEqual(
      expect.arrayContaining([
        ['SOL', { long: '90', short: '90' }],
        ['PEPE', { long: '90', short: null }],
      ]),
    )
  })

  it('tells what a group was opened at only where that is one price in one currency, and known of all', async () => {
    const position = (symbol: string, entryPrice: string | null, size = '1') =>
      someAsset({
        ...{ symbol, base: symbol.split(':')[0] ?? '', assetType: 'position', marketType: 'perp', size, entryPrice },
      })
    const { ctx } = await book([
      {
        name: 'one',
        assets: [
          position('ETH:PERP-USD', '2000'),
          position('ETH:260327-USDT', '3000'),
          position('ETH:PERP-USDC', '2500', '-1'),
          position('ETH:PERP-BTC', '0.05', '-1'),
          position('XRP:PERP-EUR:BTC', '2', '1'),
          position('XRP:PERP-EUR', '3', '1'),
          position('XRP:PERP-USDT', '2', '-1'),
          position('XRP:PERP-USDC', null, '-1'),
        ],
      },
    ])
    const { groups } = await getAssetWindow(ctx, {
      ...view({ groupBy: 'coin', what: 'positions', sort: { id: 'symbol', desc: false } }),
      ...{ open: [], at: null, offset: 0, limit: 10 },
    })
    expect(groups.map(({ key, entry }) => [key, entry])).toEqual([
      ['ETH', { long: '2500', short: null }],
      ['XRP', { long: '2.5', short: null }],
    ])
  })

  it('puts sub-accounts below their main account, under its name also where it holds nothing itself', async () => {
    const usdt = (notional: string) => someAsset({ symbol: 'USDT', base: 'USDT', size: notional, notional, price: '1' })
    const { ctx, ids } = await book([
      { name: 'Alone', assets: [usdt('1')] },
      { name: 'Carry', assets: [usdt('20')] },
      { name: 'Fund', assets: [] },
      { name: 'Basis', assets: [usdt('300')] },
    ])
    const [alone = '', carry = '', fund = '', basis = ''] = ids
    await ctx.db.asDesk(ctx.deskId, async (tx) => {
      for (const id of [carry, basis]) await updateAccount(tx, ctx.deskId, id, { parentId: fund })
    })
    const ask = (change: Partial<AssetViewInput>, scoped = ctx) =>
      getAssetWindow(scoped, { ...view({ groupBy: 'main', ...change }), open: [fund], at: null, offset: 0, limit: 100 })
    const { groups, assets } = await ask({})
    expect(groups.map(({ key, label, rows, tokens, open }) => [key, label, rows, tokens, open])).toEqual([
      [fund, 'Fund', 2, '320', true],
      [alone, 'Alone', 1, '1', false],
    ])
    expect(assets.map(({ accountId }) => accountId)).toEqual([basis, carry])
    // Narrowed to one of them it is the same group; a token that does not see the main account is not told its name.
    expect((await ask({ accounts: [carry] })).groups.map(({ label, rows }) => [label, rows])).toEqual([['Fund', 1]])
    const token = { ...ctx, db: ctx.db.limitedTo([carry, basis]) }
    expect((await ask({}, token)).groups.map(({ label, rows }) => [label, rows])).toEqual([['Carry', 2]])
  })

  it('tells an asset with every digit, who holds it and how old it is', async () => {
    const asset = someAsset({ size: '0.1234567890123456789012345', priceRoute: 'A-B, B-USD' })
    const { ctx, ids } = await book([{ name: 'one', assets: [asset] }])
    const { assets, holders, held: any } = await getAssetWindow(ctx, { ...view(), open: [], at: null, offset: 0, limit: 10 })
    expect(assets).toEqual([{ ...asset, index: 0, accountId: ids[0], ordinal: 0, nth: 0 }])
    expect(holders).toMatchObject([{ id: ids[0], name: 'one', exchange: 'bybit', exchangeName: 'Bybit', asOf: AT }])
    expect(any).toBe(true)
  })

  it('says of sums that they are not all where a wallet cannot be read any more, or an account never was, though no row tells', async () => {
    const position = someAsset({
      symbol: 'BTC:PERP-USDT',
      base: 'BTC',
      assetType: 'position',
      walletType: 'perp',
      size: '-1',
      notional: '-5',
    })
    const { ctx } = await book([
      { name: 'read', assets: [position] },
      { name: 'refused', assets: [someAsset()], notIncluded: [{ wallet: 'perp', reason: 'No permission.' }] },
      // Coins that are put away are no position.
      { name: 'saver', assets: [someAsset()], notIncluded: [{ wallet: 'earn', reason: 'No permission.' }] },
    ])
    const sums = async (change: Partial<AssetViewInput> = {}) => {
      const found = await getAssetWindow(ctx, {
        ...view({ what: 'positions', ...change }),
        open: [],
        at: null,
        offset: 0,
        limit: 10,
      })
      return [found.sums.gross, found.sums.bounds.gross, found.sums.bounds.positions, found.sums.leftOut.names]
    }
    expect(await sums()).toEqual(['5', 'at_least', 'uncertain', ['refused']])
    expect(await sums({ search: 'btc short' })).toEqual(['5', 'at_least', 'uncertain', ['refused']])
    expect(await sums({ search: 'read' })).toEqual(['5', 'exact', 'exact', []])
    await someAccount(ctx.db, ctx.deskId, 'never')
    expect(await sums()).toEqual(['5', 'at_least', 'uncertain', ['refused', 'never']])
    const { groups } = await getAssetWindow(ctx, {
      ...view({ what: 'positions', groupBy: 'coin' }),
      ...{ open: [], at: null, offset: 0, limit: 10 },
    })
    expect(groups.map(({ key, bounds }) => [key, bounds.gross])).toEqual([['BTC', 'at_least']])
  })

  it('names whose rows are counted as they were, and since when', async () => {
    const { ctx, ids } = await book([
      { name: 'one', assets: [someAsset()] },
      { name: 'two', assets: [someAsset()] },
      { name: 'none', assets: [] },
    ])
    const at = (seconds: number) => ({ ...ctx, now: () => new Date(AT.getTime() + seconds * 1000) })
    const old = async (seconds: number, change: Partial<AssetViewInput> = {}) =>
      (await getAssetWindow(at(seconds), { ...view(change), open: [], at: null, offset: 0, limit: 1 })).old
    expect(await old(60)).toBeNull()
    expect(await old(86_400)).toEqual({ accounts: 2, oldest: { id: ids[0], name: 'one', asOf: AT } })
    await storeHeld(ctx, ids[0] ?? '', [someAsset()], { asOf: new Date(AT.getTime() + 86_400_000) })
    expect(await old(86_401)).toEqual({ accounts: 1, oldest: { id: ids[1], name: 'two', asOf: AT } })
    expect(await old(86_401, { accounts: [ids[0] ?? ''] })).toBeNull()
    // Old rows that the view does not show are in none of its sums.
    expect(await old(86_400, { what: 'positions' })).toBeNull()
  })

  it('numbers rows that are alike in all that names them', async () => {
    const assets = [someAsset({ size: '1' }), someAsset({ symbol: 'BTC' }), someAsset({ size: '2' })]
    const { ctx } = await book([{ name: 'twice', assets }])
    const { first } = await lines(ctx, view({ sort: { id: 'size', desc: true } }), 1)
    expect(first.total).toBe(3)
    const { all } = await lines(ctx, view({ sort: { id: 'size', desc: true } }), 1)
    expect(all.map((line) => ('nth' in line ? [line.symbol, line.size, line.nth] : []))).toEqual([
      ['BTC', someAsset().size, 0],
      ['USDT', '2', 1],
      ['USDT', '1', 0],
    ])
  })
})

describe('pages of a table that changes', () => {
  const assets = (from: number) =>
    Array.from({ length: 20 }, (_, n) =>
      someAsset({ symbol: `C${n}`, base: `C${n}`, notional: String(100 + ((n * 7 + from) % 20)) }),
    )
  const store = (ctx: ServiceContext, id: string, second: number, held: Asset[]) =>
    storeHeld(ctx, id, held, { asOf: new Date(AT.getTime() + second * 1000) })

  it('show no row twice and miss none, whatever is read between them', async () => {
    const { ctx, rows, ids } = await book([
      { name: 'a', assets: assets(0) },
      { name: 'b', assets: assets(5) },
    ])
    const page = (at: string | null, offset: number) => getAssetWindow(ctx, { ...view(), open: [], at, offset, limit: 10 })
    const first = await page(null, 0)
    const found = [...first.assets]
    for (const [step, offset] of [10, 20, 30].entries()) {
      // What was last is first now, which by keys alone would be shown again or passed by.
      for (const id of ids) await store(ctx, id, step + 1, assets(3 * step + 9))
      const next = await page(first.at, offset)
      expect(next.book).toBe(first.book)
      found.push(...next.assets)
    }
    expect(found.map(named).sort()).toEqual(rows.map(named).sort())
    expect(found.map(named)).toEqual(rowsOfView(rows, view(), 'value').rows.map(named))
    const now = await page(null, 0)
    expect(now.book).not.toBe(first.book)
    expect(now.holders.every(({ asOf }) => asOf.getTime() === AT.getTime() + 3000)).toBe(true)
  })

  it('are of the moment that is asked for, and name whom nothing of then is known of', async () => {
    const deskId = await someUser(desk.ctx.db)
    // An account is connected now, by the database's clock, and read an hour and two hours later.
    const [first, second, now] = [1, 2, 3].map((hours) => new Date(Date.now() + hours * 3_600_000))
    if (!first || !second || !now) throw new Error('Three moments.')
    const ctx = { ...desk.ctx, deskId, now: () => now }
    const id = await accountHolding(ctx, 'a', [someAsset({ symbol: 'OLD', base: 'OLD' })], { asOf: first })
    await storeHeld(ctx, id, [someAsset({ symbol: 'NEW', base: 'NEW' })], { asOf: second })
    const of = async (asOf: Date | null) => {
      const input = { ...view({ asOf: asOf?.toISOString() ?? null }), open: [], at: null, offset: 0, limit: 10 }
      const { assets, holders, notKnown } = await getAssetWindow(ctx, input)
      return { held: assets.map(({ symbol }) => symbol), at: holders.map((holder) => holder.asOf), notKnown }
    }
    expect(await of(null)).toEqual({ held: ['NEW'], at: [second], notKnown: [] })
    expect(await of(second)).toEqual({ held: ['NEW'], at: [second], notKnown: [] })
    expect(await of(new Date(second.getTime() - 1))).toEqual({ held: ['OLD'], at: [first], notKnown: [] })
    expect(await of(new Date(first.getTime() - 1))).toEqual({
      ...{ held: [], at: [] },
      notKnown: [{ name: 'a', why: 'This account had not been read by then.' }],
    })
    await expect(of(new Date(now.getTime() + 86_400_000))).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('say so where they do not belong together any more', async () => {
    const { ctx, ids } = await book([
      { name: 'a', assets: assets(0) },
      { name: 'b', assets: assets(5) },
    ])
    const input: AssetWindowInput = { ...view(), open: [], at: null, offset: 0, limit: 10 }
    const first = await getAssetWindow(ctx, input)
    await archiveAccount(ctx, { id: ids[0] ?? '' })
    const after = await getAssetWindow(ctx, { ...input, at: first.at, offset: 10 })
    expect(after.book).not.toBe(first.book)
    expect(after.total).toBe(20)
  })
})

describe('whose rows', () => {
  it('are the caller’s alone, whatever accounts they name', async () => {
    const mine = await book([{ name: 'mine', assets: [someAsset({ symbol: 'MINE' })] }])
    const other = await book([{ name: 'theirs', assets: [someAsset({ symbol: 'THEIRS', base: 'THEIRS' })] }])
    const ask = (change: Partial<AssetWindowInput>) =>
      getAssetWindow(mine.ctx, { ...view(), open: [], at: null, offset: 0, limit: 10, ...change })
    const { at } = await getAssetWindow(other.ctx, { ...view(), open: [], at: null, offset: 0, limit: 10 })
    expect((await ask({ accounts: other.ids })).assets).toEqual([])
    expect((await ask({ accounts: ['nothing', "'; drop table accounts; --"], at })).total).toBe(0)
    expect((await ask({ groupBy: 'coin', open: ['THEIRS'] })).groups.map(({ key }) => key)).toEqual(['USDT'])
    const [secret] = await tagged(other.ctx, [{ name: 'SECRET', rules: [{ coin: 'THEIRS' }, { accountId: other.ids[0] }] }])
    expect((await ask({ tags: [secret?.id ?? ''] })).total).toBe(0)
    for (const groupBy of ASSET_GROUPINGS) {
      const answer = JSON.stringify(await ask({ groupBy, open: [...other.ids, 'bybit', 'THEIRS'] }))
      expect(answer).not.toMatch(/THEIRS|SECRET/)
      expect(answer).not.toContain(other.ids[0])
    }
    expect(await getAssetChoices(mine.ctx)).toEqual({
      accounts: [{ id: mine.ids[0], name: 'mine' }],
      exchanges: [{ id: 'bybit', name: 'Bybit' }],
      coins: ['USDT'],
      tags: [],
    })
  })

  it('may be none: held nowhere, or left out by the view', async () => {
    const { ctx } = await book([{ name: 'tokens', assets: [someAsset()] }])
    const ask = (change: Partial<AssetWindowInput>) =>
      getAssetWindow(ctx, { ...view(), open: [], at: null, offset: 0, limit: 10, ...change })
    expect(await ask({ what: 'positions' })).toMatchObject({ total: 0, held: false, accounts: 1 })
    expect(await ask({ search: 'nothing' })).toMatchObject({ total: 0, held: true, accounts: 1 })
    const nobody = { ...ctx, deskId: await someUser(ctx.db) }
    const empty = { ...view(), open: [], at: null, offset: 0, limit: 10 }
    expect(await getAssetWindow(nobody, empty)).toMatchObject({ total: 0, held: false, accounts: 0 })
  })
})
