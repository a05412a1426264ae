import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Decimal } from '../../domain/decimal'
import { createLog } from '../../log'
import type { Trading } from './liveness'
import { PriceService } from './service'

type Row = readonly [base: string, quote: string, price: string, trading?: Trading]
const NOW = new Date('2026-11-28T12:00:00Z')
const HOUR = 3_600_000

function priced(exchanges: Record<string, readonly Row[]>, own = Object.keys(exchanges)[0] ?? '') {
  const service = new PriceService({
    tickers: async (exchange) => ({
      anchors: [],
      tickers: (exchanges[exchange] ?? []).map(([base, quote, price, trading]) => ({
        market: { base, quote },
        price,
        ...trading,
      })),
    }),
    inUse: () => Object.keys(exchanges),
    now: () => NOW,
    log: createLog('silent'),
  })
  return async (code: string) => (await service.prices(own, [code], AbortSignal.timeout(5_000))).get(code)
}

const Case = z.object({
  tickers: z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.string()]))),
  ask: z.tuple([z.string(), z.array(z.string())]),
})

describe('a route over a currency', () => {
  it('prices an exchange that trades against won only (krw-hub)', async () => {
    const { tickers, ask } = Case.parse(JSON.parse(readFileSync('server/exchanges/cases/krw-hub.json', 'utf8')))
    const of = priced(tickers, ask[0])
    const found = await Promise.all(ask[1].map(of))
    expect(found.map((price) => Number(Number(price?.usd).toPrecision(3)))).toEqual([100_000, 2.5, 0.214])
    expect(found[0]?.route).toBe('BTC-KRW, USDT-KRW, USDT-USD (pegged)')
  })

  it.each(['KRW', 'TRY', 'JPY', 'BRL', 'IDR', 'INR', 'MXN', 'ZAR', 'AUD', 'THB', 'FDUSD', 'TUSD', 'BNB', 'KCS', 'OKB'])(
    'passes %s',
    async (hub) => {
      const of = priced({
        own: [
          ['ABC', hub, '12'],
          ['USDT', hub, '4'],
          ['USDT', 'USD', '1'],
        ],
      })
      expect(await of('ABC')).toMatchObject({ usd: '3', route: `ABC-${hub}, USDT-${hub}, USDT-USD` })
    },
  )

  it('prices a coin where it is held, and asks others only what the currency is worth', async () => {
    const of = priced({
      bithumb: [
        ['XRP', 'KRW', '3500'],
        ['USDT', 'KRW', '1400'],
      ],
      kraken: [
        ['USDT', 'USD', '0.999'],
        ['XRP', 'USD', '2.4'],
        ['XRP', 'USDT', '2.4'],
      ],
    })
    expect(await of('XRP')).toMatchObject({ usd: '2.4975', route: 'XRP-KRW, USDT-KRW, USDT-USD@kraken' })
  })
})

describe('a dead market decides nothing', () => {
  const usd: Row = ['USDT', 'USD', '1']
  const btc: Row = ['BTC', 'USDT', '100000']
  const alive: Row = ['ABC', 'BTC', '0.00003']

  it.each<[string, Trading]>([
    ['nothing traded in 24 h', { quoteVolume: '0' }],
    ['nothing traded in 24 h', { baseVolume: '0.00' }],
    ['no trade for more than 24 h', { at: NOW.getTime() - 25 * HOUR }],
    ['bid and ask are far apart', { bid: '1', ask: '9' }],
    ['nobody buys', { bid: '0', ask: '9' }],
  ])('%s', async (why, trading) => {
    const of = priced({ own: [usd, btc, alive, ['ABC', 'USDT', '9', trading]] })
    expect(await of('ABC')).toMatchObject({ usd: '3', route: `ABC-BTC, BTC-USDT, USDT-USD (ABC-USDT: ${why})` })
    const alone = priced({ own: [usd, ['ABC', 'USDT', '9', trading]] })
    expect(await alone('ABC')).toBeUndefined()
  })

  it('and one that trades a little is none', async () => {
    const trading = { quoteVolume: '12', at: NOW.getTime() - 23 * HOUR, bid: '8.9', ask: '9.1' }
    const of = priced({ own: [usd, ['ABC', 'USDT', '9', trading]] })
    expect(await of('ABC')).toMatchObject({ usd: '9', route: 'ABC-USDT, USDT-USD' })
  })
})

