import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, ZERO } from '../decimal'
import { someEntry } from '../flows/flows.testing'
import { sumOfParts } from '../performance/attribution'
import type { ChainPoint } from '../performance/chain'
import type { PricedFlow } from '../performance/flows'
import { type AccountGain, accountGain } from './account-gain'
import { contractOf, contractOfHeld } from './contract'
import { type GainAccount, type TagGain, tagGain } from './gain'
import { covers, isWhole, type Tag, type TagRule } from './tag'

const HOUR = 3_600_000
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1) + hour * HOUR)
const stretch = { from: at(0), to: at(24) }
const tag = (id: string, ...rules: Partial<TagRule>[]): Tag => ({
  ...{ id, name: id, kind: 'strategy', hue: 1 },
  rules: rules.map((rule) => ({ accountId: null, coin: null, market: null, ...rule })),
})

let rows = 0
const entry = (of: Partial<PricedFlow>): PricedFlow => ({
  ...someEntry(),
  ...{ rowId: String(++rows), accountId: 'a', ledger: 'all', setKind: null, price: '1', feePrice: null, pairedWith: null },
  ...{ at: at(12), wallet: 'perp' },
  ...of,
})

type Coins = Record<string, [size: string, price: string | null]>
/** What is held at an hour, and the profit of positions beside it. */
interface At {
  coins: Coins
  profits?: Record<string, string | null>
}

function point(hour: number, { coins, profits = {} }: At): ChainPoint {
  const held = Object.entries(coins).map(([coin, [size, price]]) => {
    const value = price === null ? null : new Decimal(size).times(price).toFixed()
    return [coin, { size, value }] as const
  })
  const worth = [...held.map(([, { value }]) => value), ...Object.values(profits)]
  const equity = worth.reduce((sum, value) => sum.plus(value ?? 0), ZERO)
  return { at: at(hour), equity, aside: ZERO, coins: new Map(held) }
}

interface Course {
  id?: string
  points: At[]
  entries?: Partial<PricedFlow>[]
  gap?: string | null
  begins?: boolean
}

function account({ id = 'a', points, entries = [], gap = null, begins = false }: Course): GainAccount {
  const profits = (of: At | undefined) =>
    new Map(Object.entries(of?.profits ?? {}).map(([symbol, profit]) => [symbol, profit === null ? null : new Decimal(profit)]))
  const symbols = new Set(points.flatMap((each) => Object.keys(each.profits ?? {})))
  const made = accountGain({
    ...{ accountId: id, begins, flows: entries.map((of) => entry({ accountId: id, ...of })) },
    points: points.map((each, n) => point((24 * n) / Math.max(1, points.length - 1), each)),
    positions: {
      first: profits(points[0]),
      last: profits(points.at(-1)),
      symbols,
      wallets: new Set(symbols.size > 0 ? ['perp'] : []),
    },
  })
  return { id, name: `Desk ${id}`, made, gap }
}

const PERP = 'BTC:PERP-USDT'
const made = ({ made: of }: GainAccount): AccountGain => {
  if (of === null) throw new Error('nothing is known')
  return of
}
const gainOf = (of: Tag, ...accounts: GainAccount[]) => tagGain(of, accounts, stretch)
const told = ({ gain, parts }: TagGain) => ({
  gain: gain?.toFixed() ?? null,
  parts:
    parts &&
    Object.fromEntries(Object.entries(parts).flatMap(([part, value]) => (value.isZero() ? [] : [[part, value.toFixed()]]))),
})
const reasons = (of: TagGain) => of.reasons.map(({ accountName, reason }) => `${accountName}: ${reason}`)

/** 10,000 USDT and a coin; a short of it that won 30 while 5 were realised, 2 funded and 1 paid. */
const carry: Course = {
  points: [
    { coins: { USDT: ['10000', '1'], BTC: ['0.1', '50000'] }, profits: { [PERP]: '20' } },
    { coins: { USDT: ['10006', '1'], BTC: ['0.1', '49000'] }, profits: { [PERP]: '50' } },
  ],
  entries: [
    { kind: 'realized', coin: 'USDT', amount: '5', pair: PERP },
    { kind: 'funding', coin: 'USDT', amount: '2', pair: PERP },
    { kind: 'fee', coin: 'USDT', amount: '-1', pair: PERP },
  ],
}

