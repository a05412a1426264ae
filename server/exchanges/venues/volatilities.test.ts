import pino from 'pino'
import { expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { market } from './recordings.testing'

/** Mark volatilities of two options, of an exchange that answers this; and the queries that it was asked. */
async function volatilities(exchange: string, id: string, settle: string, answer: unknown) {
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
      return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(answer) }
    },
  })
  const credentials = { apiKey: 'key', apiSecret: 'secret', password: 'word' }
  const connection = { exchange, credentials, sandbox: false, options: {} }
  const quote = settle === 'BTC' ? 'USD' : settle
  const pairs = [`BTC:260327-100000-C-${quote}`, `BTC:260327-90000-C-${quote}`]
  const found = await port.optionVolatilities?.(connection, pairs, new AbortController().signal)
  return { asked, found: found && Object.fromEntries(found) }
}

it('Deribit tells them in per cent, all of a coin in one answer; one without is not known', async () => {
  const { asked, found } = await volatilities('deribit', 'BTC-27MAR26-100000-C', 'BTC', {
    jsonrpc: '2.0',
    result: [
      { instrument_name: 'BTC-27MAR26-100000-C', mark_iv: 65.3 },
      { instrument_name: 'BTC-27MAR26-100000-C-other', mark_iv: null },
    ],
  })
  expect(found).toEqual({ 'BTC:260327-100000-C-USD': '0.653' })
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/get_book_summary_by_currency\?currency=BTC&kind=option$/)
})

it('Bybit and OKX tell them as shares', async () => {
  const bybit = await volatilities('bybit', 'BTC-27MAR26-100000-C-USDT', 'USDT', {
    ...{ retCode: 0, retMsg: 'OK' },
    result: { category: 'option', list: [{ symbol: 'BTC-27MAR26-100000-C-USDT', markIv: '0.7567', delta: '0.43' }] },
  })
  expect(bybit.found).toEqual({ 'BTC:260327-100000-C-USDT': '0.7567' })
  const okx = await volatilities('okx', 'BTC-USD-260327-100000-C', 'BTC', {
    ...{ code: '0', msg: '' },
    data: [{ instId: 'BTC-USD-260327-100000-C', markVol: '0.5123', deltaBS: '0.1' }],
  })
  expect(okx.found).toEqual({ 'BTC:260327-100000-C-USD': '0.5123' })
  expect(okx.asked).toEqual(['/api/v5/public/opt-summary?instFamily=BTC-USD'])
})

it('an exchange without such a call tells none', async () => {
  expect((await volatilities('gate', 'BTC_USDT-20260327-100000-C', 'USDT', {})).found).toBeNull()
})
