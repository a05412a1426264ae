import { describe, expect, it } from 'vitest'
import { toMarket } from './markets'

const structure = (base: string, info: object) => ({
  symbol: `${base}/USDC:USDC`,
  id: '3',
  base,
  quote: 'USDC',
  settle: 'USDC',
  type: 'swap',
  info,
})

describe('a market’s coin', () => {
  it('is a thousand of a coin where the exchange writes a small k, and no other coin with a K', () => {
    // `meta` of Hyperliquid, and `ticker` of exchanges whose ids are the pair.
    expect(toMarket(structure('KPEPE', { name: 'kPEPE' }))?.coin).toBe('kPEPE')
    expect(toMarket(structure('KNEWCOIN', { symbol: 'kNEWCOIN-PERP' }))?.coin).toBe('kNEWCOIN')
    expect(toMarket(structure('KAVA', { name: 'KAVA' }))?.coin).toBe('KAVA')
    expect(toMarket(structure('KSM', {}))?.coin).toBe('KSM')
    expect(toMarket(structure('PEPE', { name: 'kPEPE' }))?.coin).toBe('PEPE')
  })
})
