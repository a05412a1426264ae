import ccxt, { type Exchange as CcxtExchange, type Position } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerPosition } from '../ledger'
import { allScenarios, scenario, scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

const NAMES = scenarioNames('bitget')
const PRODUCTS = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7, ledgers: allScenarios(['bitget']) })
  master = client('bitget', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => {
  simulator.limiter.clear()
  for (const name of NAMES) simulator.putLedger(scenario('bitget', name))
})
afterAll(() => simulator.close())

const number = (value: unknown) => new Decimal(String(value))
const isUnified = (name: string) => simulator.ledger('bitget', name).mode === 'unified'
const connectTo = (ledger: Ledger, change: object = {}) =>
  client('bitget', simulator, ledger, { marketsFrom: master, options: { uta: ledger.mode === 'unified' }, ...change })
const connect = (name: string) => connectTo(simulator.ledger('bitget', name))

function held(total: object = {}): Record<string, string> {
  const amounts = Object.entries(total).map(([coin, amount]) => [coin, number(amount ?? 0).toFixed()])
  return Object.fromEntries(amounts.filter(([, amount]) => amount !== '0'))
}

function expected(ledger: Ledger, test: (wallet: string) => boolean, withDebt = false) {
  const tokens = ledger.tokens.filter((t) => test(t.wallet))
  return held(Object.fromEntries(tokens.map((t) => [t.coin, number(t.balance).plus(withDebt ? (t.borrowed ?? 0) : 0)])))
}

async function positionsOf(exchange: CcxtExchange): Promise<Position[]> {
  const coins = { 'USDT-FUTURES': ['USDT'], 'USDC-FUTURES': ['USDC'], 'COIN-FUTURES': ['BTC', 'ETH'] }
  const isUta = exchange.options.uta === true
  const calls = PRODUCTS.flatMap((productType) =>
    isUta ? [{ productType }] : coins[productType].map((marginCoin) => ({ productType, marginCoin })),
  )
  return (await Promise.all(calls.map((params) => exchange.fetchPositions(undefined, params)))).flat()
}

it('has markets of every kind that ccxt takes in whole, and a ticker for each', async () => {
  const world = simulator.exchange('bitget')
  const truth = world.markets()
  expect(Object.keys(master.markets ?? {})).toHaveLength(truth.length)
  for (const market of truth) {
    const parsed = master.safeMarket(market.id, undefined, undefined, market.type === 'spot' ? 'spot' : 'contract')
    expect(parsed).toMatchObject({ id: market.id, type: market.type, baseId: market.base, quoteId: market.quote, active: true })
    if (market.settle) expect(parsed).toMatchObject({ settleId: market.settle, inverse: market.settle === market.base })
    if (market.expiry !== null) expect(parsed.expiry).toBe(market.expiry)
    expect(Number(parsed.precision.price)).toBe(Number(market.tick))
    expect(Number(parsed.precision.amount)).toBe(Number(market.lot))
  }
  for (const params of [{}, ...PRODUCTS.map((productType) => ({ type: 'swap', subType: 'linear', productType }))]) {
    const tickers = await master.fetchTickers(undefined, params)
    const mine = Object.values(tickers).map((ticker) => Number(ticker.last))
    expect(mine.length).toBeGreaterThan(10)
    expect(mine.every((last) => last > 0)).toBe(true)
  }
  const unified = connect('unified')
  unified.markets = undefined
  await unified.loadMarkets(true)
  expect(Object.keys(unified.markets ?? {})).toHaveLength(truth.length)
})

describe.each(NAMES)('%s', (name) => {
  it('gives ccxt the ledger’s coins', async () => {
    const ledger = simulator.ledger('bitget', name)
    const exchange = connect(name)
    if (isUnified(name)) {
      const [unified, funding] = await Promise.all([exchange.fetchBalance(), exchange.fetchBalance({ type: 'funding' })])
      expect(held(funding.total)).toEqual(expected(ledger, (w) => w === 'funding'))
      for (const row of unified.info) {
        const token = ledger.tokens.find((t) => t.wallet === 'unified' && t.coin === row.coin)
        expect(number(row.balance).minus(row.debt)).toEqual(number(token?.balance))
      }
      return
    }
    const [spot, cross, isolated] = await Promise.all([
      exchange.fetchBalance(),
      exchange.fetchBalance({ marginMode: 'cross' }),
      exchange.fetchBalance({ marginMode: 'isolated' }),
    ])
    expect(held(spot.total)).toEqual(expected(ledger, (w) => w === 'spot'))
    expect(held(cross.total)).toEqual(expected(ledger, (w) => w === 'margin', true))
    expect(held(isolated.total)).toEqual(expected(ledger, (w) => w.startsWith('isolated:'), true))
    for (const productType of PRODUCTS) {
      const balance = await exchange.fetchBalance({ type: 'swap', productType })
      for (const row of balance.info) {
        const token = ledger.tokens.find((t) => t.wallet === productType.toLowerCase() && t.coin === row.marginCoin)
        const wallet = number(row.accountEquity).minus(row.unrealizedPL)
        expect(
          wallet
            .minus(token?.balance ?? 0)
            .abs()
            .toNumber(),
        ).toBeLessThan(1e-7)
      }
    }
  })

  it('gives ccxt the ledger’s positions, each with profit in its margin coin', async () => {
    const ledger = simulator.ledger('bitget', name)
    const exchange = connect(name)
    const positions = await positionsOf(exchange)
    const nameOf = (market: string, isLong: boolean) => `${market} ${isLong ? 'long' : 'short'}`
    const ledgerName = (p: LedgerPosition) => nameOf(p.market, number(p.contracts).greaterThan(0))
    const byName = new Map(positions.map((p) => [nameOf(p.info.symbol, p.side === 'long'), p]))
    expect([...byName.keys()].sort()).toEqual(ledger.positions.map(ledgerName).sort())
    for (const position of ledger.positions) {
      const parsed = byName.get(ledgerName(position))
      expect(number(parsed?.contracts)).toEqual(number(position.contracts).abs())
      expect(number(parsed?.entryPrice)).toEqual(number(position.entryPrice))
      expect(number(parsed?.leverage)).toEqual(number(position.leverage))
      expect(parsed?.marginMode).toBe(position.marginMode)
      expect(parsed?.hedged).toBe(ledger.positionMode === 'hedge')
      const { inverse } = exchange.market(parsed?.symbol ?? '')
      const mark = number(parsed?.markPrice)
      const dollars = mark.minus(position.entryPrice).times(position.contracts)
      const profit = inverse ? dollars.div(mark) : dollars
      expect(
        profit
          .minus(parsed?.unrealizedPnl ?? 0)
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-9)
      if (position.isolatedMargin)
        expect(number(parsed?.info.marginSize ?? parsed?.info.positionBalance)).toEqual(number(position.isolatedMargin))
    }
  })
})

