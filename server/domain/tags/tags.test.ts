import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountFigures } from '../account-figures'
import { known } from '../amounts'
import { Decimal, ZERO } from '../decimal'
import { asset as anyAsset, valued } from '../desk.testing'
import { account, perp, prices, token } from '../holdings.testing'
import type { Holding, ValuedAccount } from '../types'
import { valueAccount } from '../valuation'
import { partsOf } from './parts'
import { mayPart, type TagAccount, tagSums } from './sums'
import { covers, isOfAccounts, TAG_KINDS, TAG_MARKETS, type Tag, type TagRule, wholeAccounts } from './tag'

const rule = (of: Partial<TagRule>): TagRule => ({ accountId: null, coin: null, market: null, ...of })
const tag = (id: string, rules: Partial<TagRule>[], kind: Tag['kind'] = 'strategy'): Tag => ({
  ...{ id, name: id, kind, hue: 1 },
  rules: rules.map(rule),
})

const taken = (id: string, of: ValuedAccount | null): TagAccount => ({
  ...{ id, name: `Desk ${id}`, stale: false },
  figures: of && accountFigures(of),
  parts: of && partsOf(id, of),
})

const USD = prices({ USDT: '1', BTC: '50000', ETH: '2000' })
const book = (id: string, holdings: Holding[], wallets: string[] = ['spot', 'perp']) =>
  taken(id, valueAccount(account(holdings, { wallets: wallets.map((wallet) => ({ wallet, equityUsd: null })) }), USD))
/** Assets stand by their worth in a reading, which is not what is looked at here. */
const sorted = (rows: (string | null)[][]) => [...rows].sort((a, b) => (a.join() < b.join() ? -1 : 1))
const parts = ({ parts: of }: TagAccount) =>
  sorted(of?.parts.map(({ symbol, value }) => [symbol, value?.toFixed() ?? null]) ?? [])

describe('what an asset contributes to equity', () => {
  it('is a cross position’s profit, and a coin without the profit that sits in it', () => {
    const of = book('a', [
      token('USDT', '1000', { wallet: 'perp', unrealizedProfit: '50', marginBalance: '1050' }),
      perp('BTC', '0.1', '5000', { unrealizedProfit: '80' }),
      perp('ETH', '-1', '-2000', { unrealizedProfit: '-30' }),
      token('BTC', '0.5'),
    ])
    expect(parts(of)).toEqual(
      sorted([
        ['USDT', '1000'],
        ['BTC:PERP-USDT', '80'],
        ['ETH:PERP-USDT', '-30'],
        ['BTC', '25000'],
      ]),
    )
    expect(of.parts?.rest?.toFixed()).toBe('0')
  })

  it('is an isolated position’s margin and profit, once, whether its margin lies within the wallet’s coins or beside them', () => {
    const isolated = { marginMode: 'isolated', marginBalance: '200', unrealizedProfit: '25' } as const
    const within = book('a', [
      token('USDT', '1000', { wallet: 'perp', unrealizedProfit: '25', marginBalance: '1025' }),
      perp('BTC', '0.1', '5000', isolated),
    ])
    expect(parts(within)).toEqual(
      sorted([
        ['USDT', '800'],
        ['BTC:PERP-USDT', '225'],
      ]),
    )
    const beside = book('a', [
      token('USDT', '800', { wallet: 'perp', marginBalance: '800' }),
      perp('BTC', '0.1', '5000', { ...isolated, equityOutsideTokens: '225' }),
    ])
    expect(parts(beside)).toEqual(
      sorted([
        ['USDT', '800'],
        ['BTC:PERP-USDT', '225'],
      ]),
    )
    for (const of of [within, beside]) expect(of.figures?.equity).toBe('1025')
  })

  it('is not known where a position’s profit or margin is not told, nor of the coin that it sits in', () => {
    const of = book('a', [
      token('USDT', '1000', { wallet: 'perp', marginBalance: '1010' }),
      perp('BTC', '0.1', '5000'),
      token('USDT', '7'),
    ])
    expect(parts(of)).toEqual(
      sorted([
        ['USDT', null],
        ['BTC:PERP-USDT', null],
        ['USDT', '7'],
      ]),
    )
    expect(of.parts?.rest?.toFixed()).toBe('1010')
  })

  it('is not guessed where the wallet’s sum fits neither way, or profit sits in a coin that has no row', () => {
    const odd = book('a', [
      token('USDT', '1000', { wallet: 'perp', marginBalance: '1000' }),
      perp('BTC', '0.1', '5000', { unrealizedProfit: '80', equityOutsideTokens: '33' }),
    ])
    expect(parts(odd)).toEqual(
      sorted([
        ['USDT', null],
        ['BTC:PERP-USDT', '80'],
      ]),
    )
    const other = book('a', [
      token('BTC', '1', { wallet: 'perp', marginBalance: '1' }),
      perp('ETH', '1', '2000', { unrealizedProfit: '80' }),
    ])
    expect(parts(other)).toEqual(
      sorted([
        ['BTC', null],
        ['ETH:PERP-USDT', '80'],
      ]),
    )
  })
})

