import { describe, expect, it } from 'vitest'
import { createLog } from '../../log'
import { MarketBook } from '../ccxt/markets'
import type { CandlesOf, HourClose } from '../reading/candles'
import { type AnchorThen, PastPrices } from './past'

const HOUR = 3_600_000
/** End of an hour. */
const AT = new Date('2026-03-01T12:00:00Z')
const hoursBefore = (hours: number) => AT.getTime() - hours * HOUR

interface Exchange {
  /** `ABC/USDT` → closes by hours before `AT`; `BTC/USD:BTC index` for an index. */
  closes?: Record<string, Record<number, string>>
  /** Listed, and closed for trading. */
  delisted?: readonly string[]
  anchors?: readonly AnchorThen[]
  hours?: boolean
}

const USDT: AnchorThen = {
  code: 'USDT',
  of: { symbol: 'BTC/USD:BTC', index: true },
  over: { symbol: 'BTC/USDT:USDT', index: true },
  label: 'USDT-USD (BTC indices)',
}

function past(exchanges: Record<string, Exchange>, now = new Date('2026-11-29')) {
  const asked: string[] = []
  const books = new Map(
    Object.entries(exchanges).map(([id, { closes = {}, delisted = [] }]) => {
      const symbols = [...Object.keys(closes).filter((name) => !name.endsWith(' index')), ...delisted]
      const structures = [...new Set(symbols)].map((symbol) => {
        const [base = '', quote = ''] = symbol.split('/')
        return { id: symbol, symbol, base, quote, type: 'spot', active: !delisted.includes(symbol) }
      })
      return [id, MarketBook.of(structures)]
    }),
  )
  const clock = { now }
  const failing = new Set<string>()
  const prices = new PastPrices({
    async past(exchange) {
      const { anchors = [], hours = true } = exchanges[exchange] ?? {}
      return { book: books.get(exchange) ?? MarketBook.of([]), anchors, hours }
    },
    async candles(exchange: string, { symbol, index }: CandlesOf, { from, hours }) {
      const name = index ? `${symbol} index` : symbol
      asked.push(`${exchange} ${name}`)
      if (failing.has(exchange)) throw new Error('no answer')
      const closes: HourClose[] = Object.entries(exchanges[exchange]?.closes?.[name] ?? {}).map(([before, close]) => ({
        at: hoursBefore(Number(before)),
        close,
      }))
      const last = Math.min(from + hours * HOUR, clock.now.getTime())
      return closes.filter(({ at }) => at > from && at <= last).toSorted((a, b) => a.at - b.at)
    },
    inUse: () => Object.keys(exchanges),
    nameOf: (exchange) => exchange.toUpperCase(),
    now: () => clock.now,
    log: createLog('silent'),
  })
  const signal = new AbortController().signal
  return { asked, clock, failing, of: (exchange: string, code: string, at = AT) => prices.price(exchange, code, at, signal) }
}