it('adds up the coins of a unified account to the equity that it reports', async () => {
  const { data } = await connect('unified').request('v3/account/assets', ['private', 'uta'])
  const values = sum(data.assets.map((row: { usdValue: string }) => row.usdValue))
  expect(values.minus(data.accountEquity).abs().toNumber()).toBeLessThan(1e-6)
})

it('closes each kind of account to the other’s interface, which tells ccxt what kind it is', async () => {
  await expect(connectTo(simulator.ledger('bitget', 'unified'), { options: { uta: false } }).fetchBalance()).rejects.toThrow(
    '40085',
  )
  await expect(connectTo(simulator.ledger('bitget', 'empty'), { options: { uta: true } }).fetchBalance()).rejects.toThrow('40084')
  const asking = connectTo(simulator.ledger('bitget', 'unified'), { options: {} })
  await asking.fetchBalance()
  expect(asking.options.uta).toBe(true)
})

describe('keys', () => {
  const base = scenario('bitget', 'hedged-desk')
  const withKey = (change: Partial<Ledger['key']>) => {
    const ledger = { ...base, key: { ...base.key, ...change } }
    simulator.putLedger(ledger)
    return connectTo(ledger)
  }
  it.each([
    ['an unknown key', () => connectTo(base, { apiKey: 'nobody' }), '40037', ccxt.AuthenticationError],
    ['a wrong secret', () => connectTo(base, { secret: 'wrong' }), '40009', ccxt.AuthenticationError],
    ['a wrong passphrase', () => connectTo(base, { password: 'wrong' }), '40012', ccxt.AuthenticationError],
    ['a revoked key', () => withKey({ revoked: true }), '40037', ccxt.AuthenticationError],
    ['an address that is not on the list', () => withKey({ ipList: ['203.0.113.7'] }), '40018', ccxt.PermissionDenied],
    ['a key without any right', () => withKey({ permissions: [] }), '40014', ccxt.PermissionDenied],
  ])('refuses %s', async (_what, make, code, errorClass) => {
    const call = make().fetchBalance()
    await expect(call).rejects.toThrow(errorClass)
    await expect(call).rejects.toThrow(`"code":"${code}"`)
  })

  it('refuses a time outside the window and too many requests', async () => {
    const exchange = connectTo(base)
    simulator.addFault({ effect: { kind: 'clock-skew', ms: 60_000 } })
    await expect(exchange.fetchBalance()).rejects.toThrow(ccxt.InvalidNonce)
    simulator.clearFaults()
    simulator.limiter.scale(0.1)
    const calls = await Promise.allSettled(Array.from({ length: 8 }, () => exchange.fetchBalance()))
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
    expect(refused[0]).toBeInstanceOf(ccxt.DDoSProtection)
  })
})

describe('settings', () => {
  it('change leverage within the limit and stay', async () => {
    const exchange = connect('hedged-desk')
    await exchange.setLeverage(7, 'BTC/USDT:USDT')
    expect(Number((await exchange.fetchLeverage('BTC/USDT:USDT')).longLeverage)).toBe(7)
    const [position] = await exchange.fetchPositions(['BTC/USDT:USDT'])
    expect(Number(position?.leverage)).toBe(7)
    await expect(exchange.setLeverage(101, 'BTC/USDT:USDT')).rejects.toThrow('40797')
    await connect('unified').setLeverage(9, 'BTC/USDT:USDT')
    expect(simulator.ledger('bitget', 'unified').positions[0]?.leverage).toBe('9')
  })

  it('change margin and position mode only without positions', async () => {
    const exchange = connect('hedged-desk')
    await expect(exchange.setMarginMode('isolated', 'BTC/USDT:USDT')).rejects.toThrow('45117')
    await exchange.setMarginMode('isolated', 'ADA/USDT:USDT')
    expect((await exchange.fetchLeverage('ADA/USDT:USDT')).marginMode).toBe('isolated')
    await expect(exchange.setPositionMode(true, 'BTC/USDT:USDT')).rejects.toThrow('40920')
  })
})
