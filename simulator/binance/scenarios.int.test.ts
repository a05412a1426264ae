import type { Exchange as CcxtExchange, Position } from 'ccxt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerPosition } from '../ledger'
import { allScenarios, scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

const NAMES = scenarioNames('binance')

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7, ledgers: allScenarios(['binance']) })
  master = client('binance', simulator, null)
  await master.loadMarkets()
})

afterAll(() => simulator.close())

const number = (value: unknown) => new Decimal(String(value))
const connect = (name: string) => client('binance', simulator, simulator.ledger('binance', name), { marketsFrom: master })
const isPortfolio = (name: string) => simulator.ledger('binance', name).mode === 'portfolio-margin'

/** Coins with something in them. */
function held(total: object = {}): Record<string, string> {
  const amounts = Object.entries(total).map(([coin, amount]) => [coin, number(amount ?? 0).toFixed()])
  return Object.fromEntries(amounts.filter(([, amount]) => amount !== '0'))
}

/** By ccxt's own codes; several isolated wallets may hold one coin. */
function expected(
  ledger: Ledger,
  test: (wallet: string) => boolean,
  amount = (t: Ledger['tokens'][number]) => number(t.balance),
) {
  const coins = new Map<string, Decimal>()
  for (const token of ledger.tokens.filter((t) => test(t.wallet))) {
    const code = master.safeCurrencyCode(token.coin) ?? ''
    coins.set(code, (coins.get(code) ?? new Decimal(0)).plus(amount(token)))
  }
  return held(Object.fromEntries([...coins].map(([coin, value]) => [coin, value.toFixed()])))
}

const onBooks = (t: Ledger['tokens'][number]) => number(t.balance).plus(t.borrowed ?? 0)
const owed = (t: Ledger['tokens'][number]) => number(t.borrowed ?? 0)

const nameOf = (market: string, isLong: boolean) => `${market} ${isLong ? 'long' : 'short'}`
const ledgerName = (p: LedgerPosition) => nameOf(p.market, number(p.contracts).greaterThan(0))

async function positionsOf(exchange: CcxtExchange, params = {}): Promise<Position[]> {
  const [linear, inverse] = await Promise.all([
    exchange.fetchPositions(undefined, { subType: 'linear', ...params }),
    exchange.fetchPositions(undefined, { subType: 'inverse', ...params }),
  ])
  return [...linear, ...inverse]
}

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
      'portfolio-margin',
      'two-hundred-assets',
    ]),
  )
  expect(simulator.ledger('binance', 'two-hundred-assets').tokens).toHaveLength(200)
})

