import ccxt, { type Exchange as CcxtExchange, type Position } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerPosition } from '../ledger'
import { allScenarios, scenario, scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

const NAMES = scenarioNames('gate')
const FUTURES = [
  ['swap', 'usdt', 'futures-usdt'],
  ['swap', 'btc', 'futures-btc'],
  ['future', 'usdt', 'delivery-usdt'],
] as const

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7, ledgers: allScenarios(['gate']) })
  master = client('gate', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => {
  simulator.limiter.clear()
  for (const name of NAMES) simulator.putLedger(scenario('gate', name))
})
afterAll(() => simulator.close())

const number = (value: unknown) => new Decimal(String(value))
const connectTo = (ledger: Ledger, change: object = {}) => client('gate', simulator, ledger, { marketsFrom: master, ...change })
const connect = (name: string) => connectTo(simulator.ledger('gate', name))

function held(total: object = {}): Record<string, string> {
  const amounts = Object.entries(total).map(([coin, amount]) => [coin, number(amount ?? 0).toFixed()])
  return Object.fromEntries(amounts.filter(([, amount]) => amount !== '0'))
}

function expected(ledger: Ledger, test: (wallet: string) => boolean) {
  const tokens = ledger.tokens.filter((t) => test(t.wallet))
  return held(Object.fromEntries(tokens.map((t) => [t.coin, number(t.balance).plus(t.borrowed ?? 0)])))
}

async function positionsOf(exchange: CcxtExchange): Promise<Position[]> {
  const calls = FUTURES.map(([type, settle]) => exchange.fetchPositions(undefined, { type, settle }))
  return (await Promise.all(calls)).flat().filter((p) => Number(p.contracts) !== 0)
}

it('has markets of every kind that ccxt takes in whole, and a ticker for each', async () => {
  const world = simulator.exchange('gate')
  const truth = world.markets()
  expect(Object.keys(master.markets ?? {})).toHaveLength(truth.length)
  for (const market of truth) {
    const parsed = master.safeMarket(market.id, undefined, undefined, market.type === 'spot' ? 'spot' : 'contract')
    expect(parsed).toMatchObject({ id: market.id, type: market.type, baseId: market.base, quoteId: market.quote, active: true })
    if (market.settle) {
      expect(parsed).toMatchObject({ inverse: market.inverse, settle: market.settle })
      expect(Number(parsed.contractSize)).toBe(Number(market.contractSize))
    }
    if (market.expiry !== null) expect(parsed.expiry).toBe(market.expiry)
    expect(Number(parsed.precision.price)).toBe(Number(market.tick))
  }
  const spots = await master.fetchTickers()
  expect(Object.keys(spots)).toHaveLength(truth.filter((m) => m.type === 'spot').length)
  for (const [type, settle] of FUTURES) {
    const tickers = Object.values(await master.fetchTickers(undefined, { type, settle }))
    const mine = truth.filter((m) => m.type === type && m.settle?.toLowerCase() === settle)
    expect(tickers.map((ticker) => Number(ticker.last)).sort()).toEqual(mine.map((m) => Number(world.lastPrice(m.key))).sort())
  }
})

