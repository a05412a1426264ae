import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerPosition } from '../ledger'
import { allScenarios, scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

const NAMES = scenarioNames('okx')

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7, ledgers: allScenarios(['okx']) })
  master = client('okx', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => simulator.limiter.clear())
afterAll(() => simulator.close())

const number = (value: unknown) => new Decimal(String(value))
const connect = (name: string) => client('okx', simulator, simulator.ledger('okx', name), { marketsFrom: master })

/** Every coin, also with nothing in it. */
function amounts(rows: Iterable<[string, unknown]>): Record<string, string> {
  return Object.fromEntries([...rows].map(([coin, amount]) => [coin, number(amount).toFixed()]))
}

const inWallet = (ledger: Ledger, wallet: string) => ledger.tokens.filter((t) => t.wallet === wallet)
const code = (id: string) => master.safeCurrencyCode(id) ?? ''
const expected = (ledger: Ledger, wallet: string) => amounts(inWallet(ledger, wallet).map((t) => [code(t.coin), t.balance]))

const nameOf = (market: string, isLong: boolean, mode: string) => `${market} ${isLong ? 'long' : 'short'} ${mode}`
const ledgerName = (p: LedgerPosition) => nameOf(p.market, number(p.contracts).greaterThan(0), p.marginMode)

it('has all situations that the demo shows', () => {
  expect(NAMES).toEqual(
    expect.arrayContaining([
      'borrowed',
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
  expect(simulator.ledger('okx', 'two-hundred-assets').tokens).toHaveLength(200)
})

describe.each(NAMES)('%s', (name) => {
  it('gives ccxt the ledger’s coins of every account', async () => {
    const ledger = simulator.ledger('okx', name)
    const exchange = connect(name)
    const [funding, savings, staking] = await Promise.all([
      exchange.fetchBalance({ type: 'funding' }),
      exchange.request('finance/savings/balance', 'private'),
      exchange.request('finance/staking-defi/orders-active', 'private'),
    ])
    expect(amounts(Object.entries(funding.total ?? {}))).toEqual(expected(ledger, 'funding'))
    expect(amounts(Object.entries(funding.used ?? {}))).toEqual(
      amounts(inWallet(ledger, 'funding').map((t) => [t.coin, t.locked ?? '0'])),
    )
    expect(amounts(savings.data.map((r: Record<string, string>) => [r.ccy, r.amt]))).toEqual(expected(ledger, 'earn'))
    const staked = staking.data.map((r: { ccy: string; investData: { amt: string }[] }) => [r.ccy, r.investData[0]?.amt])
    expect(amounts(staked)).toEqual(expected(ledger, 'staking'))
  })

  it('gives ccxt the ledger’s trading account: equity is cash, isolated margin, profit and options', async () => {
    const ledger = simulator.ledger('okx', name)
    const exchange = connect(name)
    const [balance, positions] = await Promise.all([exchange.fetchBalance(), exchange.fetchPositions()])
    const [account] = balance.info.data
    expect(account.details.map((d: { ccy: string }) => d.ccy).sort()).toEqual(
      inWallet(ledger, 'trading')
        .map((t) => t.coin)
        .sort(),
    )
    for (const row of account.details) {
      const token = inWallet(ledger, 'trading').find((t) => t.coin === row.ccy)
      const mine = positions.map((p) => p.info).filter((p) => p.ccy === row.ccy)
      const put = sum(mine.map((p) => p.margin || '0'))
      const options = sum(mine.map((p) => p.optVal || '0'))
      const profit = sum(mine.filter((p) => p.instType !== 'OPTION').map((p) => p.upl))
      expect(number(row.cashBal).plus(put)).toEqual(number(token?.balance))
      expect(number(row.liab)).toEqual(number(token?.borrowed ?? 0))
      expect(number(row.interest)).toEqual(number(token?.interest ?? 0))
      expect(number(row.upl).minus(profit).abs().toNumber()).toBeLessThan(1e-12)
      const equity = number(token?.balance).plus(profit).plus(options)
      const totals = new Map(Object.entries(balance.total ?? {}))
      expect(
        number(totals.get(code(row.ccy)))
          .minus(equity)
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-12)
    }
    const values = sum(account.details.map((d: { eqUsd: string }) => d.eqUsd))
    expect(values.minus(account.totalEq).abs().toNumber()).toBeLessThan(1e-9)
  })

  it('gives ccxt the ledger’s positions', async () => {
    const ledger = simulator.ledger('okx', name)
    const exchange = connect(name)
    const positions = await exchange.fetchPositions()
    const byName = new Map(positions.map((p) => [nameOf(p.info.instId, p.side === 'long', p.marginMode ?? ''), p]))
    expect([...byName.keys()].sort()).toEqual(ledger.positions.map(ledgerName).sort())
    for (const position of ledger.positions) {
      const parsed = byName.get(ledgerName(position))
      expect(number(parsed?.contracts)).toEqual(number(position.contracts).abs())
      expect(number(parsed?.entryPrice)).toEqual(number(position.entryPrice))
      expect(parsed?.hedged).toBe(ledger.positionMode === 'hedge')
      const { type, inverse } = exchange.market(parsed?.symbol ?? '')
      if (type === 'option') continue
      expect(number(parsed?.leverage)).toEqual(number(position.leverage))
      if (position.isolatedMargin) expect(number(parsed?.collateral)).toEqual(number(position.isolatedMargin))
      const size = number(position.contracts)
        .abs()
        .times(parsed?.contractSize ?? 0)
      const mark = parsed?.markPrice ?? 0
      const value = inverse ? size : size.times(mark).times(parsed?.info.usdPx)
      expect(number(parsed?.info.notionalUsd).minus(value).abs().toNumber()).toBeLessThan(1e-9)
      if (position.marginMode === 'cross') {
        const settle = inverse ? size.div(mark) : size.times(mark)
        expect(number(parsed?.initialMargin).minus(settle.div(position.leverage)).abs().toNumber()).toBeLessThan(1e-12)
      }
    }
  })

  it('tells position mode and leverage', async () => {
    const ledger = simulator.ledger('okx', name)
    const exchange = connect(name)
    expect((await exchange.fetchPositionMode()).hedged).toBe(ledger.positionMode === 'hedge')
    for (const position of ledger.positions) {
      const symbol = exchange.safeSymbol(position.market)
      if (exchange.market(symbol).type === 'option') continue
      const told = await exchange.fetchLeverage(symbol, { marginMode: position.marginMode })
      const leverage = position.side === 'short' ? told.shortLeverage : told.longLeverage
      expect(Number(leverage)).toBe(Number(position.leverage))
    }
  })
})

it('gives margins by currency or for the whole account, as the account’s level has it', async () => {
  const [single, multi] = await Promise.all([connect('leveraged-long').fetchBalance(), connect('hedged-desk').fetchBalance()])
  const [one] = single.info.data
  const [several] = multi.info.data
  const usdt = (account: { details: Record<string, string>[] }) => account.details.find((d) => d.ccy === 'USDT')
  expect([one.imr, one.adjEq, usdt(several)?.imr]).toEqual(['', '', ''])
  expect(Number(usdt(one)?.imr)).toBeGreaterThan(0)
  expect(Number(several.imr)).toBeGreaterThan(0)
  expect((await connect('hedged-desk').fetchAccounts())[0]).toMatchObject({ type: '3', info: { label: 'Basis desk' } })
})
