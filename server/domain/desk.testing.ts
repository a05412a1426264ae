import fc from 'fast-check'
import { EQUITY_BOUNDS } from './bound'
import type { DeskAccount } from './desk'
import type { Asset, ValuedAccount, WalletEquity } from './types'

/** Random desks: amounts with many digits, of every sign, known and unknown, coins under several of their names. */

const coins = ['BTC', 'WBTC', 'ETH', 'USDT', 'USDC', 'EUR', 'PEPE', '1000PEPE', 'kPEPE', 'LDUSDT', 'SOL', 'XUSDX', 'JPYC']
export const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, decimals]) => {
    const text = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0')
    const whole = text.slice(0, text.length - decimals)
    return `${digits < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${text.slice(text.length - decimals)}`}`
  })
const some = fc.oneof({ weight: 1, arbitrary: fc.constantFrom('0', '1', '-1', '5') }, { weight: 4, arbitrary: amount })
const known = fc.option(some, { nil: null })
const ratio = fc.option(
  fc.integer({ min: 0, max: 1200 }).map((thousandths) => (thousandths / 1000).toString()),
  { nil: null },
)

export const asset: fc.Arbitrary<Asset> = fc
  .record({
    symbol: fc.constantFrom(...coins),
    assetType: fc.constantFrom('token' as const, 'position' as const),
    size: some,
    notional: known,
    price: fc.option(fc.constantFrom('1', '0.0001', '64000.123456789', '0.9', '3'), { nil: null }),
    marginBalance: known,
    markPrice: fc.option(fc.constantFrom('100', '64000.5', '0.01'), { nil: null }),
    liquidationPrice: fc.option(fc.constantFrom('99', '103', '60000', '0.0105'), { nil: null }),
    marginMode: fc.constantFrom('cross' as const, 'isolated' as const, null),
  })
  .map((of) => ({
    ...of,
    base: of.symbol,
    symbol: of.assetType === 'token' ? of.symbol : `${of.symbol}:PERP-USDT`,
    ...{ marketType: 'perp', walletType: 'unified', amount: of.size, borrowed: '0', unrealizedProfit: null, initialMargin: null },
    ...{ maintMargin: null, leverage: null, notionalPctTotal: null, availableBalance: null, priceRoute: null, priceAsOf: null },
    ...{ entryPrice: null, positionSide: null, settle: null },
  }))

const wallet: fc.Arbitrary<WalletEquity> = fc
  .record({ marginBalance: known, initialMargin: known, marginRatio: ratio, unrealizedProfit: known })
  .map((of) => ({
    ...{ walletType: 'unified', totalEquity: null, maintMargin: null, availableMargin: null, reportedEquity: null },
    ...of,
  }))

export const valued: fc.Arbitrary<ValuedAccount> = fc.record({
  asOf: fc.integer({ min: 0, max: 10_000 }).map((seconds) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000)),
  assets: fc.array(asset, { maxLength: 8 }),
  equities: fc.array(wallet, { maxLength: 3 }),
  equity: known,
  bound: fc.constantFrom(...EQUITY_BOUNDS),
  aside: fc.constant(null),
  grossExposure: known,
  netExposure: known,
  unpriced: fc.array(fc.constantFrom('AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG'), { maxLength: 7 }),
  notIncluded: fc.array(
    fc.record({ wallet: fc.constantFrom('earn', 'funding'), reason: fc.constant('No permission.'), unopened: fc.boolean() }),
    { maxLength: 2 },
  ),
  warnings: fc.array(fc.constantFrom('Two figures differ by 5 %.', 'All is gone, they say.'), { maxLength: 2 }),
  positionMode: fc.constant(null),
})

const EXCHANGES = [
  ['binance', 'Binance'],
  ['bybit', 'Bybit'],
  ['okx', 'OKX'],
] as const

/** An active account; `n` tells it from others. */
export function deskAccount(n: number, more: Partial<DeskAccount> = {}): DeskAccount {
  const [exchange, exchangeName] = EXCHANGES[n % EXCHANGES.length] ?? EXCHANGES[0]
  return {
    ...{ id: `account-${n}`, name: `Desk ${n}`, exchange, exchangeName, exchangeLabel: null, sandbox: false, archived: false },
    ...{ valid: true, maskedKey: 'abcde********', permissions: ['read'], keyExpiresAt: null, keyChange: null, parentId: null },
    createdAt: new Date(Date.UTC(2026, 0, 1) + n),
    ...{ lastRefreshedAt: null, lastError: null, refreshIntervalSeconds: 60 },
    ...more,
  }
}
