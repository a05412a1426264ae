import { describe, expect, it } from 'vitest'
import { FakeExchanges } from '@/server/exchanges/testing'
import { nearestExchanges, requireExchange } from './find'

const exchanges = new FakeExchanges()

describe('finding an exchange', () => {
  it('takes ids and display names in any case', () => {
    expect(['OKX', 'okx', ' Binance ', 'CoinSpot'].map((name) => requireExchange(exchanges, name).id)).toEqual([
      'okx',
      'okx',
      'binance',
      'coinspot',
    ])
  })

  it.each([
    ['binanse', ['Binance']],
    ['Bibit', ['Bybit']],
    ['okex', ['OKX']],
    ['zzzzzzzzzzzz', []],
  ])('offers for %s the nearest names', (typed, expected) => {
    expect(nearestExchanges(exchanges.list(), typed).slice(0, 1)).toEqual(expected)
  })

  it('says so', () => {
    expect(() => requireExchange(exchanges, 'zzzzzzzzzzzz')).toThrow('No exchange is known as "zzzzzzzzzzzz".')
  })
})