describe('what a coin was worth at the end of an hour', () => {
  it('is the close of its market, and what the quote was worth by the exchange’s indices of the same hour', async () => {
    const { of } = past({
      own: {
        closes: {
          'ABC/USDT': { 0: '2.5', 1: '9', [-1]: '7' },
          'BTC/USD:BTC index': { 0: '99900' },
          'BTC/USDT:USDT index': { 0: '100000' },
        },
        anchors: [USDT],
      },
    })
    expect(await of('own', 'ABC')).toEqual({
      price: { usd: '2.4975', route: 'ABC-USDT, USDT-USD (BTC indices)', asOf: AT },
      why: null,
    })
    expect((await of('own', 'USD')).price).toEqual({ usd: '1', route: 'USD', asOf: AT })
  })

  it('is the last close of the day before where nothing was traded since, as old as that is', async () => {
    const { of } = past({ own: { closes: { 'ABC/USD': { 23: '3', 30: '9' } } } })
    expect((await of('own', 'ABC')).price).toEqual({ usd: '3', route: 'ABC-USD', asOf: new Date(hoursBefore(23)) })
  })

  it('is not known where its market did not trade for a day, and says so', async () => {
    const { of } = past({ own: { closes: { 'ABC/USD': { 24: '3', [-1]: '5' } } } })
    expect(await of('own', 'ABC')).toEqual({ price: null, why: 'No trade of ABC-USD is told in the 24 hours before.' })
  })

  it('takes the next way where a market of the first one was silent', async () => {
    const { of } = past({
      own: { closes: { 'ABC/USDT': {}, 'ABC/BTC': { 0: '0.00002' }, 'BTC/USD': { 0: '50000' }, 'USDT/USD': { 0: '1' } } },
    })
    expect((await of('own', 'ABC')).price).toMatchObject({ usd: '1', route: 'ABC-BTC, BTC-USD' })
  })

  it('turns a market over that is quoted in the coin', async () => {
    const { of } = past({ own: { closes: { 'USDT/TRY': { 0: '40' }, 'USDT/USD': { 0: '1' } } } })
    expect((await of('own', 'TRY')).price).toMatchObject({ usd: '0.025', route: 'USDT-TRY, USDT-USD' })
  })

  it('counts a market that was delisted since', async () => {
    const { of } = past({ own: { closes: { 'OLD/USD': { 0: '4' } }, delisted: ['OLD/USD'] } })
    expect((await of('own', 'OLD')).price?.usd).toBe('4')
  })

  it('asks the other exchanges in use for what its own does not lead to, and names them', async () => {
    const { of } = past({
      own: { closes: { 'ABC/USDT': { 0: '2' } } },
      other: { closes: { 'USDT/USD': { 0: '0.99' }, 'XYZ/USD': { 0: '8' } } },
    })
    expect((await of('own', 'ABC')).price).toMatchObject({ usd: '1.98', route: 'ABC-USDT, USDT-USD@other' })
    expect((await of('own', 'XYZ')).price).toMatchObject({ usd: '8', route: 'XYZ-USD@other' })
  })

  it('takes USDC for a dollar last, and says so; USDT moves against it', async () => {
    const { of } = past({ own: { closes: { 'ABC/USDT': { 0: '2' }, 'USDC/USDT': { 0: '1.25' } } } })
    expect((await of('own', 'ABC')).price).toMatchObject({ usd: '1.6', route: 'ABC-USDT, USDC-USDT, USDC-USD (pegged)' })
  })

  it('says why nothing is known', async () => {
    const { of } = past({ own: { closes: { 'ABC/USDT': { 0: '2' } } }, mute: { hours: false } })
    expect(await of('own', 'NONE')).toEqual({ price: null, why: 'No market leads from NONE to USD.' })
    expect(await of('mute', 'NONE')).toEqual({ price: null, why: 'MUTE tells no hourly prices of the past.' })
    expect((await of('mute', 'ABC')).price).toMatchObject({ route: 'ABC-USDT@own, USDT-USD (pegged)' })
  })

  it('is no number where the two indices are of different hours', async () => {
    const closes = { 'ABC/USDT': { 0: '2' }, 'BTC/USD:BTC index': { 0: '100' }, 'BTC/USDT:USDT index': { 1: '100' } }
    const { of } = past({ own: { closes, anchors: [USDT] } })
    expect((await of('own', 'ABC')).price?.route).toBe('ABC-USDT, USDT-USD (pegged)')
  })
})

describe('candles', () => {
  it('are asked for once for the hours around, however many ask', async () => {
    const hours = Object.fromEntries(Array.from({ length: 72 }, (_, hour) => [hour - 36, '2']))
    const { of, asked } = past({ own: { closes: { 'ABC/USD': hours } } })
    const all = Array.from({ length: 48 }, (_, hour) => of('own', 'ABC', new Date(hoursBefore(hour - 24))))
    expect((await Promise.all(all)).map(({ price }) => price?.usd)).toEqual(Array(48).fill('2'))
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it('are asked for again for an hour that was not over', async () => {
    const { of, asked, clock } = past({ own: { closes: { 'ABC/USD': { 0: '3', 1: '2' } } } }, new Date(hoursBefore(1)))
    expect((await of('own', 'ABC', new Date(hoursBefore(1)))).price?.usd).toBe('2')
    clock.now = new Date(AT.getTime() + 60_000)
    expect((await of('own', 'ABC')).price?.usd).toBe('3')
    expect((await of('own', 'ABC')).price?.usd).toBe('3')
    expect(asked).toEqual(['own ABC/USD', 'own ABC/USD'])
  })

  it('that did not come are no answer: the failure is told, and they are asked for again', async () => {
    const { of, failing } = past({ own: { closes: { 'ABC/USD': { 0: '3' } } } })
    failing.add('own')
    await expect(of('own', 'ABC')).rejects.toThrow('no answer')
    failing.clear()
    expect((await of('own', 'ABC')).price?.usd).toBe('3')
  })
})
