import pino from 'pino'
import { expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { market } from './recordings.testing'

/** What is told of two options by an exchange that answers this; and the queries that it was asked. */
async function marks(exchange: string, id: string, settle: string, answer: (path: string, query: URLSearchParams) => unknown) {
  const asked: string[] = []
  const structure = (name: string, strike: number) => ({
    ...market({ symbol: `BTC/USD:${settle}-260327-${strike}-C`, id: name }),
    ...{ type: 'option', option: true, swap: false, contract: true, active: true, quote: settle === 'BTC' ? 'USD' : settle },
    ...{ strike, optionType: 'call', expiry: Date.UTC(2026, 2, 27, 8), inverse: settle === 'BTC', linear: settle !== 'BTC' },
  })
  const port = createCcxtExchanges({
    log: pino({ level: 'silent' }),
    markets: () => [structure(id, 100_000), structure(`${id}-other`, 90_000)],
    transport: async ({ url }) => {
      asked.push(`${new URL(url).pathname}${new URL(url).search}`)
      return {
        status: 200,
        statusText: 'OK',
        headers: {},
        body: JSON.stringify(answer(new URL(url).pathname, new URL(url).searchParams)),
      }
    },
  })
  const credentials = { apiKey: 'key', apiSecret: 'secret', password: 'word' }
  const connection = { exchange, credentials, sandbox: false, options: {} }
  const quote = settle === 'BTC' ? 'USD' : settle
  const pairs = [`BTC:260327-100000-C-${quote}`, `BTC:260327-90000-C-${quote}`]
  const found = await port.optionMarks?.(connection, pairs, new AbortController().signal)
  return { asked, found: found && Object.fromEntries(found) }
}

it('Deribit tells volatilities in per cent, all of a coin in one answer, and Greeks option by option; one without is not known', async () => {
  const rows = [
    { instrument_name: 'BTC-27MAR26-100000-C', mark_iv: 65.3 },
    { instrument_name: 'BTC-27MAR26-100000-C-other', mark_iv: null },
  ]
  const greeks = { delta: 0.43211, gamma: 0.0000123, vega: 98.7654, theta: -45.6, rho: 12 }
  const { asked, found } = await marks('deribit', 'BTC-27MAR26-100000-C', 'BTC', (path) => ({
    jsonrpc: '2.0',
    result: path.endsWith('/ticker') ? { mark_iv: 65.3, greeks } : rows,
  }))
  expect(found).toEqual({
    'BTC:260327-100000-C-USD': {
      volatility: '0.653',
      greeks: { delta: '0.43211', gamma: '0.0000123', vega: '98.7654', theta: '-45.6' },
    },
  })
  expect(asked.filter((path) => path.includes('book_summary'))).toEqual([
    expect.stringMatching(/get_book_summary_by_currency\?currency=BTC&kind=option$/),
  ])
  expect(asked.filter((path) => path.includes('/ticker'))).toHaveLength(2)
})

it('Deribit’s volatility is told where its Greeks are refused, and one that is refused takes none from another', async () => {
  const greeks = { delta: 0.5, gamma: 0.00001, vega: 90, theta: -40 }
  const id = 'BTC-27MAR26-100000-C'
  const rows = [
    { instrument_name: id, mark_iv: 65.3 },
    { instrument_name: `${id}-other`, mark_iv: 60 },
  ]
  const { found } = await marks('deribit', id, 'BTC', (path, query) => {
    if (!path.endsWith('/ticker')) return { jsonrpc: '2.0', result: rows }
    if (query.get('instrument_name') === id) return { jsonrpc: '2.0', error: { code: 13020, message: 'not_found' } }
    return { jsonrpc: '2.0', result: { greeks } }
  })
  expect(found).toEqual({
    'BTC:260327-100000-C-USD': { volatility: '0.653', greeks: null },
    'BTC:260327-90000-C-USD': {
      volatility: '0.6',
      greeks: { delta: '0.5', gamma: '0.00001', vega: '90', theta: '-40' },
    },
  })
})

it('Bybit and OKX tell volatilities as shares; of OKX’ two kinds of Greeks those in dollars are taken', async () => {
  const bybit = await marks('bybit', 'BTC-27MAR26-100000-C-USDT', 'USDT', () => ({
    ...{ retCode: 0, retMsg: 'OK' },
    result: {
      category: 'option',
      list: [
        { symbol: 'BTC-27MAR26-100000-C-USDT', markIv: '0.7567', delta: '0.43', gamma: '0.00002', vega: '51.2', theta: '-33.1' },
        // One that is missing makes all four none.
        { symbol: 'BTC-27MAR26-100000-C-USDT-other', markIv: '0.7', delta: '0.6', gamma: '', vega: '40', theta: '-20' },
      ],
    },
  }))
  expect(bybit.found).toEqual({
    'BTC:260327-100000-C-USDT': {
      volatility: '0.7567',
      greeks: { delta: '0.43', gamma: '0.00002', vega: '51.2', theta: '-33.1' },
    },
    'BTC:260327-90000-C-USDT': { volatility: '0.7', greeks: null },
  })
  // Delta, gamma and theta of OKX' documented answer, read on 2026-11-30: of the same option in both units.
  const inDollars = { deltaBS: '0.9857332101544538', gammaBS: '0.000011933182397798109', thetaBS: '-66.03526900575946' }
  const inCoins = { delta: '0.8310206676289528', gamma: '-1.1965483553276135', theta: '-0.0014131955002093717', vega: '0.1' }
  const okx = await marks('okx', 'BTC-USD-260327-100000-C', 'BTC', () => ({
    ...{ code: '0', msg: '' },
    data: [{ instId: 'BTC-USD-260327-100000-C', markVol: '0.5123', ...inCoins, ...inDollars, vegaBS: '0.71' }],
  }))
  expect(okx.found).toEqual({
    'BTC:260327-100000-C-USD': {
      volatility: '0.5123',
      greeks: {
        ...{ delta: '0.9857332101544538', gamma: '0.000011933182397798109' },
        ...{ vega: '0.71', theta: '-66.03526900575946' },
      },
    },
  })
  expect(okx.asked).toEqual(['/api/v5/public/opt-summary?instFamily=BTC-USD'])
})

it('Gate tells both in one answer for all options on a coin; a delta of more than one coin says that they are of something else', async () => {
  const row = { vega: '41.41202', theta: '-120.1506', rho: '6.52485', gamma: '0.00004' }
  const gate = await marks('gate', 'BTC_USDT-20260327-100000-C', 'USDT', () => [
    { name: 'BTC_USDT-20260327-100000-C', mark_iv: '0.123', delta: '0.33505', ...row },
    { name: 'BTC_USDT-20260327-100000-C-other', mark_iv: '0.2', delta: '33.505', ...row },
  ])
  expect(gate.asked).toEqual(['/api/v4/options/tickers?underlying=BTC_USDT'])
  expect(gate.found).toEqual({
    'BTC:260327-100000-C-USDT': {
      volatility: '0.123',
      greeks: { delta: '0.33505', gamma: '0.00004', vega: '41.41202', theta: '-120.1506' },
    },
    'BTC:260327-90000-C-USDT': { volatility: '0.2', greeks: null },
  })
})

it('Binance tells both of all options in one answer, volatilities as shares', async () => {
  // Of its documented stream of mark prices, 2025-11: Black and Scholes come to a theta a day and a vega of one per cent.
  const told = { markPrice: '770.543', markIV: '0.9408058', delta: '0.11111964', theta: '-164.26702615' }
  const { asked, found } = await marks('binance', 'BTC-260327-100000-C', 'USDT', () => [
    { symbol: 'BTC-260327-100000-C', ...told, gamma: '0.00001245', vega: '30.63855919' },
    // No bid, no offer: Binance tells a volatility below zero there.
    { symbol: 'BTC-260327-100000-C-other', markPrice: '1', markIV: '-1.0', delta: '0', gamma: '0', vega: '0', theta: '0' },
  ])
  expect(found).toEqual({
    'BTC:260327-100000-C-USDT': {
      volatility: '0.9408058',
      greeks: { delta: '0.11111964', gamma: '0.00001245', vega: '30.63855919', theta: '-164.26702615' },
    },
  })
  expect(asked).toEqual(['/eapi/v1/mark'])
})

it('Derive tells both of all options of a coin and an expiry, in fields of one letter', async () => {
  // A ticker of 2026-03-04: BTC-20260305-69500-P, 20 hours before its end, at a forward of 71,067 USD.
  const told = {
    d: '-0.24967',
    t: '-453.85103',
    g: '0.00013192',
    v: '10.84014',
    i: '0.70513',
    r: '0.84114',
    f: '71067',
    m: '364',
  }
  const { asked, found } = await marks('derive', 'BTC-20260327-100000-C', 'USDC', () => ({
    result: {
      tickers: {
        'BTC-20260327-100000-C': { t: 1772624842966, f: null, option_pricing: told, I: '71078', M: '364' },
        'BTC-20260327-100000-C-other': { t: 1772624842966, option_pricing: null },
      },
    },
  }))
  expect(found).toEqual({
    'BTC:260327-100000-C-USDC': {
      volatility: '0.70513',
      greeks: { delta: '-0.24967', gamma: '0.00013192', vega: '10.84014', theta: '-453.85103' },
    },
  })
  expect(asked).toEqual(['/public/get_tickers'])
})

it('an exchange without such a call tells none', async () => {
  expect((await marks('kucoin', 'BTC-27MAR26-100000-C', 'USDT', () => ({}))).found).toBeNull()
})