describe('what a pair that is stored names', () => {
  it('is the coin and the market of a contract, and nothing of an id that nobody knows', () => {
    expect(contractOf('ETH:PERP-USDT')).toEqual({ coin: 'ETH', market: 'perp' })
    expect(contractOf('BTC:PERP-USD:USD')).toEqual({ coin: 'BTC', market: 'perp' })
    expect(contractOf('BTC:260327-USDT')).toEqual({ coin: 'BTC', market: 'future' })
    expect(contractOf('BTC:260327-100000-C-USDC')).toEqual({ coin: 'BTC', market: 'option' })
    for (const id of ['BTC-USDT', 'BTCUSDT', 'BTC-USDT-SWAP', 'BTC/USDT:USDT', 'BTC-27MAR26']) expect(contractOf(id)).toBeNull()
    expect(contractOfHeld('BTC-USDT')).toEqual({ coin: 'BTC', market: 'margin' })
  })
})

describe('what a tag earned', () => {
  it('is of positions profit, realised, funding and fees that name them, of coins prices, interest and rewards', () => {
    const desk = account({
      ...carry,
      entries: [
        ...(carry.entries ?? []),
        { kind: 'interest', coin: 'USDT', amount: '-0.5' },
        { kind: 'reward', coin: 'BTC', amount: '0.001', price: '50000' },
      ],
      points: [
        carry.points[0] ?? { coins: {} },
        { coins: { USDT: ['10005.5', '1'], BTC: ['0.101', '49000'] }, profits: { [PERP]: '50' } },
      ],
    })
    expect(told(gainOf(tag('short', { coin: 'BTC', market: 'perp' }), desk))).toEqual({
      gain: '36',
      parts: { unrealized: '30', realized: '5', funding: '2', fees: '-1' },
    })
    expect(told(gainOf(tag('coin', { coin: 'BTC', market: 'held' }), desk))).toEqual({
      gain: '-51',
      parts: { prices: '-101', rewards: '50' },
    })
    const dollars = gainOf(tag('dollars', { coin: 'USDT' }), desk)
    expect(told(dollars)).toEqual({ gain: '-0.5', parts: { interest: '-0.5' } })
    const all = gainOf(tag('hedge', { coin: 'BTC' }), desk)
    expect(told(all).gain).toBe('-15')
    // Of the 15,020 of the account at its beginning; nothing came.
    expect(all.contribution?.toFixed(12)).toBe(new Decimal(-15).div(15020).toFixed(12))
    expect(all).toMatchObject({ accounts: 1, reasons: [] })
  })

  it('is neither what came in nor what was bought: a deposit and a trade are no gain of a coin', () => {
    const desk = account({
      points: [
        { coins: { USDT: ['1000', '1'], BTC: ['0.01', '50000'] } },
        { coins: { USDT: ['1399', '1'], BTC: ['0.022', '50000'] } },
      ],
      entries: [
        { kind: 'deposit', coin: 'USDT', amount: '1000' },
        { kind: 'trade', coin: 'USDT', amount: '-601', pair: 'BTC-USDT' },
        { kind: 'trade', coin: 'BTC', amount: '0.012', price: '50000', pair: 'BTC-USDT' },
      ],
    })
    const coin = gainOf(tag('coin', { coin: 'BTC' }), desk)
    expect(coin.gain?.toFixed()).toBe('0')
    // The deposit counts for the half of the day behind it.
    expect(coin.atWork?.toFixed()).toBe('2000')
    expect(made(desk).gain.toFixed()).toBe('-1')
    expect(made(desk).rest.toFixed()).toBe('-1')
  })

  it('counts each coin and each entry once, whichever rules take it', () => {
    const desk = account(carry)
    const rules = [{ coin: 'BTC' }, { market: 'perp' as const }, { accountId: 'a', coin: 'BTC', market: 'perp' as const }]
    expect(told(gainOf(tag('twice', ...rules), desk))).toEqual(told(gainOf(tag('once', { coin: 'BTC' }), desk)))
    expect(gainOf(tag('whole', { accountId: 'a' }, { coin: 'BTC' }), desk).gain?.toFixed()).toBe(made(desk).gain.toFixed())
  })

  it('mixes whole accounts with parts of others, and is a share of what was at work in both', () => {
    const two = account({ id: 'b', points: [{ coins: { USDT: ['500', '1'] } }, { coins: { USDT: ['510', '1'] } }] })
    const mixed = gainOf(tag('mixed', { accountId: 'b' }, { accountId: 'a', market: 'perp' }), account(carry), two)
    // Nothing tells of the ten: unexplained is a whole account's own.
    expect(told(mixed)).toEqual({
      gain: '46',
      parts: { unrealized: '30', realized: '5', funding: '2', fees: '-1', unexplained: '10' },
    })
    expect(mixed.atWork?.toFixed()).toBe('15520')
  })

  it('is one of a position that was opened and closed in between', () => {
    const entries = [{ kind: 'realized' as const, coin: 'USDT', amount: '7', pair: 'ETH:PERP-USDT' }]
    const desk = account({ points: [{ coins: { USDT: ['500', '1'] } }, { coins: { USDT: ['507', '1'] } }], entries })
    expect(told(gainOf(tag('eth', { coin: 'ETH' }), desk))).toEqual({ gain: '7', parts: { realized: '7' } })
  })
})

