import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../decimal'
import { perp, token } from '../holdings.testing'
import type { Holding } from '../types'
import { riskAccount } from './account'
import { optionPrice } from './black-scholes'
import { ShockedBookOf } from './book'
import { FACTS, margin, riskOf } from './risk.testing'
import type { MaintenanceTable, RiskAccount, Scope } from './types'

const ALL: Scope = { kind: 'all' }
const book = (...accounts: RiskAccount[]) => new ShockedBookOf(accounts, ALL, [])
const btc = (size: string, more: Parameters<typeof perp>[3] = {}) =>
  perp('BTC', size, new Decimal(size).times(50_000).toFixed(), { markPrice: '50000', unrealizedProfit: '0', ...more })

describe('a book under other prices', () => {
  it('liquidates a cross long where margin balance meets maintenance margin', () => {
    // 1 BTC at 50,000 on 10,000 USDT, maintenance half a per cent of the value: at (50000 − 10000) ÷ 0.995 = 40,201.
    const risk = book(riskOf('A', [margin('10000', { maintMargin: '250' }), btc('1', { maintMargin: '250' })]))
    expect(risk.deaths('A').down).toEqual({ shock: -0.196, symbol: 'BTC:PERP-USDT', price: '40200', by: 'rule' })
    expect(risk.deaths('A').up).toBeNull()
    expect(risk.at(0)).toMatchObject({ total: '10000', accounts: [{ equity: '10000', marginRatio: '0.025', liquidated: [] }] })
    expect(risk.at(-0.1).accounts).toMatchObject([{ equity: '5000', marginRatio: '0.045' }])
    expect(risk.at(0.2).total).toBe('20000')
    // What was left is the exchange's, on the whole rest of the path.
    expect(risk.at(-0.1959).total).toBe('205')
    for (const shock of [-0.196, -0.4, -0.6])
      expect(risk.at(shock)).toMatchObject({ total: '0', accounts: [{ marginRatio: null }] })
    const curve = risk.curve()
    expect(curve).toHaveLength(81)
    expect([curve[0], curve.find(({ shock }) => shock === 0), curve.at(-1)]).toEqual([
      { shock: -0.6, total: '0' },
      { shock: 0, total: '10000' },
      { shock: 1, total: '60000' },
    ])
  })

  it('takes the exchange’s own liquidation price of an isolated position, which takes its margin alone', () => {
    const short = btc('-1', {
      marginMode: 'isolated',
      marginBalance: '5000',
      maintMargin: '250',
      liquidationPrice: '54750',
      equityOutsideTokens: '5000',
    })
    const risk = book(riskOf('A', [margin('20000'), short]))
    expect(risk.deaths('A').up).toEqual({ shock: 0.095, symbol: 'BTC:PERP-USDT', price: '54750', by: 'exchange' })
    expect([risk.at(0).total, risk.at(0.09).total, risk.at(0.1).total, risk.at(1).total]).toEqual([
      '25000',
      '20500',
      '20000',
      '20000',
    ])
    expect(risk.at(-0.5).total).toBe('50000')
  })

  it('knows inverse contracts: a short of all coins is dollars, a long bends', () => {
    const coins = token('BTC', '1', { wallet: 'perp', marginBalance: '1', unrealizedProfit: '0', maintMargin: '0.005' })
    const inverse = (size: string) =>
      btc(size, { symbol: 'BTC:PERP-USD', quote: 'USD', settle: 'BTC', inverse: true, maintMargin: '0.005' })
    const hedged = book(riskOf('A', [coins, inverse('-1')]))
    for (const shock of [-0.6, -0.3, 0, 0.5, 1]) expect(hedged.at(shock).total).toBe('50000')
    const long = book(riskOf('A', [coins, inverse('1')]))
    // In coins: 1 + 50000 × (1/50000 − 1/P); at 40,000 that is 0.75 BTC, at 75,000 it is 1.333 BTC.
    expect(long.at(-0.2).total).toBe('30000')
    expect(new Decimal(long.at(0.5).total).div(75_000).toDecimalPlaces(6).toFixed()).toBe('1.333333')
    // 100000 F − 50000 = 250: its maintenance is half a per cent of dollars, which stay.
    expect(long.deaths('A').down).toMatchObject({ shock: -0.4975, price: '25125' })
  })

  it('knows contracts that are settled in a third coin, or whose price is in one', () => {
    const coins = (size: string) => token('BTC', size, { wallet: 'perp', marginBalance: size, unrealizedProfit: '0' })
    const ether = (symbol: string) =>
      perp('ETH', '10', '25000', {
        ...{ symbol, settle: 'BTC', quote: symbol.endsWith('USD:BTC') ? 'USD' : 'BTC', maintMargin: '0.0025' },
        ...{ markPrice: symbol.endsWith('USD:BTC') ? '2500' : '0.05', unrealizedProfit: '0' },
      })
    const scope: Scope = { kind: 'coin', coin: 'BTC' }
    const under = (symbol: string, moved: Scope) =>
      new ShockedBookOf([riskOf('A', [coins('1'), ether(symbol)])], moved, []).at(-0.2).accounts[0]
    // A quanto gains by Ether's price in dollars, so many bitcoins: none of Bitcoin's fall, and 0.1 BTC of all coins'.
    expect(under('ETH:PERP-USD:BTC', scope)).toMatchObject({ equity: '40000', marginRatio: '0.0025' })
    // 50000 × 0.8 − 25000 × 0.2 × 0.8, and 125 of maintenance in a coin that fell, of a value that fell: × 0.64.
    expect(under('ETH:PERP-USD:BTC', ALL)).toMatchObject({ equity: '36000', marginRatio: '0.002222' })
    // Its price in bitcoins is 0.05: 0.0625 after, which is 10 × 0.0125 BTC more, at 40,000 each; and none where both fall.
    expect(under('ETH:PERP-BTC', scope)).toMatchObject({ equity: '45000', marginRatio: '0.002778' })
    expect(under('ETH:PERP-BTC', ALL)).toMatchObject({ equity: '40000', marginRatio: '0.0025' })
  })

  it('moves collateral in coins with their price, and money not at all', () => {
    const own = [
      token('BTC', '1', { wallet: 'unified', marginBalance: '1' }),
      token('USDT', '10000', { wallet: 'unified', marginBalance: '10000', maintMargin: '500', unrealizedProfit: '0' }),
      perp('ETH', '40', '100000', { wallet: 'unified', markPrice: '2500', unrealizedProfit: '0', maintMargin: '500' }),
    ]
    const account = riskOf('A', own)
    expect(account.assumptions).toEqual(['maintenance_share', 'no_haircut'])
    const risk = book(account)
    expect(risk.at(-0.1).total).toBe('45000')
    expect(risk.deaths('A').down).toMatchObject({ symbol: 'ETH:PERP-USDT', shock: -0.398 })
    const alone = new ShockedBookOf([account], { kind: 'coin', coin: 'BTC' }, [])
    expect(alone.at(-0.5).total).toBe('35000')
    expect(alone.deaths('A').down).toBeNull()
  })

  it('names the position that lost most, with what hedges it still counted', () => {
    const risk = book(
      riskOf('A', [
        margin('20000', { maintMargin: '700' }),
        btc('1', { maintMargin: '250' }),
        perp('SOL', '900', '90000', { markPrice: '100', unrealizedProfit: '0', maintMargin: '450' }),
      ]),
    )
    expect(risk.deaths('A').down).toMatchObject({ symbol: 'SOL:PERP-USDT', by: 'rule' })
  })

  it('uses the venue’s tiers where they are known, and begins where the exchange stands', () => {
    const tiers: MaintenanceTable = {
      ...{ unit: 'quote', by: 'slice' },
      steps: [
        { from: '0', rate: '0.004' },
        { from: '60000', rate: '0.1' },
      ],
    }
    const holdings = [margin('60000', { maintMargin: '260' }), btc('-1', { maintMargin: '260' })]
    const tiered = riskOf('A', holdings, { facts: { ...FACTS, tiersOf: () => tiers } })
    expect(tiered).toMatchObject({ assumptions: [], maintenance: { tables: 1, shares: 0 } })
    expect(riskOf('A', holdings).maintenance).toEqual({ tables: 0, shares: 1 })
    const at = (account: RiskAccount, shock: number) => book(account).at(shock).accounts[0]?.marginRatio
    expect(at(tiered, 0)).toBe(at(riskOf('A', holdings), 0))
    // At 80,000: 260 now + 10,000 × 0.4 % + 20,000 × 10 % of 30,000 that are left.
    expect(at(tiered, 0.6)).toBe(new Decimal(260 + 40 + 2000).div(30_000).toDecimalPlaces(6).toFixed())
    expect(at(riskOf('A', holdings), 0.6)).toBe(new Decimal(260 * 1.6).div(30_000).toDecimalPlaces(6).toFixed())
    const near = riskOf('A', [margin('30000', { maintMargin: '260' }), btc('-1', { maintMargin: '260' })], {
      facts: { ...FACTS, tiersOf: () => tiers },
    })
    // 30,000 − x = 300 + (x − 10,000) ÷ 10: x = 27,909.
    expect(book(near).deaths('A').up?.shock).toBeCloseTo(0.5582, 3)
  })

  it('does not use a table that contradicts what the exchange says of the position, and says so', () => {
    const percents: MaintenanceTable = { unit: 'quote', by: 'slice', steps: [{ from: '0', rate: '0.4' }] }
    const holdings = [margin('60000', { maintMargin: '260' }), btc('-1', { maintMargin: '260' })]
    const wrong = riskOf('A', holdings, { facts: { ...FACTS, tiersOf: () => percents } })
    expect(wrong.assumptions).toEqual(['maintenance_share', 'maintenance_table_differs'])
    expect(wrong.maintenance).toEqual({ tables: 0, shares: 1 })
    expect(book(wrong).at(0.5)).toEqual(book(riskOf('A', holdings)).at(0.5))
  })

  it('revalues options at their volatility; in their own coin without counting that twice', () => {
    const terms = { underlying: 50_000, strike: 60_000, years: 0.25, volatility: 0.6, type: 'call' as const }
    const worth = optionPrice(terms)
    // Valued on the first of January: a quarter of 365 days later, at eight o'clock.
    const option = (size: string, more: Parameters<typeof perp>[3]) =>
      perp('BTC', size, new Decimal(size).times(worth.toPrecision(12)).toFixed(), {
        symbol: 'BTC:260402-60000-C-USDT',
        marketType: 'option',
        unrealizedProfit: '0',
        ...more,
      })
    const facts = { ...FACTS, optionMarkOf: () => ({ volatility: '0.6', greeks: null }) }
    const linear = riskOf('A', [margin('10000', { maintMargin: '100' }), option('2', {})], { facts })
    const years = linear.pools[0]?.positions[0]?.option?.years ?? 0
    const gain = 2 * (optionPrice({ ...terms, years, underlying: 60_000 }) - optionPrice({ ...terms, years }))
    expect(years).toBeCloseTo(91.33 / 365, 4)
    expect(Number(book(linear).at(0.2).total)).toBeCloseTo(10_000 + gain, 6)
    expect(linear.assumptions).toContain('option_maintenance')

    // One coin of margin in which the option's worth is counted, as Deribit's equity is.
    const own = token('BTC', '1', { wallet: 'perp', marginBalance: '1', unrealizedProfit: '0', maintMargin: '0.001' })
    const inverse = riskOf(
      'A',
      [own, option('2', { settle: 'BTC', inverse: true, quote: 'USD', symbol: 'BTC:260402-60000-C-USD' })],
      { facts },
    )
    const now = 2 * optionPrice({ ...terms, years })
    const then = 2 * optionPrice({ ...terms, years, underlying: 60_000 })
    expect(Number(book(inverse).at(0.2).total)).toBeCloseTo((50_000 - now) * 1.2 + then, 5)
  })

  it('takes an option’s volatility from its price where none is sent, and says so; without either the account is not known', () => {
    const option = (notional: string | null) => [
      margin('10000', { maintMargin: '100' }),
      perp('BTC', '1', notional ?? '', { symbol: 'BTC:260402-60000-C-USDT', marketType: 'option', notional }),
    ]
    expect(riskOf('A', option('3000'))).toMatchObject({
      unknown: [],
      assumptions: ['implied_volatility', 'option_maintenance'],
      pools: [{ positions: [{ option: { volatilityFrom: 'mark' } }] }],
    })
    for (const nothing of ['51000', null]) {
      const account = riskOf('A', option(nothing))
      expect(account.unknown).toHaveLength(1)
      expect(book(account).at(-0.2)).toMatchObject({ leftOut: 1, accounts: [{ equity: null, marginRatio: null }] })
    }
  })

  it('takes what an option is on from its own reading, as old as its price is', () => {
    const worth = optionPrice({ type: 'call', underlying: 50_000, strike: 60_000, years: 91.3333 / 365, volatility: 0.6 })
    const holdings = [
      token('BTC', '1', { wallet: 'perp', marginBalance: '1', unrealizedProfit: '0', maintMargin: '0.001' }),
      perp('BTC', '1', worth.toPrecision(12), {
        ...{ symbol: 'BTC:260402-60000-C-USD', marketType: 'option', settle: 'BTC', inverse: true, quote: 'USD' },
      }),
    ]
    // Elsewhere Bitcoin was at 70,000 when it was read last, where such an option would be worth more than 10,000.
    const account = riskOf('A', holdings, { facts: { ...FACTS, priceOf: () => '70000' } })
    const [option] = account.pools.flatMap(({ positions }) => positions.flatMap(({ option }) => option ?? []))
    expect(option?.underlying).toBe('50000')
    expect(option?.volatility).toBeCloseTo(0.6, 3)
  })

  it('leaves an account unknown whose position has no value, and never takes it for nothing', () => {
    const blind = riskOf('Blind', [margin('10000'), perp('NEW', '5', '0', { notional: null })])
    const seen = riskOf('Seen', [token('BTC', '1')])
    expect(blind.unknown).toEqual(['NEW:PERP-USDT: the exchange sends no price, so it has no value.'])
    const risk = book(blind, seen)
    expect(risk.at(-0.5)).toMatchObject({ total: '25000', leftOut: 1, accounts: [{ equity: null }, { equity: '25000' }] })
    expect(risk.withoutDeath().map(({ accountId }) => accountId)).toEqual(['Blind'])
    // Margin of which nothing is told: worth what it is, and nobody knows when it is liquidated.
    const silent = riskOf('Silent', [token('USDT', '1000', { wallet: 'perp' }), btc('1', { unrealizedProfit: null })])
    expect(book(silent).at(-0.01).accounts).toMatchObject([{ equity: '500', marginRatio: null }])
    expect(book(silent).withoutDeath()).toHaveLength(1)
  })

  it('never takes what it does not know of for safe: a wallet that was not read, margin or debts that are not told', () => {
    const usdt = token('USDT', '1000')
    const unread = (wallet: 'perp' | 'earn', unopened = false) =>
      riskOf('A', [usdt], { notIncluded: [{ wallet, reason: 'The exchange is down.', unopened }] })
    const told = (account: RiskAccount) => [account.untold.length, book(account).withoutDeath().length]
    expect(unread('perp').untold).toEqual(['Its wallet Perpetuals was not read.'])
    expect([unread('perp'), unread('earn'), unread('perp', true)].map(told)).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ])
    const silent = riskOf('A', [token('USDT', '1000', { wallet: 'perp' }), btc('1', { unrealizedProfit: null })])
    expect(told(silent)).toEqual([1, 1])
    // A loan on margin is called in at a price that nobody tells; a cent that rounding left over is none.
    const loan = (owed: string) =>
      riskOf('A', [token('BTC', '1', { wallet: 'margin' }), token('USDT', owed, { wallet: 'margin' })])
    expect([loan('-30000'), loan('-0.01')].map(told)).toEqual([
      [1, 1],
      [0, 0],
    ])
    // Equity is what it is now, and not certain on the way.
    for (const account of [silent, loan('-30000')]) {
      expect(book(account).at(0)).toMatchObject({ bound: 'exact', changeBound: 'exact', accounts: [{ bound: 'exact' }] })
      expect(book(account).at(-0.5)).toMatchObject({
        bound: 'uncertain',
        changeBound: 'uncertain',
        accounts: [{ bound: 'uncertain' }],
      })
    }
  })

  it('carries bounds of what it rests on: at least stays at least, and what is left out makes a total so', () => {
    const exact = riskOf('A', [token('BTC', '1')])
    const partly = riskOf('B', [token('BTC', '1'), token('NEW', '5')])
    const never = riskAccount({ account: { ...exact, accountId: 'C' }, reading: null }, FACTS)
    const bounds = (...accounts: RiskAccount[]) => {
      const { bound, changeBound } = book(...accounts).at(-0.2)
      return [bound, changeBound]
    }
    expect(bounds(exact)).toEqual(['exact', 'exact'])
    expect(bounds(exact, partly)).toEqual(['at_least', 'uncertain'])
    expect(bounds(exact, never)).toEqual(['at_least', 'uncertain'])
    const margined = riskOf('D', [
      margin('10000', { maintMargin: '250' }),
      token('NEW', '5', { wallet: 'perp', marginBalance: '5' }),
    ])
    expect(margined.marginBound).toBe('at_most')
  })

  it('takes margin of isolated positions off the cross wallet, wherever the exchange keeps it', () => {
    const isolated = (equityOutsideTokens: string | null) =>
      perp('ETH', '4', '10000', {
        markPrice: '2500',
        marginMode: 'isolated',
        marginBalance: '2000',
        unrealizedProfit: '0',
        maintMargin: '50',
        equityOutsideTokens,
      })
    const inside = riskOf('A', [margin('12000', { maintMargin: '300' }), btc('1', { maintMargin: '250' }), isolated(null)])
    const beside = riskOf('A', [margin('10000'), btc('1', { maintMargin: '250' }), isolated('2000')])
    for (const account of [inside, beside]) {
      expect(account.pools).toMatchObject([
        { kind: 'cross', balance: '10000', maint: '250' },
        { kind: 'isolated', balance: '2000', maint: '50' },
      ])
    }
  })

  it('moves the coins of an isolated position once, whatever else its wallet margins', () => {
    const short = (equityOutsideTokens: string | null) =>
      btc('-1', {
        ...{ symbol: 'BTC:PERP-USD', quote: 'USD', settle: 'BTC', inverse: true, marginMode: 'isolated' },
        ...{ marginBalance: '0.4', maintMargin: '0.005', equityOutsideTokens },
      })
    const coins = (size: string) => token('BTC', size, { wallet: 'perp', marginBalance: size, unrealizedProfit: '0' })
    const ether = perp('ETH', '1', '2500', { markPrice: '2500', unrealizedProfit: '0', maintMargin: '10' })
    for (const others of [[], [ether]]) {
      const gained = others.length * 250
      for (const holdings of [
        [coins('1'), short(null), ...others],
        [coins('0.6'), short('0.4'), ...others],
      ]) {
        // One coin on 0.4 of it: 50,000 dollars of coins that rise by a tenth, and as many that are short.
        expect(book(riskOf('A', holdings)).at(0.1).total).toBe(String(50_000 + gained))
      }
    }
  })
})

