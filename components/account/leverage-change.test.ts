import { describe, expect, it } from 'vitest'
import { account, perp, prices } from '@/server/domain/holdings.testing'
import { valueAccount } from '@/server/domain/valuation'
import { leverageChange, marginFreed, openPairs, presetsUpTo } from './leverage-change'

const { assets } = valueAccount(
  account([
    perp('ETH', '2', '6000', { leverage: '10', initialMargin: '600', side: 'long' }),
    perp('ETH', '-1', '-3000', { leverage: '10', initialMargin: '300', side: 'short' }),
    perp('BTC', '1', '90000', { leverage: null, initialMargin: '9000' }),
    perp('SOL', '1', '150', { leverage: '5' }),
  ]),
  prices({ USDT: '1' }),
)

describe('leverageChange', () => {
  it('sums both sides of a pair and scales their margin', () => {
    expect(leverageChange(assets, 'ETH:PERP-USDT', '20', 'cross')).toEqual({
      pair: 'ETH:PERP-USDT',
      before: '10',
      after: '20',
      settle: 'USDT',
      marginBefore: '900',
      marginAfter: '450',
      raises: true,
      marginAbout: false,
      liquidation: { kind: 'same', price: null },
      otherMode: null,
    })
  })

  it('promises nothing about margins that are not known', () => {
    expect(leverageChange(assets, 'BTC:PERP-USDT', '3', 'cross')).toMatchObject({
      before: null,
      marginBefore: '9000',
      marginAfter: null,
      raises: false,
    })
    // Its exchange tells no margin: about its value at the leverage of now.
    expect(leverageChange(assets, 'SOL:PERP-USDT', '3', 'cross')).toMatchObject({
      ...{ before: '5', marginBefore: '30', marginAfter: '50', marginAbout: true },
    })
    expect(leverageChange(assets, 'XRP:PERP-USDT', '3.50', 'cross')).toMatchObject({ before: null, after: '3.5', settle: null })
  })
})

const one = (more: Parameters<typeof perp>[3]) =>
  valueAccount(
    account([perp('ETH', '2', '6000', { leverage: '10', liquidationPrice: '2100', initialMargin: '600', ...more })]),
    prices({ USDT: '1' }),
  ).assets

describe('what is open in the other margin mode', () => {
  it('is promised nothing: some exchanges keep a leverage for each mode', () => {
    const unknown = { marginBefore: '600', marginAfter: null, liquidation: { kind: 'unknown', price: '2100' } }
    const [cross, isolated] = [one({ marginMode: 'cross' }), one({ marginMode: 'isolated' })]
    expect(leverageChange(isolated, 'ETH:PERP-USDT', '20', 'cross')).toMatchObject({ ...unknown, otherMode: 'isolated' })
    expect(leverageChange(cross, 'ETH:PERP-USDT', '20', 'isolated')).toMatchObject({ ...unknown, otherMode: 'cross' })
    expect(leverageChange(cross, 'ETH:PERP-USDT', '20', 'cross')).toMatchObject({ marginAfter: '300', otherMode: null })
  })
})

describe('the liquidation price', () => {
  it('stays where a wallet margins the position, moves where its own margin does, and is nothing without a position', () => {
    const at = (assets: Parameters<typeof leverageChange>[0], mode: 'cross' | 'isolated' = 'cross') =>
      leverageChange(assets, 'ETH:PERP-USDT', '5', mode).liquidation
    expect(at(one({}))).toEqual({ kind: 'same', price: '2100' })
    expect(at(one({ marginMode: 'isolated' }), 'isolated')).toEqual({ kind: 'moves', price: '2100' })
    // Which mode it is in is not told: nothing is promised.
    expect(at(one({ marginMode: null }))).toEqual({ kind: 'moves', price: '2100' })
    expect(at([...one({}), ...one({ side: 'short' })])).toEqual({ kind: 'same', price: null })
    expect(at([])).toEqual({ kind: 'none' })
  })
})

describe('openPairs', () => {
  it('names each pair once', () => {
    expect(openPairs(assets).sort()).toEqual(['BTC:PERP-USDT', 'ETH:PERP-USDT', 'SOL:PERP-USDT'])
  })
})

describe('what is offered and what it changes', () => {
  it('offers the usual leverages up to the highest, and that', () => {
    expect(presetsUpTo(25)).toEqual([1, 2, 3, 5, 10, 20, 25])
    expect(presetsUpTo(100)).toEqual([1, 2, 3, 5, 10, 20, 50, 100])
    expect(presetsUpTo(1)).toEqual([1])
  })

  it('frees margin by a higher one, binds more by a lower one, and says nothing where margin is not known', () => {
    expect(marginFreed(leverageChange(assets, 'ETH:PERP-USDT', '20', 'cross'))).toBe('450')
    expect(marginFreed(leverageChange(assets, 'ETH:PERP-USDT', '5', 'cross'))).toBe('-900')
    expect(marginFreed(leverageChange(assets, 'BTC:PERP-USDT', '3', 'cross'))).toBeNull()
  })
})
