import { describe, expect, it } from 'vitest'
import { binanceMarkets } from './markets/binance'
import { bybitMarkets } from './markets/bybit'
import { okxMarkets } from './markets/okx'
import { Prices } from './prices'

const START = Date.UTC(2026, 0, 15)
const venues = { binance: binanceMarkets(START), bybit: bybitMarkets(START), okx: okxMarkets(START) }
type VenueName = keyof typeof venues

function market(venue: VenueName, key: string) {
  const found = venues[venue].find((m) => m.key === key) ?? venues[venue].find((m) => m.id === key || m.alias === key)
  if (!found) throw new Error(`no ${key}`)
  return found
}

function world(seed: number, frozen = true) {
  const clock = { at: START }
  const prices = new Prices({ seed, now: () => clock.at, frozen })
  const price = (venue: VenueName, key: string, kind: 'mark' | 'last' | 'index' = 'last') =>
    prices.price(venue, market(venue, key), kind)
  return { clock, prices, price }
}

const SOME: [VenueName, string][] = [
  ['bybit', 'spot:BTCUSDT'],
  ['bybit', 'ETHUSDT'],
  ['binance', 'spot:SHIBUSDT'],
  ['okx', 'SOL-USDT-SWAP'],
]

describe('the walk', () => {
  it('is the same for the same seed and step, in one go or in many, in any order of asking', () => {
    const one = world(5)
    const other = world(5)
    one.prices.step(100)
    for (let i = 0; i < 50; i++) {
      other.prices.step(2)
      other.price('okx', 'BTC-USDT')
    }
    expect(SOME.toReversed().map(([v, k]) => other.price(v, k))).toEqual(SOME.toReversed().map(([v, k]) => one.price(v, k)))
  })

  it('differs by seed, and moves', () => {
    const one = world(5)
    const other = world(6)
    const before = one.price('bybit', 'spot:BTCUSDT')
    one.prices.step(100)
    other.prices.step(100)
    expect(one.price('bybit', 'spot:BTCUSDT')).not.toBe(before)
    expect(one.price('bybit', 'spot:BTCUSDT')).not.toBe(other.price('bybit', 'spot:BTCUSDT'))
  })

  it('follows the clock until it is frozen, stands, and goes on from there', () => {
    const { clock, prices, price } = world(5, false)
    clock.at += 60_000
    const moved = price('bybit', 'ETHUSDT')
    prices.freeze()
    clock.at += 3_600_000
    expect(price('bybit', 'ETHUSDT')).toBe(moved)
    prices.unfreeze()
    expect(prices.steps).toBe(60)
    clock.at += 5_000
    expect(prices.steps).toBe(65)
    const stepped = world(5)
    stepped.prices.step(65)
    expect(price('bybit', 'ETHUSDT')).toBe(stepped.price('bybit', 'ETHUSDT'))
  })

  it('stays near where it began, and stablecoins within half a basis point of it', () => {
    const { prices, price } = world(3)
    prices.step(50_000)
    expect(Math.abs(Math.log(Number(price('bybit', 'spot:BTCUSDT')) / 97250))).toBeLessThan(0.2)
    expect(Math.abs(prices.coinUsd('USDT') - 1)).toBeLessThan(0.0005)
    expect(Number(price('okx', 'USDT-USD'))).toBeCloseTo(prices.coinUsd('USDT'), 5)
  })
})

describe('venues and market kinds agree', () => {
  const { prices, price } = world(11)
  prices.step(777)
  const usdt = prices.coinUsd('USDT')

  it.each([
    ['the same spot pair elsewhere', price('binance', 'spot:BTCUSDT'), 1, 1e-6],
    ['another venue’s spelling', price('okx', 'BTC-USDT'), 1, 1e-6],
    ['a perpetual', price('bybit', 'BTCUSDT'), 1, 5e-4],
    ['an inverse perpetual, in dollars', price('bybit', 'BTCUSD'), usdt, 2e-6],
    ['a dated future', price('bybit', 'BTC-USDT-QUARTER'), 1, 0.05],
    ['a dollar pair', price('okx', 'BTC-USD'), usdt, 2e-6],
  ])('%s', (_what, found, ratio, tolerance) => {
    expect(Math.abs(Number(found) / Number(price('bybit', 'spot:BTCUSDT')) / ratio - 1)).toBeLessThan(tolerance)
  })

  it('prices crosses and thousands', () => {
    const cross = Number(price('bybit', 'spot:ETHUSDT')) / Number(price('bybit', 'spot:BTCUSDT'))
    expect(Number(price('bybit', 'spot:ETHBTC'))).toBeCloseTo(cross, 5)
    expect(Number(price('bybit', '1000PEPEUSDT', 'index')) / Number(price('bybit', 'spot:PEPEUSDT')) / 1000).toBeCloseTo(1, 4)
  })

  it('prices options: a call and a put at one strike differ by the forward', () => {
    const call = Number(price('bybit', 'BTC-QUARTER-ATM-C', 'mark'))
    const put = Number(price('bybit', 'BTC-QUARTER-ATM-P', 'mark'))
    const { strike } = market('bybit', 'BTC-QUARTER-ATM-C')
    expect(Math.abs(call - put - (Number(price('bybit', 'spot:BTCUSDT')) - Number(strike)))).toBeLessThan(10)
    expect(Number(price('okx', 'BTC-QUARTER-ATM-C', 'mark'))).toBeLessThan(1)
  })
})

describe('prices set', () => {
  it('by hand win over the ledgers’, those over the walk, and theirs only while frozen', () => {
    const { prices, price } = world(2)
    const walked = price('bybit', 'ETHUSDT')
    prices.setLedgerPrices({ coins: new Map([['USDT', '1']]), markets: new Map([['bybit/ETHUSDT', '1805.64']]) })
    expect(price('bybit', 'ETHUSDT', 'mark')).toBe('1805.64')
    prices.setMarket('bybit', 'ETHUSDT', '1900')
    expect(price('bybit', 'ETHUSDT', 'mark')).toBe('1900')
    prices.clear()
    expect(price('bybit', 'ETHUSDT')).toBe('1805.64')
    prices.unfreeze()
    expect(price('bybit', 'ETHUSDT')).toBe(walked)
    prices.freeze()
    expect(price('bybit', 'ETHUSDT')).toBe('1805.64')
  })

  it('for a coin hold on every venue; USDT at one dollar makes spot and inverse equal', () => {
    const { prices, price } = world(2)
    prices.step(500)
    prices.setCoin('USDT', '1')
    prices.setCoin('BTC', '27283.6')
    expect([
      price('bybit', 'spot:BTCUSDT'),
      price('bybit', 'BTCUSD'),
      price('binance', 'BTCUSD_PERP'),
      price('okx', 'BTC-USD'),
    ]).toEqual(Array(4).fill('27283.6'))
    expect(Number(price('okx', 'USDT-USD'))).toBe(1)
  })
})