describe.each(NAMES)('%s', (name) => {
  it('gives ccxt the ledger’s coins', async () => {
    const ledger = simulator.ledger('gate', name)
    const exchange = connect(name)
    if (ledger.mode === 'unified') {
      const { info } = await exchange.fetchBalance()
      for (const [coin, row] of Object.entries(info.balances as Record<string, Record<string, string>>)) {
        const token = ledger.tokens.find((t) => t.coin === coin)
        const coins = number(row.cross_balance)
          .plus(row.iso_balance ?? 0)
          .minus(row.borrowed ?? 0)
        expect(coins).toEqual(number(token?.balance))
      }
      return
    }
    const [spot, isolated, lends] = await Promise.all([
      exchange.fetchBalance(),
      exchange.fetchBalance({ marginMode: 'isolated' }),
      exchange.request('uni/lends', ['private', 'earn']),
    ])
    expect(held(spot.total)).toEqual(expected(ledger, (w) => w === 'spot'))
    expect(held(isolated.total)).toEqual(expected(ledger, (w) => w.startsWith('isolated:')))
    expect(held(Object.fromEntries(lends.map((r: Record<string, string>) => [r.currency, r.amount])))).toEqual(
      expected(ledger, (w) => w === 'earn'),
    )
    for (const [type, settle, wallet] of FUTURES) {
      const call = exchange.fetchBalance({ type, settle })
      const token = ledger.tokens.find((t) => t.wallet === wallet)
      // An account that was never opened is refused, not empty.
      if (token) expect(number((await call).info[0].total)).toEqual(number(token.balance))
      else await expect(call).rejects.toThrow(ccxt.AccountNotEnabled)
    }
  })

  it('gives ccxt the ledger’s positions', async () => {
    const ledger = simulator.ledger('gate', name)
    const exchange = connect(name)
    const positions = await positionsOf(exchange)
    const nameOf = (market: string, isLong: boolean) => `${market} ${isLong ? 'long' : 'short'}`
    const ledgerName = (p: LedgerPosition) => nameOf(p.market, number(p.contracts).greaterThan(0))
    const byName = new Map(positions.map((p) => [nameOf(p.info.contract, p.side === 'long'), p]))
    expect([...byName.keys()].sort()).toEqual(ledger.positions.map(ledgerName).sort())
    for (const position of ledger.positions) {
      const parsed = byName.get(ledgerName(position))
      expect(number(parsed?.contracts)).toEqual(number(position.contracts).abs())
      expect(number(parsed?.entryPrice)).toEqual(number(position.entryPrice))
      expect(parsed?.marginMode).toBe(position.marginMode)
      const told = position.marginMode === 'cross' ? parsed?.info.cross_leverage_limit : parsed?.info.leverage
      expect(number(told)).toEqual(number(position.leverage))
      expect(parsed?.info.mode).toBe(position.side === 'net' ? 'single' : `dual_${position.side}`)
      const { inverse } = exchange.market(parsed?.symbol ?? '')
      const units = number(position.contracts).times(parsed?.contractSize ?? 0)
      const one = new Decimal(1)
      const mark = number(parsed?.markPrice)
      const profit = inverse
        ? units.times(one.div(position.entryPrice).minus(one.div(mark)))
        : units.times(mark.minus(position.entryPrice))
      expect(
        profit
          .minus(parsed?.unrealizedPnl ?? 0)
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-9)
      if (position.isolatedMargin) expect(number(parsed?.info.margin)).toEqual(number(position.isolatedMargin))
    }
  })
})

it('shows closed sides in hedge mode with size 0, unless only holdings are asked for', async () => {
  const exchange = connect('hedge-mode')
  const all = await exchange.request('{settle}/positions', ['private', 'futures'], 'GET', { settle: 'usdt' })
  expect(all.filter((row: { size: number }) => row.size === 0)).toMatchObject([{ contract: 'ETH_USDT', mode: 'dual_long' }])
  const holding = await exchange.request('{settle}/positions', ['private', 'futures'], 'GET', { settle: 'usdt', holding: true })
  expect(holding).toHaveLength(3)
})

it('shows the coins of a unified account in its spot wallet again, and adds them up to its equity', async () => {
  const exchange = connect('unified')
  const [spot, unified] = await Promise.all([
    exchange.request('accounts', ['private', 'spot']),
    exchange.request('accounts', ['private', 'unified']),
  ])
  expect(spot.map((row: { currency: string }) => row.currency)).toEqual(Object.keys(unified.balances))
  let equity = new Decimal(0)
  for (const [coin, row] of Object.entries(unified.balances as Record<string, { equity: string }>))
    equity = equity.plus(number(row.equity).times(coin === 'USDT' ? 1 : ((await exchange.fetchTicker(`${coin}/USDT`)).last ?? 0)))
  expect(equity.div(unified.unified_account_total_equity).minus(1).abs().toNumber()).toBeLessThan(0.001)
  expect(sum([unified.unified_account_total_equity, unified.unified_account_total_liab])).toEqual(
    number(unified.unified_account_total),
  )
})