describe('ways that do not agree', () => {
  const base: Row[] = [
    ['USDT', 'USD', '1'],
    ['USDC', 'USDT', '1'],
    ['BTC', 'USDT', '100000'],
  ]

  it('the one that is far from the others is passed over', async () => {
    const of = priced({ own: [...base, ['ABC', 'USDT', '9'], ['ABC', 'USDC', '3'], ['ABC', 'BTC', '0.0000301']] })
    expect(await of('ABC')).toMatchObject({
      usd: '3',
      route: 'ABC-USDC, USDC-USDT, USDT-USD (ABC-USDT is passed over: 200 % more than the other ways)',
    })
  })

  it('of two, that where more is traded', async () => {
    const of = priced({
      own: [...base, ['ABC', 'USDT', '9', { quoteVolume: '15' }], ['ABC', 'BTC', '0.00003', { baseVolume: '2000000' }]],
    })
    expect((await of('ABC'))?.usd).toBe('3')
    expect((await of('ABC'))?.route).toContain('ABC-USDT is passed over: 200 % more than where more is traded')
  })

  it('of two that tell no volume, other exchanges decide, but their coin of that name is not taken', async () => {
    const own: Row[] = [...base, ['ABC', 'USDT', '9'], ['ABC', 'BTC', '0.00003']]
    const agreeing = priced({ own, two: [['ABC', 'USDT', '3.01']] })
    expect(await agreeing('ABC')).toMatchObject({ usd: '3' })
    const another = priced({
      own,
      two: [
        ['ABC', 'USDT', '700'],
        ['ABC', 'USDC', '700'],
        ['ABC', 'BTC', '0.007'],
      ],
    })
    expect(await another('ABC')).toMatchObject({ usd: '9', route: 'ABC-USDT, USDT-USD (ABC-BTC says 67 % less)' })
  })

  it('a hub’s dead market spoils no coin that passes it', async () => {
    const of = priced({
      own: [
        ['USDT', 'USD', '1'],
        ['BTC', 'USD', '42'],
        ['BTC', 'USDT', '100000'],
        ['BTC', 'EUR', '90000'],
        ['EUR', 'USDT', '1.11'],
        ['ABC', 'BTC', '0.00003'],
      ],
    })
    expect((await of('ABC'))?.usd).toBe('3')
    expect((await of('ABC'))?.route).toMatch(/^ABC-BTC, BTC-USDT, USDT-USD \(BTC-USD is passed over: 100 % less/)
    expect((await of('BTC'))?.usd).toBe('100000')
  })

  it('a stablecoin off its peg is worth what its markets say', async () => {
    const of = priced({
      own: [
        ['USDT', 'USD', '1'],
        ['USDC', 'USDT', '0.88'],
        ['BTC', 'USDT', '100'],
        ['BTC', 'USDC', '113.6'],
      ],
    })
    expect(Number((await of('USDC'))?.usd)).toBeCloseTo(0.88, 2)
  })

  it('solves a thousand markets in little time', async () => {
    const coins = Array.from({ length: 1000 }, (_, index) => `C${index}`)
    const hubs = ['USDT', 'USDC', 'TRY', 'KRW', 'JPY', 'BRL', 'EUR', 'BTC', 'ETH', 'BNB']
    const rows: Row[] = [
      ['USDT', 'USD', '1'],
      ...hubs.slice(1).map((hub): Row => [hub, 'USDT', '2']),
      ...coins.flatMap((coin) => hubs.map((hub): Row => [coin, hub, hub === 'USDT' ? '6' : '3'])),
    ]
    const of = priced({ own: rows })
    await of('BTC')
    const found = await Promise.all(coins.map(of))
    expect(found.every((price) => price?.usd !== undefined && new Decimal(price.usd).eq(6))).toBe(true)
  })
})
