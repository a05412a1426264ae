import { describe, expect, it } from 'vitest'
import { boundBits, boundOfBits, EQUITY_BOUNDS, inverted, joinBounds } from './bound'
import { account, perp, prices, token } from './holdings.testing'
import type { AccountHoldings } from './types'
import { valueAccount } from './valuation'

const priced = prices({ USDT: '1', BTC: '100000' })
const read = (holdings: AccountHoldings['holdings'], more: Partial<AccountHoldings> = {}) => {
  const { equity, bound } = valueAccount(account(holdings, more), priced)
  return [equity, bound]
}
const usdt = token('USDT', '100')
const perps = { wallets: [{ wallet: 'perp', equityUsd: null }] }
const left = (wallet: string, unopened?: true) => ({ notIncluded: [{ wallet, reason: 'No permission.', unopened }] })

describe('the bound of an account’s equity', () => {
  it('is exact where all was read and priced, also beside a wallet that was never opened', () => {
    expect(read([usdt])).toEqual(['100', 'exact'])
    expect(read([usdt], left('earn', true))).toEqual(['100', 'exact'])
  })

  it('is a lower one beside a wallet that was not read, and a coin without a price', () => {
    expect(read([usdt], left('earn'))).toEqual(['100', 'at_least'])
    expect(read([usdt, token('ABC', '5')])).toEqual(['100', 'at_least'])
    expect(read([usdt, token('ABC', '0')])).toEqual(['100', 'exact'])
  })

  it('is an upper one where only a debt is left out, and none where both are', () => {
    expect(read([usdt, token('ABC', '-5')])).toEqual(['100', 'at_most'])
    expect(read([usdt], left('crypto_loans'))).toEqual(['100', 'at_most'])
    expect(read([usdt, token('ABC', '-5')], left('earn'))).toEqual(['100', 'uncertain'])
  })

  it('is none where a part of a wallet is missing that margins positions: a loss may be in it', () => {
    const tokens = token('USDT', '100', { wallet: 'perp', marginBalance: '100' })
    expect(read([tokens], { ...perps, ...left('perp') })).toEqual(['100', 'at_least'])
    expect(read([tokens, perp('BTC', '1', '100000')], { ...perps, ...left('perp') })).toEqual(['100', 'uncertain'])
  })

  it('is uncertain where nobody proved how the exchange is read, or its own figure is another', () => {
    expect(read([usdt], { doubts: ['Compare.'] })).toEqual(['100', 'uncertain'])
    expect(read([usdt], { wallets: [{ wallet: 'spot', equityUsd: '102' }] })).toEqual(['100', 'uncertain'])
    expect(read([usdt], { wallets: [{ wallet: 'spot', equityUsd: '100.1' }] })).toEqual(['100', 'exact'])
  })

  it('leaves equity unknown, not small, where only what is free is told of all coins', () => {
    expect(read([], { ...perps, ...left('perp'), equityUnknown: true })).toEqual([null, 'at_least'])
    expect(read([], { ...perps, ...left('earn') })).toEqual(['0', 'at_least'])
  })
})

describe('bounds of sums', () => {
  it('are joined as bits, as the database does', () => {
    for (const a of EQUITY_BOUNDS) {
      expect(boundOfBits(boundBits(a))).toBe(a)
      for (const b of EQUITY_BOUNDS) expect(joinBounds([a, b])).toBe(boundOfBits(boundBits(a) | boundBits(b)))
    }
    expect(joinBounds([])).toBe('exact')
    expect(joinBounds(['at_least', 'exact'])).toBe('at_least')
    expect(joinBounds(['at_least', 'at_most'])).toBe('uncertain')
    expect(boundOfBits(null)).toBe('exact')
  })

  it('turn round in a divisor', () => {
    expect(EQUITY_BOUNDS.map(inverted)).toEqual(['exact', 'at_most', 'at_least', 'uncertain'])
  })
})
