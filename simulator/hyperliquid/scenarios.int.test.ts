import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Decimal, sum } from '../decimal'
import { HIP3_DEXES } from '../markets/hyperliquid'
import { scenarioNames } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 3 })
  master = client('hyperliquid', simulator, null)
  await master.loadMarkets()
})

afterAll(() => simulator.close())

const number = (value: unknown) => new Decimal(String(value))

/** ccxt's type of a balance's part says less than it is: amounts by code. */
const coins = (part: object = {}) => part as Record<string, string>

function connect(name: string) {
  const exchange = client('hyperliquid', simulator, simulator.ledger('hyperliquid', name), { marketsFrom: master })
  for (const key of ['hip3TokensByName', 'cachedCurrenciesById', 'spotCurrencyMapping'])
    exchange.options[key] = master.options[key]
  return exchange
}

async function allPositions(exchange: CcxtExchange) {
  const calls = [{}, ...HIP3_DEXES.map((dex) => ({ dex: dex.name }))]
  return (await Promise.all(calls.map((params) => exchange.fetchPositions(undefined, params)))).flat()
}

it('has spot, perpetuals, and perpetuals of other exchanges on the chain', () => {
  expect(master.market('BTC/USDC:USDC').limits.leverage?.max).toBe(40)
  expect(master.market('BTC/USDC').id).toMatch(/^@\d+$/)
  expect(master.market('PURR/USDC').id).toBe('PURR/USDC')
  expect(master.market('FLX-CRCL/USDH:USDH').info.dex).toBe('flx')
  expect(Object.keys(master.markets ?? {}).length).toBeGreaterThan(230)
})

describe.each(scenarioNames('hyperliquid'))('%s', (name) => {
  it('gives ccxt the ledger’s coins and positions', async () => {
    const ledger = simulator.ledger('hyperliquid', name)
    const exchange = connect(name)
    const spot = await exchange.fetchBalance({ type: 'spot' })
    const positions = await allPositions(exchange)
    // The total of a unified account has the profit in it.
    const profit = (coin: string) =>
      sum(positions.filter((p) => exchange.market(p.symbol).settle === coin).map((p) => String(p.info.position.unrealizedPnl)))
    const expected = ledger.tokens
      .filter((t) => t.wallet === 'spot' || t.wallet === 'unified')
      .map((t) => [
        exchange.options.spotCurrencyMapping[t.coin] ?? t.coin,
        number(t.balance)
          .plus(t.wallet === 'unified' ? profit(t.coin) : 0)
          .toFixed(),
      ])
    expect(Object.entries(coins(spot.total)).map(([coin, amount]) => [coin, number(amount).toFixed()])).toEqual(expected)
    expect(positions.length).toBe(ledger.positions.length)
    for (const position of ledger.positions) {
      const parsed = positions.find((p) => p.info.position.coin === position.market)
      expect(number(parsed?.info.position.szi)).toEqual(number(position.contracts))
      expect(parsed?.side).toBe(position.contracts.startsWith('-') ? 'short' : 'long')
      expect(number(parsed?.entryPrice)).toEqual(number(position.entryPrice))
      expect(number(parsed?.leverage)).toEqual(number(position.leverage))
      expect(parsed?.marginMode).toBe(position.marginMode)
      if (position.isolatedMargin) expect(number(parsed?.initialMargin)).toEqual(number(position.isolatedMargin))
    }
  })
})

it('adds up: account value is the money put in and all profit, cross is what is not isolated, raw is without positions', async () => {
  const [money] = simulator.ledger('hyperliquid', 'isolated-and-cross').tokens
  const { info } = await connect('isolated-and-cross').fetchBalance()
  const rows: {
    szi: string
    positionValue: string
    unrealizedPnl: string
    marginUsed: string
    leverage: { type: string; rawUsd?: string }
  }[] = info.assetPositions.map((row: { position: object }) => row.position)
  const value = sum(rows.map((row) => row.unrealizedPnl)).plus(money?.balance ?? 0)
  expect(number(info.marginSummary.accountValue)).toEqual(value)
  const [isolated] = rows.filter((row) => row.leverage.type === 'isolated')
  expect(number(info.crossMarginSummary.accountValue)).toEqual(value.minus(isolated?.marginUsed ?? 0))
  const signed = sum(rows.map((row) => (row.szi.startsWith('-') ? `-${row.positionValue}` : row.positionValue)))
  expect(number(info.marginSummary.totalRawUsd)).toEqual(value.minus(signed))
  expect(number(isolated?.leverage.rawUsd)).toEqual(number(isolated?.marginUsed).plus(isolated?.positionValue ?? 0))
})

it('keeps a unified account’s money and its profit in the spot state alone', async () => {
  const exchange = connect('unified-account')
  const swap = await exchange.fetchBalance()
  const profit = sum((await exchange.fetchPositions()).map((p) => String(p.info.position.unrealizedPnl)))
  expect(profit.isZero()).toBe(false)
  expect(number(coins(swap.total).USDC)).toEqual(profit.plus('20410.75'))
  expect(swap.total).toMatchObject({ HYPE: '310.2' })
  const margins = sum((await exchange.fetchPositions()).map((p) => String(p.initialMargin)))
  expect(Number(coins(swap.used).USDC)).toBeCloseTo(margins.toNumber(), 5)
  const perp = await exchange.fetchBalance({ enableUnifiedMargin: false })
  expect(number(coins(perp.total).USDC).isZero()).toBe(true)
})

it('reads any address, also one that nobody uses, and refuses what is no address', async () => {
  const stranger = client('hyperliquid', simulator, null, { marketsFrom: master })
  Object.assign(stranger, { walletAddress: `0x${'12'.repeat(20)}` })
  expect(await stranger.fetchPositions()).toEqual([])
  const wrong = await fetch(`${simulator.url}/api.hyperliquid.xyz/info`, {
    method: 'POST',
    body: JSON.stringify({ type: 'clearinghouseState', user: 'me' }),
  })
  expect(wrong.status).toBe(422)
})

describe('recorded answers', () => {
  const record = z.record(z.string(), z.unknown())
  const entries = z
    .object({ entries: z.array(z.object({ description: z.string(), httpResponse: record })) })
    .parse(
      JSON.parse(readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../fixtures/hyperliquid.json'), 'utf8')),
    ).entries
  const recorded = (description: string) => entries.find((entry) => entry.description === description)?.httpResponse

  /** Nested keys with the kind of each value; numbers and numbers in strings are one kind (ccxt reads both as strings). */
  function form(value: unknown): unknown {
    if (Array.isArray(value)) return value.slice(0, 1).map(form)
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([key, item]) => [key, form(item)]),
      )
    if (value === null) return 'null'
    return typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(String(value)) ? 'number' : typeof value
  }

  it.each([
    ['hip3', 'fetch hip3 positions', { dex: 'flx' }],
    ['isolated-and-cross', 'isolated short position', {}],
    ['empty', 'swap balance', {}],
  ])('%s has the form of “%s”', async (name, description, params) => {
    const { info } = await connect(name).fetchBalance(params)
    expect(form(info)).toEqual(form(recorded(description)))
  })

  it('spot balances have the recorded form', async () => {
    const { info } = await connect('hedged-desk').fetchBalance({ type: 'spot' })
    expect(form(info)).toEqual(form(recorded('spot balance with correct currency codes')))
  })
})
