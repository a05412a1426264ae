import { fixed, known, sumKnown } from './amounts'
import { boundOfWallet, inverted, joinBounds, type LeavingOut, profitBound } from './bound'
import { Decimal, type DecimalString } from './decimal'
import { isExposed } from './exposure'
import { leftOutReasons } from './left-out'
import { nearestLiquidation } from './liquidation'
import { health } from './margin'
import type { Asset, EquityBound, ValuedAccount, WalletEquity } from './types'

/** The fields of an asset that an account's figures rest on. */
export type FiguredAsset = Pick<
  Asset,
  | 'symbol'
  | 'assetType'
  | 'walletType'
  | 'base'
  | 'size'
  | 'notional'
  | 'price'
  | 'marginBalance'
  | 'markPrice'
  | 'liquidationPrice'
  | 'marginMode'
>

/** A snapshot without what no figure rests on. */
export type FiguredSnapshot = Omit<ValuedAccount, 'assets' | 'positionMode'> & { assets: readonly FiguredAsset[] }

/** What a page shows of an account in one line, and what it adds to the totals over all accounts. */
export interface AccountFigures extends Omit<FiguredSnapshot, 'assets' | 'equities' | 'aside'> {
  /** Why `equity` is not all, or not certain; see `leftOutReasons`. */
  leftOut: string[]
  /** USD, every digit; null where no wallet tells any. */
  unrealizedProfit: DecimalString | null
  profitBound: EquityBound
  /** See `marginUse`. */
  marginUse: DecimalString | null
  marginBound: EquityBound
  /** See `worstMarginRatio`. */
  marginRatio: DecimalString | null
  /** See `margin`'s `health`. */
  health: number | null
  nearest: { symbol: string; distance: DecimalString } | null
  /** What moves with a coin, with its notional in USD (null: not known); not yet one coin under all its names. */
  exposed: readonly { base: string; position: boolean; notional: DecimalString | null }[]
  /** What each token adds to equity in USD, every digit; none that adds nothing or has no price. */
  held: readonly { symbol: string; value: DecimalString }[]
}

/** The figures of an account, of its newest snapshot. */
export function accountFigures({ assets, equities, aside: _, ...snapshot }: FiguredSnapshot): AccountFigures {
  return {
    ...snapshot,
    leftOut: leftOutReasons(snapshot),
    profitBound: profitBound(snapshot),
    marginBound: marginBound({ ...snapshot, assets, equities }),
    unrealizedProfit: sumKnown(equities.map(({ unrealizedProfit }) => known(unrealizedProfit)))?.toFixed() ?? null,
    marginUse: marginUse(equities),
    marginRatio: worstMarginRatio(equities),
    health: health(equities, assets),
    nearest: nearestLiquidation(assets),
    exposed: assets.flatMap((asset) =>
      isExposed(asset) ? [{ base: asset.base, position: asset.assetType === 'position', notional: asset.notional }] : [],
    ),
    held: assets.flatMap((asset) => {
      const value = heldValue(asset)
      return value === null || value.isZero() ? [] : [{ symbol: asset.symbol, value: value.toFixed() }]
    }),
  }
}

/** What a token adds to equity in USD; null for positions, whose profit is in a token's, and for what has no price. */
export function heldValue({
  assetType,
  price,
  marginBalance,
  size,
}: Pick<FiguredAsset, 'assetType' | 'price' | 'marginBalance' | 'size'>): Decimal | null {
  return assetType !== 'token' || price === null ? null : new Decimal(marginBalance ?? size).times(price)
}

/**
 * Margin use of an account: initial margin ÷ margin balance of its most used wallet, 6 decimals; above 1 more is asked for
 * than there is. A wallet whose balance is used up (0 or less) while margin is asked for counts as 1. Null where no wallet
 * tells both.
 */
export function marginUse(equities: readonly Pick<WalletEquity, 'initialMargin' | 'marginBalance'>[]): DecimalString | null {
  const shares = equities.flatMap((wallet) => {
    const initial = known(wallet.initialMargin)
    const balance = known(wallet.marginBalance)
    if (initial === null || balance === null) return []
    if (!balance.gt(0)) return initial.gt(0) ? [new Decimal(1)] : []
    return [initial.div(balance)]
  })
  return shares.length === 0 ? null : fixed(Decimal.max(...shares), 6)
}

/** The highest margin ratio among an account's wallets: 1 is liquidation. */
export function worstMarginRatio(equities: readonly Pick<WalletEquity, 'marginRatio'>[]): DecimalString | null {
  const ratios = equities.flatMap(({ marginRatio }) => known(marginRatio) ?? [])
  return ratios.length === 0 ? null : Decimal.max(...ratios).toFixed()
}

/** What a share of an account's margin balance is where that is bounded: more balance would be less use. */
export function marginBound(
  account: Omit<LeavingOut, 'equities'> & { bound: EquityBound; equities: readonly WalletEquity[] },
): EquityBound {
  const margining = account.equities.filter(({ initialMargin, maintMargin }) => initialMargin !== null || maintMargin !== null)
  return joinBounds(margining.map(({ walletType }) => inverted(boundOfWallet(account, walletType))))
}
