import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerPosition } from '../ledger'
import { scenario, scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

const NAMES = scenarioNames('bybit')

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7 })
  simulator.putLedger(scenario('bybit', 'contract-sample'))
  master = client('bybit', simulator, null)
  await master.loadMarkets()
})

afterAll(() => simulator.close())

const number = (value: unknown) => new Decimal(String(value))

/** Zero balances apart, as ccxt lists coins it knows only by name. */
function held(total: object = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(total).map(([coin, amount]) => [coin, number(amount).toFixed()]))
}

function expectedTotals(ledger: Ledger, wallet: string): Record<string, string> {
  return Object.fromEntries(ledger.tokens.filter((t) => t.wallet === wallet).map((t) => [t.coin, number(t.balance).toFixed()]))
}

async function allPositions(exchange: CcxtExchange) {
  const calls = [
    { subType: 'linear', settleCoin: 'USDT' },
    { subType: 'linear', settleCoin: 'USDC' },
    { subType: 'inverse' },
    { type: 'option' },
  ]
  const answers = await Promise.all(calls.map((params) => exchange.fetchPositions(undefined, params)))
  return answers.flat()
}

const nameOf = (market: string, isLong: boolean) => `${market} ${isLong ? 'long' : 'short'}`
const ledgerName = (position: LedgerPosition) => nameOf(position.market, number(position.contracts).greaterThan(0))

it('has all situations that the demo shows', () => {
  expect(NAMES).toEqual(
    expect.arrayContaining([
      'borrowed',
      'contract-sample',
      'dust-and-unpriced',
      'empty',
      'hedge-mode',
      'hedged-desk',
      'inverse',
      'isolated-and-cross',
      'leveraged-long',
      'two-hundred-assets',
    ]),
  )
  const many = scenario('bybit', 'two-hundred-assets')
  expect(many.tokens.length + many.positions.length).toBe(200)
})

describe.each(NAMES)('%s', (name) => {
  const connect = () => client('bybit', simulator, simulator.ledger('bybit', name), { marketsFrom: master })

  it('gives ccxt the ledger’s coins, wallet by wallet', async () => {
    const ledger = simulator.ledger('bybit', name)
    const exchange = connect()
    const [unified, funding] = await Promise.all([exchange.fetchBalance(), exchange.fetchBalance({ type: 'funding' })])
    expect(held(unified.total)).toEqual(expectedTotals(ledger, 'unified'))
    expect(held(funding.total)).toEqual(expectedTotals(ledger, 'funding'))
    const debts = Object.fromEntries(
      ledger.tokens
        .filter((t) => t.borrowed)
        .map((t) => [
          t.coin,
          number(t.borrowed)
            .plus(t.interest ?? 0)
            .toFixed(),
        ]),
    )
    const { debt = {} } = unified as { debt?: object }
    expect(Object.fromEntries(Object.entries(held(debt)).filter(([, amount]) => amount !== '0'))).toEqual(debts)
  })

  it('gives ccxt the ledger’s positions', async () => {
    const ledger = simulator.ledger('bybit', name)
    const exchange = connect()
    const positions = await allPositions(exchange)
    const byName = new Map(positions.map((p) => [nameOf(p.info.symbol, p.side === 'long'), p]))
    expect([...byName.keys()].sort()).toEqual(ledger.positions.map(ledgerName).sort())
    for (const position of ledger.positions) {
      const parsed = byName.get(ledgerName(position))
      expect(number(parsed?.contracts)).toEqual(number(position.contracts).abs())
      expect(number(parsed?.entryPrice)).toEqual(number(position.entryPrice))
      expect(number(parsed?.leverage)).toEqual(number(position.leverage))
      expect(parsed?.hedged).toBe(ledger.positionMode === 'hedge')
      const { inverse } = exchange.market(parsed?.symbol ?? '')
      expect(parsed?.info.tradeMode).toBe(position.marginMode === 'isolated' && inverse ? 1 : 0)
      if (position.isolatedMargin) expect(number(parsed?.collateral)).toEqual(number(position.isolatedMargin))
    }
  })

  it('agrees with itself: coins hold their positions’ profit and margins, the account is the sum of its coins', async () => {
    const exchange = connect()
    const [balance, positions] = await Promise.all([exchange.fetchBalance(), allPositions(exchange)])
    const [account] = balance.info.result.list
    for (const row of account.coin) {
      const margined = positions.filter((p) => exchange.market(p.symbol).settleId === row.coin)
      const near = (field: string) =>
        sum(margined.map((p) => p.info[field]))
          .minus(row === undefined ? 0 : rowOf(row, field))
          .abs()
      for (const field of ['unrealisedPnl', 'positionIM', 'positionMM']) expect(near(field).toNumber()).toBeLessThan(1e-6)
      expect(number(row.equity)).toEqual(number(row.walletBalance).plus(row.unrealisedPnl).toDecimalPlaces(8))
    }
    const values = sum(account.coin.map((row: { usdValue: string }) => row.usdValue))
    expect(values.minus(account.totalEquity).abs().toNumber()).toBeLessThan(1e-5)
  })
})

