import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../../ccxt-port'
import { connected } from '../connection.testing'
import { market, valued } from '../recordings.testing'

/**
 * Answers of https://docs.upbit.com/kr/reference (updated 2026-07-30; read 2026-11-29): get-balance, get-sub-pocket-balance, list-pockets,
 * list-api-keys, list-quote-tickers; with figures that fit.
 */
const row = (currency: string, balance: string, locked = '0.0', more: object = {}) => ({
  currency,
  balance,
  locked,
  avg_buy_price: '140000000',
  avg_buy_price_modified: false,
  unit_currency: 'KRW',
  ...more,
})
type Call = { path: string; query?: string; status?: number; response: unknown }
const accounts = (...response: object[]): Call => ({ path: 'v1/accounts', response })
const refusal = (name: string, message = '권한이 부족합니다.') => ({ error: { name, message } })
const MAIN = '9ca023a5-851b-4fec-9f0a-48cd83c2eaae'
const SUB = '2d1a8f60-0b5c-4b8e-9d4e-6f1f8a3c7e21'
const pockets: Call = {
  path: 'v1/pockets',
  response: [
    { uuid: MAIN, name: '메인포켓', type: 'main' },
    { uuid: SUB, name: '단기 트레이딩 계좌', type: 'user_spot_trading' },
  ],
}

const ticker = (id: string, trade_price: number) => ({
  market: id,
  trade_date: '20261129',
  trade_time: '200000',
  trade_timestamp: Date.now(),
  opening_price: trade_price,
  high_price: trade_price,
  low_price: trade_price,
  trade_price,
  prev_closing_price: trade_price,
  acc_trade_price_24h: 2500000000,
  acc_trade_volume_24h: 5000,
  timestamp: Date.now(),
})
const TRADED = [
  { symbol: 'USDT/KRW', id: 'KRW-USDT' },
  { symbol: 'BTC/KRW', id: 'KRW-BTC' },
  { symbol: 'BTC/USDT', id: 'USDT-BTC' },
  { symbol: 'ELF/KRW', id: 'KRW-ELF' },
  { symbol: 'XYZ/BTC', id: 'BTC-XYZ' },
]
/** Prices as Upbit tells them: won a coin. */
const KRW = { 'KRW-USDT': 1400, 'KRW-BTC': 140000000, 'USDT-BTC': 99000, 'KRW-ELF': 350, 'BTC-XYZ': 0.0000002 }

describe('Upbit', () => {
  it('adds what orders lock to what they may use, and counts won as a coin', async () => {
    const { assets, equity, notIncluded } = await valued({
      exchange: 'upbit',
      markets: [],
      calls: [accounts(row('KRW', '1000000.0', '400000.0'), row('BTC', '2.0', '0.5'), row('ELF', '0.0'))],
      prices: { KRW: '0.0007', BTC: '100000' },
    })
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual([
      ['spot', 'BTC', '2.5', '2.0'],
      ['spot', 'KRW', '1400000', '1000000.0'],
    ])
    expect(equity).toBe('250980')
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['staking'])
  })

  it('takes what somebody paid for no price: a coin without a market has none', async () => {
    const { assets, unpriced } = await valued({
      exchange: 'upbit',
      markets: [],
      calls: [accounts(row('GONE', '5', '0', { avg_buy_price: '1000', avg_buy_price_modified: true }))],
      prices: { KRW: '0.0007' },
    })
    expect(assets[0]).toMatchObject({ symbol: 'GONE', size: '5', notional: null })
    expect(unpriced).toEqual(['GONE'])
  })

  it('prices coins that trade against won or bitcoin alone, in one request', async () => {
    const asked: string[] = []
    const port = createCcxtExchanges({
      log: pino({ level: 'silent' }),
      markets: () => TRADED.map(market).map((one) => ({ ...one, spot: true, quoteId: one.quote })),
      transport: async ({ url }) => {
        asked.push(new URL(url).pathname)
        const body = JSON.stringify(Object.entries(KRW).map(([id, price]) => ticker(id, price)))
        return { status: 200, statusText: 'OK', headers: {}, body }
      },
    })
    const prices = await port.prices('upbit', ['KRW', 'BTC', 'ELF', 'XYZ', 'USDT'], AbortSignal.timeout(10_000))
    const usd = (code: string) => Number(prices.get(code)?.usd)
    expect(asked).toEqual(['/v1/ticker/all'])
    // A won is what a tether costs in it; 350 won are a quarter of a dollar.
    expect(usd('KRW')).toBeCloseTo(1 / 1400, 12)
    expect(usd('ELF')).toBeCloseTo(0.25, 10)
    expect(usd('USDT')).toBe(1)
    // By BTC at what it costs there.
    expect(usd('XYZ') / usd('BTC')).toBeCloseTo(0.0000002, 15)
    expect(usd('BTC')).toBeGreaterThan(98000)
    expect(usd('BTC')).toBeLessThan(101000)
  })

  it('tells the end of the very key that is used, and the account’s number where the key may manage pockets', async () => {
    const calls: Call[] = [
      accounts(),
      {
        path: 'v1/api_keys',
        response: [
          { access_key: 'another', expire_at: '2026-12-01T09:00:00+09:00' },
          { access_key: 'key', expire_at: '2027-07-01T09:00:00+09:00' },
        ],
      },
    ]
    expect(await connected({ exchange: 'upbit', calls: [...calls, pockets] }).verify()).toMatchObject({
      expiresAt: new Date('2027-07-01T00:00:00Z'),
      uid: MAIN,
    })
    const plain = { path: 'v1/pockets', status: 403, response: refusal('out_of_scope') }
    expect(await connected({ exchange: 'upbit', calls: [...calls, plain] }).verify()).toMatchObject({ uid: null })
  })

  it('tells refusals apart by their names, which stand where others have a sentence', async () => {
    const refusedWith = (name: string) =>
      connected({ exchange: 'upbit', calls: [{ path: 'v1/accounts', status: 401, response: refusal(name) }] }).verify()
    await expect(refusedWith('invalid_access_key')).rejects.toMatchObject({ fields: { apiKey: expect.anything() } })
    await expect(refusedWith('jwt_verification')).rejects.toMatchObject({ fields: { apiSecret: expect.anything() } })
    await expect(refusedWith('no_authorization_ip')).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refusedWith('out_of_scope')).rejects.toMatchObject({ code: 'exchange_permission' })
    await expect(refusedWith('expired_access_key')).rejects.toMatchObject({
      code: 'exchange_credentials',
      message: expect.stringContaining('has expired'),
    })
  })

  it('takes nothing else for a balance', async () => {
    for (const bad of [
      { currency: 'BTC', balance: '' },
      { currency: 'BTC', locked: '1' },
      { balance: '1', locked: '0' },
    ])
      await expect(valued({ exchange: 'upbit', markets: [], calls: [accounts(bad)] })).rejects.toMatchObject({
        code: 'exchange_network',
      })
  })
})
