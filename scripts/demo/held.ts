import { baseCoin } from '@/server/domain/coins'
import { Decimal } from '@/server/domain/decimal'
import { isExposed } from '@/server/domain/exposure'
import type { Asset } from '@/server/domain/types'
import type { BalanceView } from '@/server/domain/views'

/** What an account held before it was read: what is held now without what came since. */

/** What came to an account or left it, signed, in coins. */
export interface Moved {
  at: number
  /** As the simulator names it. */
  wallet: string
  coin: string
  amount: string
  /** Of the same coin, taken besides. */
  fee?: string | undefined
}

/** Sizes of one asset over time. */
export interface Held {
  symbol: string
  walletType: string
  assetType: 'token' | 'position'
  /** The coin whose price it follows; null: it keeps its price in USD. */
  coin: string | null
  /** USD of one, now; null where it has no price. */
  price: number | null
  /** In the order of time: what is held until the moment, milliseconds; the last one for ever. */
  sizes: { until: number; size: Decimal; text: string }[]
  /** Of an inverse contract, whose value in USD does not move; its size in coins does. */
  value: number | null
  /** USD of profit that it adds to equity, now, of a position. */
  profit: number
}

/** The simulator's wallets as readings name them; the rest has the same name. */
const WALLETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  binance: { usdm: 'perp', 'earn-flexible': 'earn', 'earn-locked': 'earn' },
  okx: { trading: 'unified', staking: 'earn' },
}

export function heldBefore(balance: BalanceView, moved: readonly Moved[], priceOf: (coin: string) => string | null): Held[] {
  const tokens = new Map<string, { symbol: string; walletType: string; size: Decimal; price: string | null; moved: Moved[] }>()
  const token = (walletType: string, symbol: string, price: string | null) => {
    const key = `${walletType} ${symbol}`
    const known = tokens.get(key) ?? { symbol, walletType, size: new Decimal(0), price, moved: [] }
    tokens.set(key, known)
    return known
  }
  for (const asset of balance.assets) {
    if (asset.assetType !== 'token') continue
    const own = token(asset.walletType, asset.symbol, asset.price)
    own.size = own.size.plus(asset.size)
  }
  const wallets = WALLETS[balance.exchange] ?? {}
  for (const each of moved) {
    token(wallets[each.wallet] ?? each.wallet, each.coin, priceOf(each.coin)).moved.push(each)
  }
  return [
    ...[...tokens.values()].map((each) => ({
      symbol: each.symbol,
      walletType: each.walletType,
      assetType: 'token' as const,
      coin: isExposed({ assetType: 'token', base: each.symbol, price: each.price }) ? baseCoin(each.symbol) : null,
      price: each.price === null ? null : Number(each.price),
      sizes: sizesOf(each.size, each.moved),
      value: null,
      profit: 0,
    })),
    ...balance.assets.filter(({ assetType }) => assetType === 'position').map(positionOf),
  ]
}

/** What is held now without what moved behind each moment. */
function sizesOf(now: Decimal, moved: readonly Moved[]): Held['sizes'] {
  const sizes = [{ until: Number.POSITIVE_INFINITY, size: now, text: now.toFixed() }]
  let size = now
  for (const { at, amount, fee = '0' } of moved.toSorted((a, b) => b.at - a.at)) {
    size = size.minus(amount).plus(fee)
    sizes.push({ until: at, size, text: size.toFixed() })
  }
  return sizes.reverse()
}

function positionOf(asset: Asset): Held {
  const { symbol, walletType, base, settle, size, notional, unrealizedProfit, price } = asset
  const value = notional === null ? null : Number(notional)
  const inverse = settle !== null && settle === base
  const now = new Decimal(size)
  return {
    ...{ symbol, walletType, assetType: 'position', coin: baseCoin(base), value: inverse ? value : null },
    price: value === null || now.isZero() ? null : value / Number(size),
    sizes: [{ until: Number.POSITIVE_INFINITY, size: now, text: now.toFixed() }],
    profit: unrealizedProfit === null || price === null ? 0 : Number(unrealizedProfit) * Number(price),
  }
}
