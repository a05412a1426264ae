import { describe, expect, it } from 'vitest'
import marks from './marks.json'
import { exchangeInfos, exchangeMarks, findExchange } from './registry'

describe('exchanges', () => {
  it('lists those with an adapter first, each once', () => {
    const infos = exchangeInfos()
    expect(infos.slice(0, 4).map(({ name }) => name)).toEqual(['Binance', 'Bybit', 'OKX', 'Hyperliquid'])
    expect(new Set(infos.map(({ id }) => id)).size).toBe(infos.length)
    expect(new Set(infos.map(({ name }) => name.toLowerCase())).size).toBe(infos.length)
    expect(infos.length).toBeGreaterThan(90)
  })

  it.each(['OKX', 'okx', ' okex ', 'Gate.io', 'gate', 'huobi', 'Kraken Futures', 'krakenfutures', 'MEXC Global'])(
    'finds %j',
    (name) => {
      expect(findExchange(name)).not.toBeNull()
    },
  )

  it('finds none for a name that is none', () => {
    expect(findExchange('mtgox')).toBeNull()
    expect(findExchange('')).toBeNull()
  })

  it('asks for what an exchange needs', () => {
    const fields = (id: string) => findExchange(id)?.credentialFields.map(({ field, required }) => [field, required])
    expect(fields('bybit')).toEqual([
      ['apiKey', true],
      ['apiSecret', true],
    ])
    expect(fields('okx')?.at(2)).toEqual(['password', true])
    expect(fields('hyperliquid')?.at(0)).toEqual(['walletAddress', true])
    for (const info of exchangeInfos()) expect(info.credentialFields.some(({ required }) => required)).toBe(true)
  })

  it('marks as generic what has no adapter', () => {
    expect(findExchange('coinspot')?.generic).toBe(true)
    expect(findExchange('bybit')?.generic).toBe(false)
  })

  it('gives pages the marks of the rooms (npx tsx scripts/exchange-catalogue.ts writes them)', () => {
    expect(marks).toEqual(exchangeMarks())
    expect(marks.okxus).toEqual({ hue: 8, letters: 'OU' })
    const letters = Object.values(marks).map((mark) => mark.letters.toLowerCase())
    expect(letters.length).toBeGreaterThan(100)
    expect(new Set(letters).size).toBe(letters.length)
  })
})
