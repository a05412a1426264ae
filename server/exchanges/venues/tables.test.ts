import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { tableOf } from '../reading/tables'
import { market, type TestMarket } from './recordings.testing'

/** Tables of some markets, of an exchange that answers this; and what it was asked. */
async function tablesOf(
  exchange: string,
  markets: (TestMarket & Record<string, unknown>)[],
  answer: (url: URL, body: string | undefined) => unknown,
  { now = () => new Date('2026-01-01T00:00:00Z') }: { now?: () => Date } = {},
) {
  const asked: string[] = []
  const port = createCcxtExchanges({
    ...{ log: pino({ level: 'silent' }), now },
    markets: () => markets.map(({ symbol, id, ...more }) => ({ ...market({ symbol, id, ...more }), ...more, active: true })),
    transport: async ({ url, body }) => {
      asked.push(new URL(url).pathname)
      return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(answer(new URL(url), body)) }
    },
  })
  const credentials = { apiKey: 'key', apiSecret: 'c2VjcmV0', password: 'word', walletAddress: `0x${'1'.repeat(40)}` }
  const connection = { exchange, credentials, sandbox: false, options: {} }
  const read = (...pairs: string[]) => port.maintenanceTables?.(connection, pairs, new AbortController().signal)
  return { asked, read }
}

const linear = { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }
const inverse = { symbol: 'BTC/USD:BTC', id: 'BTCUSD' }