describe.each(NAMES)('%s', (name) => {
  it('gives ccxt the ledger’s coins of spot, funding and savings', async () => {
    const ledger = simulator.ledger('binance', name)
    const exchange = connect(name)
    const [spot, funding] = await Promise.all([
      exchange.fetchBalance({ type: 'spot' }),
      exchange.fetchBalance({ type: 'funding' }),
    ])
    const receipts = expected(ledger, (w) => w === 'earn-flexible')
    expect(held(spot.total)).toEqual({
      ...expected(ledger, (w) => w === 'spot'),
      ...Object.fromEntries(Object.entries(receipts).map(([coin, amount]) => [`LD${coin}`, amount])),
    })
    expect(held(spot.used)).toEqual(
      expected(
        ledger,
        (w) => w === 'spot',
        (t) => number(t.locked ?? 0),
      ),
    )
    expect(held(funding.total)).toEqual(expected(ledger, (w) => w === 'funding'))
    for (const kind of ['flexible', 'locked']) {
      const answer = await exchange.request(`simple-earn/${kind}/position`, 'sapi', 'GET', { size: 100 })
      const rows = answer.rows.map((row: Record<string, string>) => [row.asset, row.totalAmount ?? row.amount])
      expect(held(Object.fromEntries(rows))).toEqual(expected(ledger, (w) => w === `earn-${kind}`))
      expect(Number(answer.total)).toBe(rows.length)
    }
  })

  it('gives ccxt the ledger’s coins and debts of cross and isolated margin', async () => {
    const ledger = simulator.ledger('binance', name)
    const exchange = connect(name)
    const [cross, isolated] = await Promise.all([
      exchange.fetchBalance({ type: 'margin' }),
      exchange.fetchBalance({ marginMode: 'isolated' }),
    ])
    const isIsolated = (wallet: string) => wallet.startsWith('isolated:')
    expect(held(cross.total)).toEqual(expected(ledger, (w) => w === 'margin', onBooks))
    expect(held((cross as { debt?: object }).debt)).toEqual(expected(ledger, (w) => w === 'margin', owed))
    expect(held(isolated.total)).toEqual(expected(ledger, isIsolated, onBooks))
    expect(held((isolated as { debt?: object }).debt)).toEqual(expected(ledger, isIsolated, owed))
    for (const row of cross.info.userAssets) {
      const token = ledger.tokens.find((t) => t.wallet === 'margin' && t.coin === row.asset)
      expect(number(row.netAsset)).toEqual(number(token?.balance ?? 0))
    }
  })

  it('gives ccxt the ledger’s futures coins and positions', async () => {
    const ledger = simulator.ledger('binance', name)
    const params = isPortfolio(name) ? { portfolioMargin: true } : {}
    const exchange = connect(name)
    const positions = await positionsOf(exchange, params)
    const byName = new Map(positions.map((p) => [nameOf(p.info.symbol, p.side === 'long'), p]))
    expect([...byName.keys()].sort()).toEqual(ledger.positions.map(ledgerName).sort())
    for (const position of ledger.positions) {
      const parsed = byName.get(ledgerName(position))
      expect(number(parsed?.contracts)).toEqual(number(position.contracts).abs())
      expect(number(parsed?.entryPrice)).toEqual(number(position.entryPrice))
      expect(parsed?.hedged).toBe(ledger.positionMode === 'hedge')
      if (!isPortfolio(name)) expect(parsed?.marginMode).toBe(position.marginMode)
      if (position.isolatedMargin)
        expect(number(parsed?.collateral)).toEqual(number(position.isolatedMargin).plus(parsed?.unrealizedPnl ?? 0))
      const size = number(position.contracts).times(parsed?.contractSize ?? 0)
      const mark = parsed?.markPrice ?? 0
      const value = exchange.market(parsed?.symbol ?? '').inverse ? size.div(mark) : size.times(mark)
      expect(number(parsed?.notional)).toEqual(value.abs().toDecimalPlaces(8, Decimal.ROUND_DOWN))
    }
  })
})

describe.each(NAMES.filter((name) => name !== 'portfolio-margin'))('futures of %s', (name) => {
  it('agree with themselves: a coin holds its positions’ profit and margins, wallets add up', async () => {
    const ledger = simulator.ledger('binance', name)
    const exchange = connect(name)
    for (const [subType, wallet] of [
      ['linear', 'usdm'],
      ['inverse', 'coinm'],
    ]) {
      const { info, total } = await exchange.fetchBalance({ type: 'swap', subType })
      expect(new Set(Object.keys(held(total)))).toEqual(
        new Set(ledger.tokens.filter((t) => t.wallet === wallet).map((t) => t.coin)),
      )
      for (const row of info.assets) {
        const token = ledger.tokens.find((t) => t.wallet === wallet && t.coin === row.asset)
        expect(number(row.walletBalance)).toEqual(number(token?.balance ?? 0))
        expect(number(row.marginBalance)).toEqual(number(row.walletBalance).plus(row.unrealizedProfit))
        const mine = info.positions.filter((p: { symbol: string }) => settleOf(exchange, p.symbol) === row.asset)
        for (const field of ['unrealizedProfit', 'initialMargin', 'maintMargin'])
          expect(sum(mine.map((p: Record<string, string>) => p[field])).toFixed(8)).toBe(row[field])
      }
    }
  })

  it('tell leverage and margin mode of each open market', async () => {
    const ledger = simulator.ledger('binance', name)
    const exchange = connect(name)
    const [linear, inverse, v2] = await Promise.all([
      exchange.fetchLeverages(undefined, { subType: 'linear' }),
      exchange.fetchLeverages(undefined, { subType: 'inverse' }),
      exchange.fetchPositions(undefined, { useV2: true }),
    ])
    for (const position of ledger.positions) {
      const symbol = exchange.safeSymbol(position.market, undefined, undefined, 'contract')
      const told = { ...linear, ...inverse }[symbol]
      expect(told?.marginMode).toBe(position.marginMode)
      expect([told?.longLeverage, told?.shortLeverage].map(Number)).toContain(Number(position.leverage))
      const parsed = v2.find((p) => p.symbol === symbol)
      if (position.wallet === 'usdm') expect(number(parsed?.leverage)).toEqual(number(position.leverage))
    }
    const { hedged } = await exchange.fetchPositionMode()
    expect(hedged).toBe(ledger.positionMode === 'hedge')
  })
})