describe('what a tag earned is not known', () => {
  const short = tag('short', { coin: 'BTC', market: 'perp' })

  it('where an entry of a position names none, which leaves coins as they are', () => {
    const nameless = { kind: 'funding' as const, coin: 'USDT', amount: '-0.5', pair: null }
    const desk = account({ ...carry, entries: [...(carry.entries ?? []), nameless, { ...nameless, pair: 'BTCUSDT_OLD' }] })
    const of = gainOf(short, desk)
    expect(of).toMatchObject({ gain: null, parts: null, contribution: null })
    expect(reasons(of)).toEqual(['Desk a: Entries name no position, so nobody can tell whose they are: funding (2).'])
    expect(gainOf(tag('coin', { coin: 'BTC', market: 'held' }), desk).gain?.toFixed()).toBe('-100')
  })

  it('where a fee may be a position’s or the coin’s own; of an account without positions it is the coin’s', () => {
    const fee = { kind: 'fee' as const, coin: 'USDT', amount: '-1', pair: null }
    const desk = account({ ...carry, entries: [...(carry.entries ?? []), fee] })
    expect(gainOf(short, desk).gain).toBeNull()
    expect(reasons(gainOf(tag('dollars', { coin: 'USDT' }), desk))).toEqual([
      'Desk a: Fees in USDT name no position, so nobody can tell whether they are of one.',
    ])
    const spot = account({ points: [{ coins: { USDT: ['500', '1'] } }, { coins: { USDT: ['499', '1'] } }], entries: [fee] })
    expect(told(gainOf(tag('dollars', { coin: 'USDT' }), spot))).toEqual({ gain: '-1', parts: { fees: '-1' } })
  })

  it('where ledgers do not cover the time, naming the account; one that has nothing of it says nothing', () => {
    const other = account({
      id: 'b',
      points: [{ coins: { USDT: ['1', '1'] } }, { coins: { USDT: ['1', '1'] } }],
      gap: 'No ledger.',
    })
    expect(gainOf(short, account(carry), other).gain?.toFixed()).toBe('36')
    expect(reasons(gainOf(short, account({ ...carry, gap: 'Funding: refused.' })))).toEqual(['Desk a: Funding: refused.'])
    expect(reasons(gainOf(tag('whole', { accountId: 'b' }), other))).toEqual(['Desk b: No ledger.'])
  })

  it('where a profit or a price at an end is not', () => {
    const [first, last] = [carry.points[0] ?? { coins: {} }, carry.points[1] ?? { coins: {} }]
    const unkept = account({ ...carry, points: [{ ...first, profits: { [PERP]: null } }, last] })
    expect(reasons(gainOf(short, unkept))).toEqual([`Desk a: Of ${PERP} no profit is kept from the beginning of that time.`])
    const unpriced = account({ ...carry, points: [first, { ...last, coins: { ...last.coins, BTC: ['0.1', null] } }] })
    expect(reasons(gainOf(tag('coin', { coin: 'BTC', market: 'held' }), unpriced))[0]).toBe(
      'Desk a: BTC had no price for a time.',
    )
    const option = account({
      points: [{ coins: { USDT: ['1', '1'] }, profits: { 'BTC:260327-100000-C-USDC': '1' } }, { coins: { USDT: ['1', '1'] } }],
    })
    expect(reasons(gainOf(tag('btc', { coin: 'BTC' }), option))).toEqual([
      'Desk a: Of options, as BTC:260327-100000-C-USDC, premiums cannot be told from profit.',
    ])
  })

  it('where more of the account changed than entries and profits tell; less of it is said beside', () => {
    const without = (dollars: string) =>
      account({
        ...carry,
        points: [
          carry.points[0] ?? { coins: {} },
          { ...carry.points[1], coins: { USDT: [dollars, '1'], BTC: ['0.1', '49000'] } },
        ],
      })
    const little = gainOf(short, without('10001'))
    expect([little.gain?.toFixed(), little.untold?.toFixed()]).toEqual(['36', '5'])
    const words = (dollars: string) =>
      `Desk a: ${dollars} USD of its change is in no entry and no profit of a position, and may be of any part of it.`
    expect(reasons(gainOf(short, without('9000')))).toEqual([words('1006.00')])
    // Less than 0.5 % of the account, and more than the gain.
    expect(reasons(gainOf(short, without('10046')))).toEqual([words('40.00')])
    expect(gainOf(short, without('10036')).gain?.toFixed()).toBe('36')
  })

  it('of an account that was not read at both ends, and of a tag that has nothing', () => {
    const once = account({ points: [{ coins: { BTC: ['1', '1'] } }], gap: 'It was read less than twice in that time.' })
    expect(reasons(gainOf(short, once))).toEqual(['Desk a: It was read less than twice in that time.'])
    expect(gainOf(tag('none'), account(carry))).toMatchObject({ gain: null, untold: null, accounts: 0, reasons: [] })
  })

  it('as a share where something that came or went has no value, or nothing was at work', () => {
    const desk = account({
      points: [{ coins: { USDT: ['1000', '1'] } }, { coins: { USDT: ['1001', '1'], DUST: ['5', null] } }],
      entries: [
        { kind: 'deposit', coin: 'DUST', amount: '5', price: null },
        { kind: 'interest', coin: 'USDT', amount: '1' },
      ],
    })
    const dollars = gainOf(tag('dollars', { coin: 'USDT' }), desk)
    expect([dollars.gain?.toFixed(), dollars.contribution]).toEqual(['1', null])
    expect(reasons(dollars)).toEqual(['Desk a: DUST came or went without a price.'])
  })
})

