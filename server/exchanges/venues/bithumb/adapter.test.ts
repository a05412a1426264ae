import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../../ccxt-port'
import { connected } from '../connection.testing'
import { market, valued } from '../recordings.testing'

/**
 * Answers of https://apidocs.bithumb.com (2.1.5; read 2026-11-29): 전체-계좌-조회, api-키-리스트-조회, 현재가-정보, api-주요-에러-코드; with figures
 * that fit.
 */
type Call = { path: string; query?: string; status?: number; response: unknown }
const row = (currency: string, balance: string, locked = '0') => ({
  currency,
  balance,
  locked,
  avg_buy_price: '0',
  avg_buy_price_modified: false,
  unit_currency: 'KRW',
})
const accounts = (...response: object[]): Call => ({ path: 'v1/accounts', response })
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

describe('Bithumb', () => {
  it('adds what orders lock to what they may use, and counts won as a coin', async () => {
    const { assets, equity, notIncluded } = await valued({
      exchange: 'bithumb',
      markets: [],
      calls: [accounts(row('KRW', '51026', '949'), row('BTC', '1', '0.5'), row('P', '0'))],
      prices: { KRW: '0.0007', BTC: '100000' },
    })
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual([
      ['spot', 'BTC', '1.5', '1'],
      ['spot', 'KRW', '51975', '51026'],
    ])
    expect(equity).toBe('150036.3825')
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['staking'])
  })

  it('prices coins that trade against won alone', async () => {
    const asked: string[] = []
    const traded = [
      { symbol: 'USDT/KRW', id: 'KRW-USDT' },
      { symbol: 'ELF/KRW', id: 'KRW-ELF' },
      { symbol: 'BTC/KRW', id: 'KRW-BTC' },
    ]
    const port = createCcxtExchanges({
      log: pino({ level: 'silent' }),
      markets: () => traded.map(market).map((one) => ({ ...one, spot: true, baseId: one.base, quoteId: one.quote })),
      transport: async ({ url }) => {
        asked.push(new URL(url).pathname)
        const body = JSON.stringify([ticker('KRW-USDT', 1400), ticker('KRW-ELF', 350), ticker('KRW-BTC', 140000000)])
        return { status: 200, statusText: 'OK', headers: {}, body }
      },
    })
    const prices = await port.prices('bithumb', ['KRW', 'ELF', 'BTC'], AbortSignal.timeout(10_000))
    expect(asked).toEqual(['/v1/ticker'])
    expect(Number(prices.get('KRW')?.usd)).toBeCloseTo(1 / 1400, 12)
    expect(Number(prices.get('ELF')?.usd)).toBeCloseTo(0.25, 10)
    expect(Number(prices.get('BTC')?.usd)).toBeCloseTo(100000, 6)
  })

  it('tells the end of the very key that is used, not that of the first', async () => {
    const keys = {
      path: 'v1/api_keys',
      response: [
        { access_key: '59683c90185742d69fd8fa1bc0cf27785c392afaa56ece', expire_at: '2025-06-11T09:00:00+09:00' },
        { access_key: 'key', expire_at: '2027-06-12T09:00:00+09:00' },
      ],
    }
    expect(await connected({ exchange: 'bithumb', calls: [accounts(), keys] }).verify()).toMatchObject({
      expiresAt: new Date('2027-06-12T00:00:00Z'),
    })
  })

  it('tells refusals apart by their names', async () => {
    const refusedWith = (name: string, status = 401) =>
      connected({
        exchange: 'bithumb',
        calls: [{ path: 'v1/accounts', status, response: { error: { name, message: '권한이 부족합니다.' } } }],
      }).verify()
    await expect(refusedWith('invalid_access_key')).rejects.toMatchObject({ fields: { apiKey: expect.anything() } })
    await expect(refusedWith('jwt_verification')).rejects.toMatchObject({ fields: { apiSecret: expect.anything() } })
    await expect(refusedWith('NotAllowIP')).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refusedWith('out_of_scope')).rejects.toMatchObject({ code: 'exchange_permission' })
    await expect(refusedWith('expired_jwt')).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(refusedWith('blocked_member_id', 403)).rejects.toMatchObject({ code: 'exchange_refused' })
  })

  it('takes nothing else for a balance', async () => {
    for (const bad of [
      { currency: 'BTC', balance: '' },
      { currency: 'BTC', locked: '1' },
    ])
      await expect(valued({ exchange: 'bithumb', markets: [], calls: [accounts(bad)] })).rejects.toMatchObject({
        code: 'exchange_network',
      })
  })
})