function rowOf(row: Record<string, string>, field: string): string {
  const names: Record<string, string> = {
    unrealisedPnl: 'unrealisedPnl',
    positionIM: 'totalPositionIM',
    positionMM: 'totalPositionMM',
  }
  return row[names[field] ?? field] ?? 'missing'
}

it('reproduces the contract’s sample to the last decimal', async () => {
  const exchange = client('bybit', simulator, simulator.ledger('bybit', 'contract-sample'), { marketsFrom: master })
  const balance = await exchange.fetchBalance()
  const usdt = balance.info.result.list[0].coin.find((row: { coin: string }) => row.coin === 'USDT')
  expect(usdt).toMatchObject({
    walletBalance: '275.56989474',
    unrealisedPnl: '23.33619985',
    equity: '298.90609459',
    totalPositionIM: '308.47710954',
    totalPositionMM: '17.08121552',
  })
  const [eth] = await exchange.fetchPositions(['ETH/USDT:USDT'])
  expect(eth?.info).toMatchObject({
    size: '1.69',
    positionValue: '3051.5284',
    unrealisedPnl: '24.6772',
    positionIM: '306.80066534',
    positionMM: '16.90546734',
    positionBalance: '298.90609459',
    leverage: '10',
  })
  expect(number('1.69').times(eth?.info.markPrice).toDecimalPlaces(6).toFixed()).toBe('3051.5284')
  // One USDT is one dollar: a bitcoin costs the same in both.
  const [spot, inverse] = await Promise.all([exchange.fetchTicker('BTC/USDT'), exchange.fetchTicker('BTC/USD:BTC')])
  expect(spot.info.lastPrice).toBe('27283.6')
  expect(inverse.info.lastPrice).toBe('27283.6')
})

it('sends borrowed coins as what is owed', async () => {
  const exchange = client('bybit', simulator, simulator.ledger('bybit', 'borrowed'), { marketsFrom: master })
  const rows = (await exchange.fetchBalance()).info.result.list[0].coin
  expect(rows.find((row: { coin: string }) => row.coin === 'USDT')).toMatchObject({
    walletBalance: '-12500.75',
    borrowAmount: '12500.750000000000000000',
    accruedInterest: '1.23450067',
  })
})

it('says that an account whose positions are all isolated is in isolated mode, and gives no totals for it', async () => {
  const exchange = client('bybit', simulator, simulator.ledger('bybit', 'all-isolated'), { marketsFrom: master })
  const [{ result }, balance] = await Promise.all([exchange.request('v5/account/info', 'private'), exchange.fetchBalance()])
  expect(result.marginMode).toBe('ISOLATED_MARGIN')
  expect(balance.info.result.list[0].totalInitialMargin).toBe('')
})
