import { describe, expect, it } from 'vitest'
import { closingOf, hasStop, type OpenOrder } from './orders'

const PAIR = 'BTC:PERP-USDT'
const order = (more: Partial<OpenOrder> = {}): OpenOrder => ({
  id: '1',
  pair: PAIR,
  side: 'sell',
  word: 'Stop',
  price: null,
  trigger: '45000',
  size: '0.5',
  wholePosition: false,
  reduceOnly: true,
  positionSide: null,
  at: null,
  ...more,
})
const position = (size = '1', more = {}) => ({
  ...{ assetType: 'position' as const, symbol: PAIR, size, markPrice: '50000', positionSide: 'net' as const },
  ...more,
})

describe('what an order would close', () => {
  it('is a stop where the price goes against the position, and takes profit where it goes with it', () => {
    expect(closingOf(order(), position())).toEqual({ kind: 'stop', share: '0.5' })
    expect(closingOf(order({ trigger: '55000' }), position())).toEqual({ kind: 'take_profit', share: '0.5' })
    const buy = { side: 'buy' as const }
    expect(closingOf(order({ ...buy, trigger: '55000' }), position('-1'))).toMatchObject({ kind: 'stop' })
    expect(closingOf(order({ ...buy, trigger: '45000' }), position('-1'))).toMatchObject({ kind: 'take_profit' })
    expect(closingOf(order({ trigger: null, price: '56000' }), position())).toMatchObject({ kind: 'take_profit' })
    expect(closingOf(order({ trigger: null, price: '49000' }), position())).toMatchObject({ kind: 'close' })
  })

  it('is never more than the position, all of it where the exchange says so, and not known where no size is told', () => {
    expect(closingOf(order({ size: '7' }), position())).toMatchObject({ share: '1' })
    expect(closingOf(order({ size: null, wholePosition: true }), position())).toMatchObject({ share: '1' })
    expect(closingOf(order({ size: null }), position())).toMatchObject({ share: null })
    expect(closingOf(order(), position('1', { markPrice: null }))).toEqual({ kind: 'close', share: '0.5' })
  })

  it('is nothing of another pair, of the same side, of the other side in hedge mode, nor for what may open the opposite', () => {
    expect(closingOf(order({ pair: 'ETH:PERP-USDT' }), position())).toBeNull()
    expect(closingOf(order({ side: 'buy' }), position())).toBeNull()
    expect(closingOf(order({ positionSide: 'short' }), position('1', { positionSide: 'long' }))).toBeNull()
    expect(closingOf(order({ positionSide: 'long', reduceOnly: null }), position('1', { positionSide: 'long' }))).toMatchObject({
      kind: 'stop',
    })
    expect(closingOf(order({ trigger: null, price: '56000', reduceOnly: null }), position())).toBeNull()
    expect(closingOf(order({ reduceOnly: false }), position())).toBeNull()
    expect(closingOf(order(), position('0'))).toBeNull()
    expect(closingOf(order(), { ...position(), assetType: 'token' as const })).toBeNull()
  })

  it('tells whether a position has a stop', () => {
    expect(hasStop(position(), [order({ trigger: '60000' }), order()])).toBe(true)
    expect(hasStop(position(), [order({ trigger: '60000' })])).toBe(false)
    expect(hasStop(position(), [])).toBe(false)
  })
})
