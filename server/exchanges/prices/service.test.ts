import { describe, expect, it } from 'vitest'
import { createLog } from '../../log'
import { PriceService, type TickerSet } from './service'

type Market = [pair: string, price: string]
const set = (markets: Market[], anchors: TickerSet['anchors'] = []): TickerSet => ({
  anchors,
  tickers: markets.map(([pair, price]) => {
    const [base = '', quote = ''] = pair.split('-')
    return { market: { base, quote }, price }
  }),
})

function service(
  exchanges: Record<string, TickerSet | (() => Promise<TickerSet>)>,
  options: { now?: () => Date; maxAgeMs?: number } = {},
) {
  const asked: string[] = []
  const prices = new PriceService({
    async tickers(exchange) {
      asked.push(exchange)
      const answer = exchanges[exchange]
      if (!answer) throw new Error('unknown')
      return typeof answer === 'function' ? answer() : answer
    },
    inUse: () => Object.keys(exchanges),
    now: options.now ?? (() => new Date('2026-01-01')),
    log: createLog('silent'),
    maxAgeMs: options.maxAgeMs,
  })
  return {
    asked,
    expectPrices: (exchange: string) => prices.expect(exchange),
    of: async (exchange: string, code: string) => (await prices.prices(exchange, [code], new AbortController().signal)).get(code),
  }
}

const ANCHOR = [{ code: 'USDT', usd: '0.9995', label: 'USDT-USD (index)' }]

describe('a route to USD', () => {
  it('is the shortest one over the hubs', async () => {
    const { of } = service({
      own: set([
        ['ABC-BTC', '0.001'],
        ['BTC-USDT', '100000'],
        ['BTC-USD', '99950'],
        ['USDT-USD', '0.9995'],
      ]),
    })
    expect(await of('own', 'ABC')).toMatchObject({ usd: '99.95', route: 'ABC-BTC, BTC-USD' })
  })

  it('prefers USDT over other ways of the same length', async () => {
    const { of } = service({
      own: set([
        ['ABC-ETH', '0.01'],
        ['ABC-USDT', '30'],
        ['ETH-USD', '3001'],
        ['USDT-USD', '0.99'],
      ]),
    })
    expect((await of('own', 'ABC'))?.route).toBe('ABC-USDT, USDT-USD')
  })

  it('goes through a market backwards', async () => {
    const { of } = service({
      own: set([
        ['USDT-TRY', '40'],
        ['USDT-USD', '1'],
      ]),
    })
    expect(await of('own', 'TRY')).toMatchObject({ usd: '0.025', route: 'USDT-TRY, USDT-USD' })
  })

  it('never passes through a coin that is no hub', async () => {
    const { of } = service({
      own: set([
        ['ABC-SHIB', '2'],
        ['SHIB-USDT', '3'],
        ['USDT-USD', '1'],
      ]),
    })
    expect(await of('own', 'ABC')).toBeUndefined()
  })

  it('prices a token that is traded against BTC only', async () => {
    const { of } = service({
      own: set(
        [
          ['OLD-BTC', '0.00000012'],
          ['BTC-USDT', '95000'],
        ],
        ANCHOR,
      ),
    })
    expect(await of('own', 'OLD')).toMatchObject({ usd: '0.0113943', route: 'OLD-BTC, BTC-USDT, USDT-USD (index)' })
  })

  it('prices a leveraged token by its own market, not by its coin', async () => {
    const { of } = service({
      own: set(
        [
          ['BTC3L-USDT', '0.5'],
          ['BTC-USDT', '95000'],
        ],
        ANCHOR,
      ),
    })
    expect(await of('own', 'BTC3L')).toMatchObject({ usd: '0.49975' })
  })

  it('knows none for a delisted coin, which has no ticker', async () => {
    const { of } = service({ own: set([['BTC-USDT', '95000']], ANCHOR) })
    expect(await of('own', 'GONE')).toBeUndefined()
  })

  it('is 1 for USD itself', async () => {
    const { of, asked } = service({ own: set([]) })
    expect(await of('own', 'USD')).toMatchObject({ usd: '1', route: 'USD' })
    expect(asked).toEqual([])
  })
})

