import { describe, expect, it } from 'vitest'
import { Decimal } from '../decimal'
import { maintenanceOf } from './tiers'

describe('maintenance margins by tiers', () => {
  // Binance's table of BTCUSDT as it was long published: 0.4 % to 50,000, 0.5 % to 250,000 less 50, 1 % less 1,300.
  const tiers = [
    { from: '0', rate: '0.004' },
    { from: '50000', rate: '0.005' },
    { from: '250000', rate: '0.01' },
  ]
  it('are what the exchange writes as notional × rate − amount', () => {
    const at = (usd: string) => maintenanceOf(tiers, new Decimal(usd)).toFixed()
    expect(at('0')).toBe('0')
    expect(at('50000')).toBe('200')
    expect(at('100000')).toBe(new Decimal('100000').times('0.005').minus(50).toFixed())
    expect(at('-1000000')).toBe(new Decimal('1000000').times('0.01').minus(1300).toFixed())
  })
})
