import { known, sumKnown, times } from '../amounts'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import { isExposed } from '../exposure'
import type { Asset, WalletEquity } from '../types'
import { type TaggedRow, taggedRow } from './tag'

/** What of an asset its part of equity rests on. */
export type PartedAsset = Pick<
  Asset,
  | 'symbol'
  | 'assetType'
  | 'marketType'
  | 'walletType'
  | 'base'
  | 'settle'
  | 'size'
  | 'notional'
  | 'price'
  | 'unrealizedProfit'
  | 'initialMargin'
  | 'marginBalance'
  | 'marginMode'
>

/** One asset of an account and what it is worth to it. */
export interface Part extends TaggedRow {
  symbol: string
  position: boolean
  /** Owed or short. */
  negative: boolean
  /** What it contributes to the account's equity, USD, every digit; null: not known. */
  value: Decimal | null
  /** Moves with its coin. */
  exposed: boolean
  notional: DecimalString | null
  /** Unrealised, USD; null: not known, or no position. */
  profit: Decimal | null
}

/** An account taken apart. `rest` is what no part holds: the parts that are known and it are the account's equity. */
export interface AccountParts {
  parts: Part[]
  /** USD; null where equity is not known. */
  rest: Decimal | null
}

/** Rounding of what exchanges send of one wallet in two places, USD. */
const CENT = new Decimal('0.01')

const isIsolated = ({ marginMode }: PartedAsset) => marginMode === 'isolated'

/** Unrealised profit, USD; null: not known. */
const profitOf = ({ unrealizedProfit, price }: PartedAsset) => times(known(unrealizedProfit), known(price))

/** What a position contributes: its profit, and the margin that was put up for it alone. Null where either is not told. */
function positionValue(asset: PartedAsset): Decimal | null {
  const profit = profitOf(asset)
  if (!isIsolated(asset)) return profit
  const margin = times(known(asset.marginBalance ?? asset.initialMargin), known(asset.price))
  return profit === null || margin === null ? null : profit.plus(margin)
}

const tokenValue = ({ marginBalance, size, price }: PartedAsset) => times(new Decimal(marginBalance ?? size), known(price))

/**
 * Takes an account's equity apart. A position's part is its unrealised profit, and its margin where that was put up for it
 * alone; a token's is what it is worth less what of that sits in it already of positions. Exchanges keep isolated margin
 * within the wallet's coins or beside them, which the wallet's own sum tells; where it does not, the part of a coin that
 * margins is not known, rather than counted twice. Of an account whose equity is not known no part is.
 */
export function partsOf(
  accountId: string,
  {
    assets,
    equities,
    equity,
  }: { assets: readonly PartedAsset[]; equities: readonly WalletEquity[]; equity: DecimalString | null },
): AccountParts {
  const values = new Map<PartedAsset, Decimal | null>()
  for (const wallet of new Set(assets.map(({ walletType }) => walletType))) {
    const own = assets.filter(({ walletType }) => walletType === wallet)
    const total = known(equities.find(({ walletType }) => walletType === wallet)?.totalEquity)
    for (const [asset, value] of walletParts(own, total)) values.set(asset, value)
  }
  const parts = assets.map((asset): Part => {
    const position = asset.assetType === 'position'
    return {
      ...taggedRow(accountId, asset),
      ...{
        symbol: asset.symbol,
        position,
        negative: asset.size.startsWith('-'),
        value: equity === null ? null : (values.get(asset) ?? null),
      },
      ...{ exposed: isExposed(asset), notional: asset.notional, profit: position ? profitOf(asset) : null },
    }
  })
  const held = sumKnown(parts.map(({ value }) => value)) ?? ZERO
  return { parts, rest: known(equity)?.minus(held) ?? null }
}

function walletParts(assets: readonly PartedAsset[], total: Decimal | null): [PartedAsset, Decimal | null][] {
  const tokens = assets.filter(({ assetType }) => assetType === 'token')
  const positions = assets
    .filter(({ assetType }) => assetType === 'position')
    .map((asset) => ({ asset, value: positionValue(asset) }))
  const inside = insideTokens(tokens, positions, total)
  const taken = new Map<string, Decimal | null>()
  for (const { asset, value } of inside ?? []) {
    const before = taken.get(asset.settle ?? '')
    taken.set(asset.settle ?? '', before === null || value === null ? null : value.plus(before ?? 0))
  }
  // Profit that sits in a coin of which the wallet has no row is in one of those that margin, and nobody knows in which.
  const blind = inside === null || [...taken.keys()].some((coin) => !tokens.some(({ symbol }) => symbol === coin))
  return [
    ...positions.map(({ asset, value }): [PartedAsset, Decimal | null] => [asset, value]),
    ...tokens.map((token): [PartedAsset, Decimal | null] => {
      const value = tokenValue(token)
      if (blind && token.marginBalance !== null) return [token, null]
      const own = taken.get(token.symbol)
      // Of several rows of one coin the first holds it.
      taken.delete(token.symbol)
      if (own === undefined) return [token, value]
      return [token, own === null || value === null ? null : value.minus(own)]
    }),
  ]
}

interface Valued {
  asset: PartedAsset
  value: Decimal | null
}

/** The positions whose parts are in the wallet's tokens already; null: nothing tells. */
function insideTokens(
  tokens: readonly PartedAsset[],
  positions: readonly Valued[],
  total: Decimal | null,
): readonly Valued[] | null {
  if (positions.length === 0) return []
  if (total === null) return null
  const outside = total.minus(sumKnown(tokens.map(tokenValue)) ?? ZERO)
  const is = (some: readonly Valued[]) => {
    const sum = some.reduce<Decimal | null>((all, { value }) => (all && value ? all.plus(value) : null), ZERO)
    return sum?.minus(outside).abs().lte(CENT) === true
  }
  const isolated = positions.filter(({ asset }) => isIsolated(asset))
  if (is([])) return positions
  if (is(isolated)) return positions.filter((each) => !isolated.includes(each))
  return is(positions) ? [] : null
}
