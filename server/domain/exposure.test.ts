import { describe, expect, it } from 'vitest'
import { baseCoin } from './coins'
import { accountLeverage, exposureByBase, totalExposure } from './exposure'

const coin = (base: string, notional: string | null) => ({ assetType: 'token' as const, base, notional })
const position = (base: string, notional: string | null) => ({ assetType: 'position' as const, base, notional })

describe('exposure', () => {
  const desk = [coin('ETH', '10000'), position('ETH', '-9000'), position('BTC', '500'), coin('USDT', '4000'), coin('EUR', '50')]

  it('shows a hedged holding as what it is', () => {
    expect(exposureByBase(desk)).toEqual([
      {
        base: 'ETH',
        spot: '10000',
        positions: '-9000',
        long: '10000',
        short: '-9000',
        net: '1000',
        gross: '19000',
        partial: false,
      },
      { base: 'BTC', spot: '0', positions: '500', long: '500', short: '0', net: '500', gross: '500', partial: false },
    ])
    expect(totalExposure(desk)).toEqual({ gross: '19500', net: '1500' })
  })

  it('counts positions on stablecoins, but not holdings of them', () => {
    expect(totalExposure([coin('USDC', '100'), position('USDC', '40')])).toEqual({ gross: '40', net: '40' })
  })

  it('folds contracts on a thousand of a coin into the coin', () => {
    expect(exposureByBase([position('1000PEPE', '7'), coin('PEPE', '3')])).toMatchObject([{ base: 'PEPE', net: '10' }])
    expect(['1000PEPE', '1000000MOG', '1MBABYDOGE', '1INCH', 'BTC', '1000'].map(baseCoin)).toEqual([
      'PEPE',
      'MOG',
      'BABYDOGE',
      '1INCH',
      'BTC',
      '1000',
    ])
  })

  it('leaves out what is unknown, and is unknown when all is', () => {
    expect(totalExposure([coin('SCAM', null), coin('BTC', '5')])).toEqual({ gross: '5', net: '5' })
    expect(totalExposure([coin('SCAM', null)])).toEqual({ gross: null, net: null })
    expect(totalExposure([coin('USDT', '5')])).toEqual({ gross: '0', net: '0' })
    expect(totalExposure([])).toEqual({ gross: '0', net: '0' })
  })
})

describe('account leverage', () => {
  it('is gross exposure by equity', () => {
    expect(accountLeverage('15000', '10000')).toBe('1.5')
  })

  it('is unknown without a positive equity', () => {
    expect([
      accountLeverage('1', null),
      accountLeverage(null, '1'),
      accountLeverage('1', '0'),
      accountLeverage('1', '-5'),
    ]).toEqual([null, null, null, null])
  })
})
