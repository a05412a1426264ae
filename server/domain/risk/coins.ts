import { baseCoin } from '../coins'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import { isExposed } from '../exposure'
import type { Asset } from '../types'

/** A coin that something moves with. */
export interface HeldCoin {
  coin: string
  /** USD, without signs. */
  gross: Decimal
  /** By which its price of each day is known: the coin itself, else its largest position. */
  symbol: string
  /** USD per coin now; null: only contracts on many of it are held. */
  price: DecimalString | null
}

const single = (asset: Asset) => asset.base === baseCoin(asset.base)

/** Coins of these readings, the largest first. Options say what their coin is worth nowhere. */
export function heldCoins(readings: readonly { assets: readonly Asset[] }[]): HeldCoin[] {
  const coins = new Map<string, HeldCoin & { rank: Decimal }>()
  for (const { assets } of readings) {
    for (const asset of assets) {
      if (!isExposed(asset) || asset.notional === null) continue
      const coin = baseCoin(asset.base)
      const value = new Decimal(asset.notional).abs()
      const known = coins.get(coin)
      const gross = (known?.gross ?? ZERO).plus(value)
      const token = asset.assetType === 'token'
      const tells = asset.marketType !== 'option'
      // A coin's own price before any contract's, and among each the largest.
      const rank = tells ? value.plus(token && single(asset) ? '1e30' : 0) : new Decimal(-1)
      const price = token ? asset.price : usdMark(asset)
      if (known?.rank.gte(rank)) coins.set(coin, { ...known, gross })
      else coins.set(coin, { coin, gross, symbol: asset.symbol, rank, price: tells && single(asset) ? price : null })
    }
  }
  return [...coins.values()]
    .sort((a, b) => b.gross.comparedTo(a.gross) || (a.coin < b.coin ? -1 : 1))
    .map(({ rank: _, ...coin }) => coin)
}

/** A contract's mark in USD: what it is worth by its size. */
function usdMark({ notional, size }: Asset): DecimalString | null {
  return notional === null || new Decimal(size).isZero()
    ? null
    : new Decimal(notional).div(size).toSignificantDigits(20).toFixed()
}