describe('what belongs to a tag', () => {
  const one = book('one', [
    token('USDT', '1000', { wallet: 'perp', unrealizedProfit: '50', marginBalance: '1050' }),
    perp('BTC', '-0.1', '-5000', { unrealizedProfit: '50' }),
    token('BTC', '0.1'),
    token('WBTC', '0.02'),
  ])
  const two = book('two', [token('ETH', '1'), token('USDT', '5')])

  it('is what fits all that a rule names, a coin under all its names', () => {
    const row = { accountId: 'one', coin: 'BTC', market: 'perp' }
    expect(covers(rule({}), row)).toBe(true)
    expect(covers(rule({ coin: 'BTC', market: 'held' }), row)).toBe(false)
    expect(covers(rule({ accountId: 'two' }), row)).toBe(false)
    const carry = tag('carry', [{ coin: 'BTC' }])
    const priced = valueAccount(
      account([token('BTC', '0.1'), token('WBTC', '0.02')], { wallets: [{ wallet: 'spot', equityUsd: null }] }),
      prices({ BTC: '50000', WBTC: '50000' }),
    )
    expect(tagSums([carry], [taken('one', priced)]).tags.get('carry')).toMatchObject({
      equity: '6000',
      positions: 0,
      accounts: 1,
    })
  })

  it('is each asset once, however many rules of it take it, and a whole account with what no asset holds', () => {
    const both = tag('both', [{ coin: 'BTC' }, { accountId: 'one', market: 'perp' }])
    const whole = tag('whole', [{ accountId: 'one' }, { coin: 'BTC' }])
    const { tags } = tagSums([both, whole], [one, two])
    // 50 of the position, 5000 of the coin; WBTC has no price here.
    expect(tags.get('both')).toMatchObject({ equity: '5050', positions: 1, bound: 'at_least', net: '0', gross: '10000' })
    expect(tags.get('whole')).toMatchObject({ equity: one.figures?.equity, wholeAccounts: 1, accounts: 1 })
    expect(tags.get('both')?.doubts.first).toEqual([{ accountId: 'one', accountName: 'Desk one', reason: 'WBTC has no price.' }])
  })

  it('says what falls to two tags of a kind, and not what two kinds share', () => {
    const all = [
      tag('carry', [{ coin: 'BTC' }]),
      tag('perps', [{ market: 'perp' }]),
      tag('fund', [{ accountId: 'one' }], 'fund'),
      tag('other', [{ accountId: 'one' }]),
    ]
    const { tags } = tagSums(all, [one, two])
    expect(tags.get('perps')?.shared).toEqual([
      { tagId: 'other', value: '50', assets: 1 },
      { tagId: 'carry', value: '50', assets: 1 },
    ])
    expect(tags.get('fund')?.shared).toEqual([])
    expect(
      tags
        .get('other')
        ?.shared.map(({ tagId }) => tagId)
        .sort(),
    ).toEqual(['carry', 'perps'])
  })

  it('is less than certain where an account of it was never read, and says which', () => {
    const coins = tag('coins', [{ coin: 'BTC' }])
    const fund = tag('fund', [{ accountId: 'new' }, { accountId: 'two' }])
    const { tags, untagged } = tagSums([coins, fund], [two, taken('new', null)])
    expect(tags.get('coins')).toMatchObject({ equity: null, bound: 'uncertain', doubts: { of: 1 } })
    expect(tags.get('fund')).toMatchObject({ equity: '2005', bound: 'at_least', unknown: 1 })
    expect(untagged.get('strategy')).toEqual({ equity: null, bound: 'exact' })
  })

  it('needs accounts taken apart only where a rule may take a part of them alone', () => {
    const all = [
      tag('whole', [{ accountId: 'one' }, { accountId: 'one', coin: 'BTC' }]),
      tag('part', [{ accountId: 'two', coin: 'ETH' }]),
    ]
    expect(['one', 'two', 'three'].map((id) => mayPart(all, id))).toEqual([false, true, false])
    expect(all.map(isOfAccounts)).toEqual([false, false])
    expect(all.map(wholeAccounts)).toEqual([['one'], []])
  })
})