function settleOf(exchange: CcxtExchange, id: string): string | undefined {
  return exchange.safeMarket(id, undefined, undefined, 'contract').settleId
}

it('reproduces the contract’s sample to the last decimal', async () => {
  const exchange = connect('contract-sample')
  const balance = await exchange.fetchBalance({ type: 'swap', subType: 'linear' })
  const usdt = balance.info.assets.find((row: { asset: string }) => row.asset === 'USDT')
  expect(usdt).toMatchObject({
    walletBalance: '1414.06039641',
    unrealizedProfit: '11.02638782',
    initialMargin: '155.72429442',
    maintMargin: '3.32015061',
    marginBalance: '1425.08678423',
  })
  const rows = await exchange.fetchPositions()
  const [btc] = rows.filter((p) => p.symbol === 'BTC/USDT:USDT')
  expect(btc?.info).toMatchObject({
    positionAmt: '0.021',
    unRealizedProfit: '7.87343483',
    initialMargin: '114.59134696',
    maintMargin: '2.29182693',
    isolatedMargin: '0',
  })
  const notional = number(btc?.info.notional)
  expect(notional.toFixed(6)).toBe('572.956735')
  const all = sum(rows.map((p) => p.info.notional)).plus(usdt.walletBalance)
  expect(number(usdt.walletBalance).div(all).toFixed(6)).toBe('0.644900')
  expect(notional.div(all).toFixed(6)).toBe('0.261304')
  const [leverage] = Object.values(await exchange.fetchLeverages(['BTC/USDT:USDT']))
  expect(Number(leverage?.longLeverage)).toBe(5)
  // One USDT is one dollar: a bitcoin costs the same in both.
  const [tether, dollar] = await Promise.all([exchange.fetchTicker('BTC/USDT'), exchange.fetchTicker('BTC/USD:BTC')])
  expect(number(tether.last)).toEqual(number(dollar.last))
})

describe('portfolio margin', () => {
  it('answers under its own interface alone', async () => {
    const exchange = connect('portfolio-margin')
    await expect(exchange.fetchBalance({ type: 'swap', subType: 'linear' })).rejects.toThrow('-2015')
    await expect(connect('hedged-desk').fetchBalance({ portfolioMargin: true })).rejects.toThrow('-2015')
    const info = await exchange.request('account/info', 'sapi')
    expect(info.isPortfolioMarginRetailEnabled).toBe(true)
  })

  it('adds up wallets, debts and profit to the equity that it reports', async () => {
    const exchange = connect('portfolio-margin')
    const ledger = simulator.ledger('binance', 'portfolio-margin')
    const [{ info: rows }, account] = await Promise.all([
      exchange.fetchBalance({ portfolioMargin: true }),
      exchange.request('account', 'papi'),
    ])
    let equity = new Decimal(0)
    for (const row of rows) {
      const balanceIn = (wallet: string) => ledger.tokens.find((t) => t.wallet === wallet && t.coin === row.asset)?.balance ?? '0'
      expect(number(row.umWalletBalance)).toEqual(number(balanceIn('usdm')))
      expect(number(row.cmWalletBalance)).toEqual(number(balanceIn('coinm')))
      const margin = number(row.crossMarginAsset).minus(row.crossMarginBorrowed).minus(row.crossMarginInterest)
      expect(margin).toEqual(number(balanceIn('margin')))
      const profit = number(row.umUnrealizedPNL).plus(row.cmUnrealizedPNL)
      const coins = margin.plus(row.umWalletBalance).plus(row.cmWalletBalance).plus(profit)
      equity = equity.plus(coins.times(row.asset === 'USDT' ? 1 : ((await exchange.fetchTicker(`${row.asset}/USDT`)).last ?? 0)))
    }
    expect(equity.div(account.accountEquity).minus(1).abs().toNumber()).toBeLessThan(0.001)
  })
})
