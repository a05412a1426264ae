import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'

/** Answers of https://www.bitstamp.net/api/ (leverage settings; as github.com/JKorf/Bitstamp.Net keeps them, read 2026-11-30). */
const SETTING = { margin_mode: 'ISOLATED', market: 'BTC/USD-PERP', leverage_current: '1.90', leverage_max: '10.00' }
const PATH = 'leverage_settings'
const on = (...responses: unknown[]) =>
  connected({
    exchange: 'bitstamp',
    markets: [{ symbol: 'BTC/USD:USD', id: 'btcusd-perp' }],
    calls: responses.map((response) => ({ path: PATH, response })),
  })
const PAIR = 'BTC:PERP-USD:USD'

describe('leverage on Bitstamp', () => {
  it('is set of one market in one margin mode, by the market’s id', async () => {
    const other = { ...SETTING, margin_mode: 'CROSS', leverage_current: '3.00' }
    const bitstamp = on([other, SETTING], { ...SETTING, leverage_current: '5.50' })
    await expect(bitstamp.setLeverage(PAIR, '5.5', 'isolated')).resolves.toMatchObject({ previousLeverage: '1.90' })
    expect(bitstamp.changes).toEqual(['POST /api/v2/leverage_settings/ margin_mode=ISOLATED&market=btcusd-perp&leverage=5.5'])
  })

  it('that is what it was is left alone; one that is told of no such market was not known', async () => {
    const same = on([SETTING])
    await expect(same.setLeverage(PAIR, '1.9', 'isolated')).resolves.toMatchObject({ previousLeverage: '1.90' })
    expect(same.changes).toEqual([])
    const unknown = on([{ ...SETTING, market: 'ETH/USD-PERP' }], { ...SETTING, leverage_current: '2.00' })
    await expect(unknown.setLeverage(PAIR, '2', 'isolated')).resolves.toMatchObject({ previousLeverage: null })
  })

  it('above the highest is refused before it is asked for, and an answer of another leverage is none', async () => {
    const high = on([SETTING])
    await expect(high.setLeverage(PAIR, '11', 'isolated')).rejects.toThrow('The highest leverage of BTC:PERP-USD:USD is 10.')
    expect(high.changes).toEqual([])
    await expect(on([SETTING], SETTING).setLeverage(PAIR, '3', 'isolated')).rejects.toMatchObject({ code: 'exchange_network' })
  })
})