/** Any account that exchanges might report. */
const money = fc.integer({ min: 1, max: 2_000_000 }).map((cents) => new Decimal(cents).div(100).toFixed())
const size = fc
  .integer({ min: -5000, max: 5000 })
  .filter((size) => size !== 0)
  .map((size) => new Decimal(size).div(1000).toFixed())
const somePosition = fc.record({
  base: fc.constantFrom('BTC', 'ETH', 'SOL'),
  size,
  isolated: fc.boolean(),
  told: fc.boolean(),
})
const someAccount = fc
  .record({
    usdt: money,
    spot: fc.option(size),
    positions: fc.array(somePosition, { maxLength: 4 }),
    collateral: fc.option(money),
  })
  .map(({ usdt, spot, positions, collateral }): Holding[] => {
    const price: Record<string, number> = { BTC: 50_000, ETH: 2500, SOL: 100 }
    return [
      margin(usdt),
      ...(spot === null ? [] : [token('BTC', spot)]),
      ...(collateral === null ? [] : [token('SOL', collateral, { wallet: 'perp', marginBalance: collateral })]),
      ...positions.map(({ base, size: coins, isolated, told }) => {
        const notional = new Decimal(coins).times(price[base] ?? 0)
        return perp(base, coins, notional.toFixed(), {
          markPrice: String(price[base]),
          unrealizedProfit: '0',
          maintMargin: told ? notional.abs().times('0.005').toFixed() : null,
          ...(isolated ? { marginMode: 'isolated' as const, marginBalance: '100', equityOutsideTokens: '100' } : {}),
        })
      }),
    ]
  })
