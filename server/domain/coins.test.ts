import { describe, expect, it } from 'vitest'
import { baseCoin } from './coins'
import { exposureByBase, isExposed } from './exposure'
import { isStable } from './stablecoins'

const token = (base: string, notional: string) => ({ assetType: 'token' as const, base, notional })
const position = (base: string, notional: string) => ({ assetType: 'position' as const, base, notional })

describe('a coin under all its names', () => {
  it('contracts on a thousand of a coin hedge the coin (thousand-prefix)', () => {
    // As Hyperliquid (kPEPE, which ccxt writes KPEPE) and Bybit (SHIB1000USDT) list them.
    const rows = exposureByBase([
      token('PEPE', '1000'),
      position('KPEPE', '-1000'),
      token('SHIB', '1000'),
      position('SHIB1000', '-1000'),
      token('AIDOGE', '5'),
      position('10000000AIDOGE', '-5'),
    ])
    expect(rows.map(({ base, gross, net }) => [base, gross, net])).toEqual([
      ['PEPE', '2000', '0'],
      ['SHIB', '2000', '0'],
      ['AIDOGE', '10', '0'],
    ])
  })

  it.each([
    ['kPEPE', 'PEPE'],
    ['kNEWCOIN', 'NEWCOIN'],
    ['KBONK', 'BONK'],
    ['1000000MOG', 'MOG'],
    ['1MBABYDOGE', 'BABYDOGE'],
    ['1KPEPE', 'PEPE'],
    ['10000SATS', 'SATS'],
    ['1000SATS', 'SATS'],
    ['1000X', '1000X'],
    ['SHIB1000', 'SHIB'],
    ['LUNC10000', 'LUNC'],
    ['KAVA', 'KAVA'],
    ['KSM', 'KSM'],
    ['KAS', 'KAS'],
    ['KAITO', 'KAITO'],
    ['1INCH', '1INCH'],
    ['1MIL', '1MIL'],
    ['SPX6900', 'SPX6900'],
    ['X2000', 'X2000'],
    ['1000', '1000'],
  ])('%s is exposure to %s', (code, coin) => expect(baseCoin(code)).toBe(coin))

  it.each([
    ['LDBTC', 'BTC'],
    ['LDUSDT', 'USDT'],
    ['LDO', 'LDO'],
    ['WBTC', 'BTC'],
    ['STETH', 'ETH'],
    ['BETH', 'ETH'],
    ['WSTETH', 'WSTETH'],
    ['WBETH', 'WBETH'],
  ])('the receipt %s is exposure to %s', (code, coin) => expect(baseCoin(code)).toBe(coin))

  it('a short hedges what a receipt pays out', () => {
    const rows = exposureByBase([token('STETH', '500'), token('LDETH', '500'), position('ETH', '-1000')])
    expect(rows).toMatchObject([{ base: 'ETH', gross: '2000', net: '0' }])
  })
})

describe('money', () => {
  it('makes no exposure (stablecoin-list)', () => {
    // In use on large exchanges in 2026; BNFCR and LDUSDT as Binance's margin.
    const codes = ['U', 'USAT', 'BNFCR', 'LDUSDT', 'USYC', 'BUIDL', 'USDO', 'USDL', 'PUSD', 'JPYC', 'MXNB']
    expect(codes.filter((base) => isExposed({ assetType: 'token', base }))).toEqual([])
  })

  it.each(['USDXYZ', 'SUSDAI', 'APXUSD', 'EURAU', 'MXNT', 'BRLA', 'XIDR', 'IDRX', 'ZARP', 'AUDD'])(
    'is told by its name: %s',
    (code) => expect(isStable(code)).toBe(true),
  )

  it('and by its price where the name alone tells it', () => {
    expect([isStable('USDUC', '0.01'), isStable('SUSDAI', '1.09'), isStable('EURAU', '1.16')]).toEqual([false, true, true])
    expect(isStable('USDC', '0.6')).toBe(true)
  })

  it.each(['BTC', 'AUDIO', 'MYRO', 'PENG', 'COPI', 'SARCO', 'PHPX1', 'EUL', 'USTC2', 'BRL22', 'INRI', 'TRYHARDS'])(
    'is not %s',
    (code) => expect(isStable(code)).toBe(false),
  )
})