describe('parts of accounts', () => {
  const amount = (most: number) => fc.integer({ min: -most, max: most }).map((n) => new Decimal(n).div(1000).toFixed())
  const COINS = ['USDT', 'BTC', 'ETH'] as const
  const PAIRS = [PERP, 'ETH:PERP-USDT', 'BTC:260327-USDT'] as const
  const held = fc.record({
    coins: fc.record({
      USDT: fc.tuple(amount(100_000), fc.constant('1')),
      BTC: fc.tuple(amount(1000), fc.constantFrom('50000', '51234.5678', '48999.01')),
      ETH: fc.tuple(amount(1000), fc.constantFrom('2000', '1999.999')),
      // So much that what nothing tells is next to nothing of it.
      GOLD: fc.constant<[string, string]>(['1000000', '4000']),
    }),
    profits: fc.dictionary(fc.constantFrom(...PAIRS), amount(50_000), { maxKeys: 3 }),
  })
  const some = fc.record({
    kind: fc.constantFrom('deposit', 'withdrawal', 'trade', 'interest', 'reward', 'realized', 'funding', 'fee', 'rebate'),
    coin: fc.constantFrom(...COINS),
    amount: amount(5000),
    price: fc.constantFrom('1', '2000', '50000.123456789'),
    at: fc.integer({ min: 1, max: 24 }).map(at),
    pair: fc.constantFrom(...PAIRS),
    fee: fc.option(fc.record({ coin: fc.constantFrom(...COINS), amount: amount(500).map((text) => text.replace('-', '')) }), {
      nil: null,
    }),
    feePrice: fc.constant('3'),
  })
  const course = (id: string) =>
    fc.record({
      id: fc.constant(id),
      points: fc.array(held, { minLength: 2, maxLength: 4 }),
      entries: fc.array(some, { maxLength: 12 }),
      begins: fc.boolean(),
    })

  type Told = { points: At[]; entries: (Partial<PricedFlow> & { at: Date; coin: string; amount: string })[] }
  /** The same with as many coins at each point as entries tell. */
  const balanced = <C extends Told>(of: C): C => {
    const moved = (coin: string, until: Date) =>
      of.entries
        .filter((each) => each.at <= until)
        .reduce((sum, { coin: own, amount: size, fee }) => {
          const paid = fee?.coin === coin ? fee.amount : '0'
          return sum.plus(own === coin ? size : '0').minus(paid)
        }, ZERO)
    const points = of.points.map((each, n): At => {
      const until = at((24 * n) / (of.points.length - 1))
      const coins = Object.entries(each.coins).map(([coin, [, price]]): [string, Coins[string]] => {
        const size = new Decimal(of.points[0]?.coins[coin]?.[0] ?? 0).plus(moved(coin, until))
        return [coin, [size.toFixed(), price]]
      })
      return { ...each, coins: Object.fromEntries(coins) }
    })
    return { ...of, points }
  }

  const tags = [
    tag('btc', { coin: 'BTC' }),
    tag('perps', { coin: 'ETH', market: 'perp' }, { market: 'perp', coin: 'ETH' }),
    tag('eth', { coin: 'ETH', market: 'held' }),
    tag('dollars', { coin: 'USDT', accountId: 'a' }, { coin: 'USDT', accountId: 'a', market: 'held' }),
  ]

  it('add up with what is of no tag to the gain of the accounts, to the last digit', () => {
    fc.assert(
      fc.property(course('a'), course('b'), (one, two) => {
        const accounts = [account(balanced(one)), account(balanced(two))]
        const of = tags.map((each) => gainOf(each, ...accounts))
        for (const each of of) if (each.accounts > 0 && each.gain === null) throw new Error(reasons(each).join())
        const rules = tags.flatMap((each) => each.rules)
        const untagged = accounts.map((each) => {
          const left = made(each).atoms.filter((atom) => !rules.some((rule) => covers(rule, atom)))
          return left.reduce((sum, { parts }) => sum.plus(sumOfParts(parts)), made(each).rest)
        })
        const sum = [...of.map(({ gain }) => gain ?? ZERO), ...untagged].reduce((all, value) => all.plus(value), ZERO)
        for (const each of accounts) expect(made(each).untold?.toFixed()).toBe('0')
        const whole = accounts.reduce((all, each) => all.plus(made(each).gain), ZERO)
        expect(sum.toFixed()).toBe(whole.toFixed())
        const both = gainOf(tag('both', { accountId: 'a' }, { accountId: 'b' }), ...accounts)
        expect(both.gain?.toFixed()).toBe(whole.toFixed())
        expect(rules.some(isWhole)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('leave out of what is no coin’s and no position’s but trades beside the market and what nothing tells', () => {
    fc.assert(
      fc.property(course('a'), (one) => {
        const { rest, untold } = made(account(one))
        const trades = (one.entries ?? [])
          .filter(({ kind, at: time }) => kind === 'trade' && time > at(0))
          .reduce((sum, { amount: size, price }) => sum.plus(new Decimal(size).times(price)), ZERO)
        expect(rest.toFixed()).toBe(untold?.plus(trades).toFixed())
      }),
    )
  })

  it('are not known, any of them, as soon as one entry of a position names none', () => {
    fc.assert(
      fc.property(course('a'), fc.constantFrom('realized' as const, 'funding' as const, 'liquidation' as const), (one, kind) => {
        const desk = account({
          ...one,
          entries: [...one.entries, { kind, coin: 'USDT', amount: '0.001', at: at(5), pair: null }],
        })
        for (const market of ['perp', 'future'] as const) {
          const of = gainOf(tag('positions', { market }), desk)
          expect(of.gain).toBeNull()
          expect(of.reasons.length > 0).toBe(of.accounts > 0)
        }
      }),
    )
  })
})
