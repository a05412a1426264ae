import { fixed, known } from '@/server/domain/amounts'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { initialMarginOf } from '@/server/domain/initial-margin'
import type { Asset, MarginMode } from '@/server/domain/types'

export interface LeverageChange {
  pair: string
  /** As set now; null where no position of the pair tells. */
  before: DecimalString | null
  after: DecimalString
  /** In the settlement currency; null where not known. */
  settle: string | null
  marginBefore: DecimalString | null
  /** What the exchange is likely to hold then: the same value at the new leverage. */
  marginAfter: DecimalString | null
  raises: boolean
  /** The margin of now is not told by the exchange, but reckoned from value and leverage. */
  marginAbout: boolean
  liquidation: LiquidationChange
  /** What is open is in this margin mode, which is not the one that leverage is set for; null: nothing is. */
  otherMode: MarginMode | null
}

/** What becomes of the liquidation price, as far as it is known before it is asked for. */
export type LiquidationChange =
  /** Nothing is open. */
  | { kind: 'none' }
  /** Of cross positions, whose margin is their whole wallet: the same; null: the exchange tells none. */
  | { kind: 'same'; price: DecimalString | null }
  /** Of isolated ones, whose margin follows the leverage. */
  | { kind: 'moves'; price: DecimalString | null }
  /** Of what is open in the other margin mode: whether anything changes for it is the exchange's to say. */
  | { kind: 'unknown'; price: DecimalString | null }

/**
 * What setting a pair's leverage will change for the positions that are open in it. Some exchanges keep a leverage for each margin
 * mode, so that what is open in the other one stays as it is; others have one, or refuse.
 * @param mode that leverage is set for
 */
export function leverageChange(
  assets: readonly Asset[],
  pair: string,
  leverage: DecimalString,
  mode: MarginMode,
): LeverageChange {
  const open = assets.filter(({ assetType, symbol }) => assetType === 'position' && symbol === pair)
  const before = open.find((asset) => asset.leverage !== null)?.leverage ?? null
  const told = open.map(initialMarginOf)
  const margins = told.map((margin) => known(margin?.value))
  const sum =
    margins.some((margin) => margin === null) || margins.length === 0 ? null : Decimal.sum(...margins.flatMap((m) => m ?? []))
  const otherMode = open.find(({ marginMode }) => marginMode !== null && marginMode !== mode)?.marginMode ?? null
  const after = sum !== null && before !== null && otherMode === null ? sum.times(before).div(leverage) : null
  return {
    pair,
    before,
    after: new Decimal(leverage).toFixed(),
    settle: open[0]?.settle ?? null,
    marginBefore: sum === null ? null : sum.toFixed(),
    marginAfter: after === null ? null : fixed(after, 8),
    raises: before !== null && new Decimal(leverage).gt(before),
    marginAbout: sum !== null && told.some((margin) => margin?.about === true),
    liquidation: otherMode === null ? liquidationChange(open) : { kind: 'unknown', price: priceOf(open) },
    otherMode,
  }
}

function liquidationChange(open: readonly Asset[]): LiquidationChange {
  const [first] = open
  if (!first) return { kind: 'none' }
  return { kind: open.every(({ marginMode }) => marginMode === 'cross') ? 'same' : 'moves', price: priceOf(open) }
}

/** Of both sides of hedge mode there are two. */
const priceOf = (open: readonly Asset[]) => (open.length === 1 ? (open[0]?.liquidationPrice ?? null) : null)

const PRESETS = [1, 2, 3, 5, 10, 20, 50, 100]

/** The usual leverages up to a market's highest, and that. */
export function presetsUpTo(max: number): number[] {
  return [...PRESETS.filter((preset) => preset < max), max]
}

/** Margin that a change frees, in the settlement currency; negative: it binds more. Null where not known. */
export function marginFreed({ marginBefore, marginAfter }: LeverageChange): DecimalString | null {
  return marginBefore === null || marginAfter === null ? null : fixed(new Decimal(marginBefore).minus(marginAfter), 8)
}

/** Pairs with an open position, each once. */
export function openPairs(assets: readonly Asset[]): string[] {
  return [
    ...new Set(
      assets.flatMap(({ assetType, marketType, symbol }) =>
        assetType === 'position' && marketType !== 'option' && marketType !== 'margin' ? [symbol] : [],
      ),
    ),
  ]
}