describe('stablecoins', () => {
  it('are priced by their market when they lose their peg', async () => {
    const { of } = service({ own: set([['USDC-USDT', '0.88']], ANCHOR) })
    expect(await of('own', 'USDC')).toMatchObject({ usd: '0.87956', route: 'USDC-USDT, USDT-USD (index)' })
    expect(await of('own', 'USDT')).toMatchObject({ usd: '0.9995', route: 'USDT-USD (index)' })
  })

  it('rest on a peg only where no exchange in use knows a rate to USD, and the route says so', async () => {
    const alone = service({ own: set([['USDC-USDT', '1.0002']]) })
    expect(await alone.of('own', 'USDT')).toMatchObject({ route: 'USDC-USDT, USDC-USD (pegged)' })
    expect(Number((await alone.of('own', 'USDT'))?.usd)).toBeCloseTo(0.9998, 4)
    const onlyTether = service({ own: set([['ABC-USDT', '3']]) })
    expect(await onlyTether.of('own', 'ABC')).toMatchObject({ usd: '3', route: 'ABC-USDT, USDT-USD (pegged)' })
    const withOther = service({ own: set([['ABC-USDT', '3']]), kraken: set([['USDT-USD', '0.9991']]) })
    expect(await withOther.of('own', 'ABC')).toMatchObject({ usd: '2.9973', route: 'ABC-USDT, USDT-USD@kraken' })
  })
})

describe('several exchanges', () => {
  it('a code that two exchanges share is priced on the account’s own', async () => {
    const exchanges = { one: set([['CAT-USDT', '0.01']], ANCHOR), two: set([['CAT-USDT', '7']], ANCHOR) }
    const { of, asked } = service(exchanges)
    expect((await of('one', 'CAT'))?.usd).toBe('0.009995')
    expect((await of('two', 'CAT'))?.usd).toBe('6.9965')
    expect(asked.sort()).toEqual(['one', 'two'])
  })

  it('asks the others only for what its own exchange does not price, and marks their legs', async () => {
    const exchanges = { one: set([['BTC-USDT', '1']], ANCHOR), two: set([['RARE-USDT', '5']], ANCHOR) }
    const { of, asked } = service(exchanges)
    await of('one', 'BTC')
    expect(asked).toEqual(['one'])
    expect((await of('one', 'RARE'))?.route).toBe('RARE-USDT@two, USDT-USD (index)')
  })

  it('does without one that fails', async () => {
    const exchanges = { one: set([['BTC-USDT', '1']], ANCHOR), two: () => Promise.reject(new Error('down')) }
    expect(await service(exchanges).of('one', 'RARE')).toBeUndefined()
  })
})

describe('age', () => {
  it('fetches anew after the bound, serves the last ones for a while when that fails, and then fails', async () => {
    let now = new Date('2026-01-01T00:00:00Z')
    let works = true
    const own = () => (works ? Promise.resolve(set([['BTC-USD', '5']])) : Promise.reject(new Error('down')))
    const { of, asked } = service({ own }, { now: () => now })
    const first = await of('own', 'BTC')
    expect(first?.asOf).toEqual(now)
    await of('own', 'BTC')
    expect(asked).toHaveLength(1)
    works = false
    now = new Date('2026-01-01T00:00:30Z')
    expect((await of('own', 'BTC'))?.asOf).toEqual(first?.asOf)
    now = new Date('2026-01-01T00:01:01Z')
    await expect(of('own', 'BTC')).rejects.toThrow('down')
    works = true
    expect((await of('own', 'BTC'))?.asOf).toEqual(now)
  })

  it('lets a caller who gives up go, while the others get their prices', async () => {
    let answer: (set: TickerSet) => void = () => undefined
    const own = () => new Promise<TickerSet>((resolve) => (answer = resolve))
    const prices = new PriceService({ tickers: own, inUse: () => [], now: () => new Date(), log: createLog('silent') })
    const leaving = new AbortController()
    const left = prices.prices('own', ['BTC'], leaving.signal)
    const stays = prices.prices('own', ['BTC'], new AbortController().signal)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ name: 'AbortError' })
    answer(set([['BTC-USD', '5']]))
    expect((await stays).get('BTC')?.usd).toBe('5')
  })

  it('fetches what is expected once, and tells a failure to those who ask', async () => {
    let works = true
    const own = () => (works ? Promise.resolve(set([['BTC-USD', '5']])) : Promise.reject(new Error('down')))
    const { of, asked, expectPrices } = service({ own, other: own })
    expectPrices('own')
    expect(asked).toEqual(['own'])
    expect((await of('own', 'BTC'))?.usd).toBe('5')
    expectPrices('own')
    expect(asked).toEqual(['own'])
    works = false
    expectPrices('other')
    await expect(of('other', 'BTC')).rejects.toThrow('down')
  })
})