const someBook = fc.array(someAccount, { minLength: 1, maxLength: 5 }).map((all) => all.map((each, at) => riskOf(`A${at}`, each)))
const someShock = fc.integer({ min: -60, max: 100 }).map((percent) => percent / 100)
const BETAS = [{ coin: 'ETH', beta: '1.37', days: 90 }]

describe('properties of a shocked book', () => {
  it('a shock of 0 changes nothing, to the last digit', () => {
    fc.assert(
      fc.property(someBook, (accounts) => {
        const still = new ShockedBookOf(accounts, ALL, BETAS).at(0)
        expect(still.accounts.map(({ equity }) => equity)).toEqual(accounts.map(({ equity }) => equity))
        expect(still.accounts.every(({ liquidated }) => liquidated.length === 0)).toBe(true)
      }),
    )
  })

  it('accounts sum up to the total, whatever their order, and none changes another', () => {
    fc.assert(
      fc.property(someBook, someShock, (accounts, shock) => {
        const risk = new ShockedBookOf(accounts, ALL, BETAS).at(shock)
        const sum = risk.accounts.reduce((all, { equity }) => all.plus(equity ?? 0), new Decimal(0))
        expect(sum.minus(risk.total).abs().lte('0.00000000001')).toBe(true)
        const turned = new ShockedBookOf([...accounts].reverse(), ALL, BETAS).at(shock)
        expect(turned.total).toBe(risk.total)
        expect([...turned.accounts].reverse()).toEqual(risk.accounts)
        for (const account of accounts) {
          const alone = new ShockedBookOf([account], ALL, BETAS).at(shock).accounts[0]
          expect(alone).toEqual(risk.accounts.find(({ accountId }) => accountId === account.accountId))
        }
      }),
    )
  })

  it('one long is worth less the farther prices fall, and more the farther they rise', () => {
    fc.assert(
      fc.property(money, fc.integer({ min: 1, max: 5000 }), (usdt, milli) => {
        const coins = new Decimal(milli).div(1000).toFixed()
        const maint = new Decimal(coins).times(250).toFixed()
        const curve = book(riskOf('A', [margin(usdt, { maintMargin: maint }), btc(coins, { maintMargin: maint })])).curve()
        for (const [at, { total, shock }] of curve.entries()) {
          const before = curve[at - 1]
          // One that is at its liquidation already is as the exchange shows it at 0, and gone beside it.
          if (before && shock < 0) expect(new Decimal(total).gte(before.total)).toBe(true)
          if (before && before.shock > 0) expect(new Decimal(total).gte(before.total)).toBe(true)
        }
      }),
    )
  })

  it('nothing is worth more dead than alive: a liquidated pool keeps no margin', () => {
    fc.assert(
      fc.property(someBook, someShock, (accounts, shock) => {
        for (const { equity, liquidated, accountId } of new ShockedBookOf(accounts, ALL, BETAS).at(shock).accounts) {
          const account = accounts.find((each) => each.accountId === accountId)
          if (liquidated.length === 0 || liquidated.length < (account?.pools.length ?? 0)) continue
          const outside = (account?.coins ?? []).reduce(
            (sum, { value }) => sum.plus(new Decimal(value).times(1 + shock)),
            new Decimal(0),
          )
          const pooled = (account?.pools ?? []).reduce((sum, { balance }) => sum.plus(balance ?? 0), new Decimal(0))
          const money = new Decimal(account?.equity ?? 0)
            .minus(pooled)
            .minus((account?.coins ?? []).reduce((sum, { value }) => sum.plus(value), new Decimal(0)))
          expect(
            money
              .plus(outside)
              .minus(equity ?? 0)
              .abs()
              .lt('0.000001'),
          ).toBe(true)
        }
      }),
    )
  })
})
