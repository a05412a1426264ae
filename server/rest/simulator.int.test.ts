import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allScenarios } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { Decimal } from '../domain/decimal'
import { createCcxtExchanges } from '../exchanges'
import { createLog } from '../log'
import { testApi } from './testing'

/** The whole product but its pages: REST → services → real ccxt → simulated exchange, row by row against the ledger. */

const VENUES = ['binance', 'bybit', 'okx'] as const
const LEDGERS = allScenarios(VENUES).filter(({ prices }) => !prices)
/** Coins that ccxt calls otherwise than the exchange. */
const RENAMED: Record<string, string> = { 'binance YOYO': 'YOYOW', 'okx AE': 'AET' }

type Row = Record<string, unknown> & { symbol: string; asset_type: string; size: number }

let simulator: RunningSimulator
let api: Awaited<ReturnType<typeof testApi>>

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true })
  simulator.limiter.scale(50)
  api = await testApi({
    exchanges: createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 }),
  })
})
afterAll(async () => {
  await api.close()
  await simulator.close()
})

describe.each(LEDGERS.map((ledger) => [ledger.venue, ledger.scenario] as const))('%s %s', (venue, scenario) => {
  it('is answered row by row as its ledger has it, live and cached alike', async () => {
    const ledger = simulator.ledger(venue, scenario)
    const { apiKey, apiSecret, passphrase } = ledger.key
    const name = `${venue} ${scenario}`
    const created = await api.call('POST', '/api/accounts/', {
      body: { name, exchange: venue, api_key: apiKey, api_secret: apiSecret, passphrase },
    })
    expect(created.status, JSON.stringify(created.body)).toBe(201)

    const query = `account_names=${encodeURIComponent(name)}`
    const live = await api.call('GET', '/api/balances/', { query })
    const rows = (live.body as Record<string, { assets: Row[] }>)[name]?.assets ?? []
    const cached = await api.call('GET', '/api/sor/get_cached_account_balance', { query })
    const [balance] = (cached.body as { balances: { assets: (Row & { entry_price: number | null })[] }[] }).balances
    const stored = balance?.assets ?? []
    expect(stored.map((row) => Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, row[key]])))).toEqual(rows)

    const held = new Map<string, Decimal>()
    const add = (coin: string, amount: Decimal) => held.set(coin, (held.get(coin) ?? new Decimal(0)).plus(amount))
    for (const { coin, balance: amount } of ledger.tokens) add(RENAMED[`${venue} ${coin}`] ?? coin, new Decimal(amount))
    // OKX takes the margin of isolated positions out of the cash balance, in the coin that settles them.
    if (venue === 'okx') {
      for (const position of ledger.positions) {
        if (position.isolatedMargin)
          add(
            position.market.includes('-USDT') ? 'USDT' : (position.market.split('-')[0] ?? ''),
            new Decimal(position.isolatedMargin).negated(),
          )
      }
    }
    const answered = new Map<string, number>()
    for (const { asset_type, symbol, size } of rows) {
      if (asset_type === 'token') answered.set(symbol, (answered.get(symbol) ?? 0) + size)
    }
    const known = [...held].filter(([, amount]) => !amount.isZero())
    expect(
      [...answered]
        .filter(([, size]) => size !== 0)
        .map(([coin]) => coin)
        .sort(),
    ).toEqual(known.map(([coin]) => coin).sort())
    for (const [coin, amount] of known) expect(answered.get(coin), coin).toBeCloseTo(amount.toNumber(), 8)

    const positions = stored.filter(({ asset_type }) => asset_type === 'position')
    expect(positions).toHaveLength(ledger.positions.length)
    for (const { market, entryPrice, contracts, leverage, side } of ledger.positions) {
      const row = positions.find(
        (candidate) => candidate.entry_price === Number(entryPrice) && candidate.size < 0 === contracts.startsWith('-'),
      )
      expect(row, market).toMatchObject({
        position_side: side,
        ...(row?.market_type !== 'option' && { leverage: Number(leverage) }),
      })
    }
  })
})