describe('keys', () => {
  const base = scenario('gate', 'hedged-desk')
  const withKey = (change: Partial<Ledger['key']>) => {
    const ledger = { ...base, key: { ...base.key, ...change } }
    simulator.putLedger(ledger)
    return connectTo(ledger)
  }
  it.each([
    ['an unknown key', () => connectTo(base, { apiKey: 'nobody' }), 'INVALID_KEY', ccxt.AuthenticationError],
    ['a wrong secret', () => connectTo(base, { secret: 'wrong' }), 'INVALID_SIGNATURE', ccxt.AuthenticationError],
    ['a revoked key', () => withKey({ revoked: true }), 'INVALID_KEY', ccxt.AuthenticationError],
    ['an address that is not on the list', () => withKey({ ipList: ['203.0.113.7'] }), 'IP_FORBIDDEN', ccxt.AuthenticationError],
    ['a key without any right', () => withKey({ permissions: [] }), 'FORBIDDEN', ccxt.PermissionDenied],
  ])('refuses %s', async (_what, make, label, errorClass) => {
    const call = make().fetchBalance()
    await expect(call).rejects.toThrow(errorClass)
    await expect(call).rejects.toThrow(`"label":"${label}"`)
  })

  it('refuses a change by a key that may only read, a time outside the window and too many requests', async () => {
    await expect(withKey({ permissions: ['read'] }).setLeverage(5, 'BTC/USDT:USDT')).rejects.toThrow(ccxt.PermissionDenied)
    simulator.putLedger(base)
    const exchange = connectTo(base)
    simulator.addFault({ effect: { kind: 'clock-skew', ms: 90_000 } })
    await expect(exchange.fetchBalance()).rejects.toThrow('REQUEST_EXPIRED')
    simulator.clearFaults()
    simulator.limiter.scale(0.01)
    const calls = await Promise.allSettled(Array.from({ length: 8 }, () => exchange.fetchBalance()))
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
    expect(refused[0]).toBeInstanceOf(ccxt.RateLimitExceeded)
  })
})

describe('settings', () => {
  it('change leverage within the limit and stay', async () => {
    const exchange = connect('hedged-desk')
    await exchange.setLeverage(7, 'BTC/USDT:USDT', { marginMode: 'cross' })
    const position = await exchange.fetchPosition('BTC/USDT:USDT')
    expect(position.info.cross_leverage_limit).toBe('7')
    await expect(exchange.setLeverage(11, 'ADA/USDT:USDT')).resolves.toMatchObject({ leverage: '11', size: 0 })
    simulator.setMaxLeverage('gate', 'DOGE_USDT', '10')
    await expect(exchange.setLeverage(11, 'DOGE/USDT:USDT')).rejects.toThrow('LEVERAGE_TOO_HIGH')
    await expect(exchange.setLeverage(5, 'BTC/USDT:USDT', { marginMode: 'isolated' })).rejects.toThrow('POSITION_HOLDING')
  })

  it('change position mode only without positions, and say when there is nothing to change', async () => {
    const exchange = connect('hedged-desk')
    await expect(exchange.setPositionMode(false)).rejects.toThrow('NO_CHANGE')
    await expect(exchange.setPositionMode(true)).rejects.toThrow('POSITION_HOLDING')
    const ledger = { ...scenario('gate', 'empty') }
    ledger.key.permissions.push('trade')
    simulator.putLedger(ledger)
    await connectTo(ledger).setPositionMode(true)
    expect(simulator.ledger('gate', 'empty').positionMode).toBe('hedge')
  })
})