describe('sums of tags, whatever is held', () => {
  const asset = anyAsset.chain((of) =>
    fc
      .record({
        unrealizedProfit: fc.option(fc.constantFrom('0', '12.5', '-3.000000001'), { nil: null }),
        marketType: fc.constantFrom('perp', 'future', 'option'),
        settle: fc.constantFrom('USDT', 'BTC'),
        walletType: fc.constantFrom('unified', 'perp'),
      })
      .map((more) => ({ ...of, ...more })),
  )
  const reading = fc
    .record({ valued, assets: fc.array(asset, { maxLength: 8 }), totals: fc.boolean() })
    .map(({ valued: of, assets, totals }): ValuedAccount => {
      // Wallets whose own sum fits their tokens, so that parts are known; or none that tells.
      const equities = ['unified', 'perp'].map((walletType) => {
        const own = assets.filter((each) => each.walletType === walletType && each.assetType === 'token' && each.price !== null)
        const total = own.reduce(
          (sum, { marginBalance, size, price }) => sum.plus(new Decimal(marginBalance ?? size).times(price ?? 0)),
          ZERO,
        )
        return {
          ...{
            walletType,
            totalEquity: totals ? total.toFixed() : null,
            marginBalance: null,
            initialMargin: null,
            maintMargin: null,
          },
          ...{ availableMargin: null, marginRatio: null, unrealizedProfit: null, reportedEquity: null },
        }
      })
      return { ...of, assets, equities }
    })
  const desk = fc.array(fc.option(reading, { nil: null }), { maxLength: 5 }).map((all) => all.map((of, n) => taken(`a${n}`, of)))
  const anyRule = fc.record({
    accountId: fc.option(fc.constantFrom('a0', 'a1', 'a2', 'a3'), { nil: null }),
    coin: fc.option(fc.constantFrom('BTC', 'PEPE', 'USDT', 'ETH'), { nil: null }),
    market: fc.option(fc.constantFrom(...TAG_MARKETS), { nil: null }),
  })
  const rules = fc.array(
    anyRule.filter(({ accountId, coin, market }) => accountId !== null || coin !== null || market !== null),
    { maxLength: 4 },
  )
  const sumOf = (values: readonly (string | null | undefined)[]) =>
    values.reduce((sum, value) => sum.plus(known(value) ?? ZERO), ZERO).toFixed()

  it('add up with what belongs to none to the equity of all, to the last digit, where no asset falls to two', () => {
    fc.assert(
      fc.property(
        desk,
        fc.uniqueArray(fc.tuple(fc.constantFrom('a0', 'a1', 'a2', 'a3'), fc.constantFrom('BTC', 'PEPE', 'USDT', null)), {
          maxLength: 8,
          selector: (of) => of.join(),
        }),
        (accounts, cut) => {
          // A partition: each account whole, or coin by coin, each to a tag of its own.
          const whole = new Set(cut.flatMap(([id, coin]) => (coin === null ? [id] : [])))
          const tags = cut
            .filter(([id, coin]) => coin === null || !whole.has(id))
            .map(([accountId, coin], n) => tag(`t${n}`, [{ accountId, coin }]))
          const { tags: sums, untagged } = tagSums(tags, accounts)
          const total = sumOf(accounts.map(({ figures }) => figures?.equity))
          const all = [...sums.values()].map(({ equity }) => equity)
          expect(sumOf([...all, tags.length === 0 ? total : untagged.get('strategy')?.equity])).toBe(total)
          expect([...sums.values()].flatMap(({ shared }) => shared)).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are the same alone and beside others, and of each kind all but what it has is untagged', () => {
    fc.assert(
      fc.property(desk, fc.array(rules, { minLength: 1, maxLength: 4 }), (accounts, all) => {
        const tags = all.map((of, n) => tag(`t${n}`, of, TAG_KINDS[n % 3]))
        const together = tagSums(tags, accounts)
        for (const one of tags) {
          const alone = tagSums([one], accounts)
          const { shared: _, ...figures } = together.tags.get(one.id) ?? { shared: [] }
          expect(alone.tags.get(one.id)).toEqual({ ...figures, shared: [] })
          const total = sumOf(accounts.map(({ figures: of }) => of?.equity))
          expect(sumOf([alone.tags.get(one.id)?.equity, alone.untagged.get(one.kind)?.equity])).toBe(total)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('never call certain what rests on something unknown', () => {
    fc.assert(
      fc.property(desk, rules, (accounts, of) => {
        const one = tag('t', of)
        const figures = tagSums([one], accounts).tags.get('t')
        const unknown = accounts.some(
          ({ id, figures: read, parts: all }) =>
            (wholeAccounts(one).includes(id) && (read === null || read.equity === null || read.bound !== 'exact')) ||
            (!wholeAccounts(one).includes(id) &&
              all?.parts.some((part) => part.value === null && of.some((each) => covers(each, part))) === true),
        )
        if (unknown) expect(figures?.bound).not.toBe('exact')
        if (figures?.bound !== 'exact') expect(figures?.doubts.of).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