describe('tables of maintenance margins, as each exchange documents its answer', () => {
  it('Binance: notional of USD-M, coins of COIN-M whose floor is spelt in two ways; none that is adjusted for a customer', async () => {
    const brackets = (names: [string, string], symbol: string, coef?: number) => ({
      symbol,
      ...(coef && { notionalCoef: coef }),
      brackets: [
        { bracket: 1, initialLeverage: 75, [names[0]]: 10000, [names[1]]: 0, maintMarginRatio: 0.0065, cum: 0 },
        { bracket: 2, initialLeverage: 50, [names[0]]: 50000, [names[1]]: 10000, maintMarginRatio: 0.01, cum: 35 },
      ],
    })
    let coef: number | undefined
    const { read } = await tablesOf('binance', [linear, { ...inverse, id: 'BTCUSD_PERP' }], (url) =>
      url.pathname.includes('leverageBracket')
        ? url.pathname.startsWith('/fapi')
          ? brackets(['notionalCap', 'notionalFloor'], 'BTCUSDT', coef)
          : [brackets(['qtyCap', 'qtylFloor'], 'BTCUSD_PERP')]
        : { isPortfolioMarginRetailEnabled: false },
    )
    const steps = [
      { from: '0', rate: '0.0065' },
      { from: '10000', rate: '0.01' },
    ]
    expect(Object.fromEntries((await read('BTC:PERP-USDT', 'BTC:PERP-USD')) ?? [])).toEqual({
      'BTC:PERP-USDT': { unit: 'quote', by: 'slice', steps },
      'BTC:PERP-USD': { unit: 'base', by: 'slice', steps },
    })
    coef = 1.5
    expect([...((await read('BTC:PERP-USDT', 'BTC:PERP-USD'))?.keys() ?? [])]).toEqual(['BTC:PERP-USD'])
  })

  it('Bybit: shares, or per cent as its documentation writes them; deductions make slices', async () => {
    const row = (symbol: string, upTo: string, rate: string, initial: string, leverage: string, deduction = '') => ({
      ...{ id: 1, symbol, riskLimitValue: upTo, maintenanceMargin: rate, initialMargin: initial },
      ...{ isLowestRisk: 1, maxLeverage: leverage, mmDeduction: deduction },
    })
    const lists: Record<string, unknown[]> = {
      BTCUSD: [row('BTCUSD', '150', '0.5', '1', '100.00'), row('BTCUSD', '300', '1', '2', '50.00')],
      BTCUSDT: [
        row('BTCUSDT', '2000000', '0.005', '0.01', '100.00'),
        row('BTCUSDT', '2600000', '0.0056', '0.0111', '90.00', '1200'),
      ],
    }
    const { read } = await tablesOf('bybit', [linear, inverse], (url) => ({
      ...{ retCode: 0, retMsg: 'OK' },
      result: { category: 'linear', list: lists[url.searchParams.get('symbol') ?? ''] ?? [] },
    }))
    expect(Object.fromEntries((await read('BTC:PERP-USDT', 'BTC:PERP-USD')) ?? [])).toEqual({
      'BTC:PERP-USDT': {
        ...{ unit: 'quote', by: 'slice' },
        steps: [
          { from: '0', rate: '0.005' },
          { from: '2000000', rate: '0.0056' },
        ],
      },
      'BTC:PERP-USD': {
        ...{ unit: 'base', by: 'whole' },
        steps: [
          { from: '0', rate: '0.005' },
          { from: '150', rate: '0.01' },
        ],
      },
    })
  })

  it('OKX: contracts, which are coins or dollars; of cross positions', async () => {
    const { read } = await tablesOf(
      'okx',
      [
        { symbol: 'BTC/USDT:USDT', id: 'BTC-USDT-SWAP', contractSize: '0.01' },
        { symbol: 'BTC/USD:BTC', id: 'BTC-USD-SWAP', contractSize: '100' },
      ],
      (url) => ({
        code: '0',
        data: [
          { instFamily: url.searchParams.get('instFamily'), instId: '', minSz: '0', maxSz: '1000', mmr: '0.004', tier: '1' },
          { instFamily: url.searchParams.get('instFamily'), instId: '', minSz: '1001', maxSz: '5000', mmr: '0.006', tier: '2' },
        ],
      }),
    )
    expect(Object.fromEntries((await read('BTC:PERP-USDT', 'BTC:PERP-USD')) ?? [])).toEqual({
      'BTC:PERP-USDT': {
        ...{ unit: 'base', by: 'whole', only: 'cross' },
        steps: [
          { from: '0', rate: '0.004' },
          { from: '10.01', rate: '0.006' },
        ],
      },
      'BTC:PERP-USD': {
        ...{ unit: 'quote', by: 'whole', only: 'cross' },
        steps: [
          { from: '0', rate: '0.004' },
          { from: '100100', rate: '0.006' },
        ],
      },
    })
  })

  it('Bitget and Gate: linear contracts alone; Gate deducts, Bitget does not', async () => {
    const bitget = await tablesOf('bitget', [linear, inverse], () => ({
      code: '00000',
      data: [
        { symbol: 'BTCUSDT', level: '1', startUnit: '0', endUnit: '150000', leverage: '125', keepMarginRate: '0.004' },
        { symbol: 'BTCUSDT', level: '2', startUnit: '150000', endUnit: '900000', leverage: '100', keepMarginRate: '0.005' },
      ],
    }))
    const steps = [
      { from: '0', rate: '0.004' },
      { from: '150000', rate: '0.005' },
    ]
    expect(Object.fromEntries((await bitget.read('BTC:PERP-USDT', 'BTC:PERP-USD')) ?? [])).toEqual({
      'BTC:PERP-USDT': { unit: 'quote', by: 'whole', steps },
    })
    const gate = await tablesOf('gate', [{ ...linear, id: 'BTC_USDT' }], () => [
      { tier: 1, risk_limit: '150000', initial_rate: '0.008', maintenance_rate: '0.004', leverage_max: '125', deduction: '0' },
      { tier: 2, risk_limit: '900000', initial_rate: '0.01', maintenance_rate: '0.005', leverage_max: '100', deduction: '150' },
    ])
    expect(Object.fromEntries((await gate.read('BTC:PERP-USDT')) ?? [])).toEqual({
      'BTC:PERP-USDT': { unit: 'quote', by: 'slice', steps },
    })
  })

  it('Hyperliquid: half the initial margin at the highest leverage of each tier; one leverage throughout without a table', async () => {
    const { asked, read } = await tablesOf(
      'hyperliquid',
      [
        { symbol: 'BTC/USDC:USDC', id: '0', baseName: 'BTC' },
        { symbol: 'MEME/USDC:USDC', id: '1', baseName: 'MEME' },
      ],
      () => ({
        universe: [
          { name: 'BTC', szDecimals: 5, maxLeverage: 40, marginTableId: 56 },
          { name: 'MEME', szDecimals: 0, maxLeverage: 5, marginTableId: 5 },
        ],
        marginTables: [
          [
            56,
            {
              description: 'tiered 40x',
              marginTiers: [
                { lowerBound: '0.0', maxLeverage: 40 },
                { lowerBound: '150000000.0', maxLeverage: 20 },
              ],
            },
          ],
        ],
      }),
    )
    expect(Object.fromEntries((await read('BTC:PERP-USDC', 'MEME:PERP-USDC')) ?? [])).toEqual({
      'BTC:PERP-USDC': {
        ...{ unit: 'quote', by: 'slice' },
        steps: [
          { from: '0', rate: '0.0125' },
          { from: '150000000', rate: '0.025' },
        ],
      },
      'MEME:PERP-USDC': { unit: 'quote', by: 'slice', steps: [{ from: '0', rate: '0.1' }] },
    })
    expect(asked).toHaveLength(1)
  })

  it('are nothing where the steps make no table', () => {
    const row = (upTo: string, rate: string) => ({ upTo, rate })
    expect(tableOf('quote', 'slice', [row('100', '0.01'), row('50', '0.005')])?.steps).toEqual([
      { from: '0', rate: '0.005' },
      { from: '50', rate: '0.01' },
    ])
    expect(tableOf('quote', 'slice', [])).toBeNull()
    expect(tableOf('quote', 'slice', [row('100', '40')])).toBeNull()
    expect(tableOf('quote', 'slice', [row('100', '0.01'), row('100', '0.02'), row('200', '0.03')])).toBeNull()
    expect(tableOf('quote', 'slice', [{ from: '10', rate: '0.01' }])).toBeNull()
  })

  it('of everybody are asked for once a day, a market at a time; an exchange without a call tells none', async () => {
    let now = new Date('2026-01-01T00:00:00Z')
    const { asked, read } = await tablesOf(
      'gate',
      [
        { ...linear, id: 'BTC_USDT' },
        { symbol: 'ETH/USDT:USDT', id: 'ETH_USDT' },
      ],
      () => [{ tier: 1, risk_limit: '150000', maintenance_rate: '0.004' }],
      { now: () => now },
    )
    await Promise.all([read('BTC:PERP-USDT'), read('BTC:PERP-USDT')])
    expect(asked).toHaveLength(1)
    await read('BTC:PERP-USDT', 'ETH:PERP-USDT')
    expect(asked).toHaveLength(2)
    now = new Date('2026-01-02T00:00:01Z')
    await read('BTC:PERP-USDT')
    expect(asked).toHaveLength(3)
    const none = await tablesOf('kraken', [linear], () => ({}))
    expect(await none.read('BTC:PERP-USDT')).toBeNull()
  })
})
