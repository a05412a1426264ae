import { inverted } from '@/server/domain/bound'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import type { EquityBound } from '@/server/domain/types'
import type { AssetGroup } from '@/server/domain/views'

interface Side {
  /** USD; of shorts below zero. */
  value: DecimalString
  /** What it is to all of this side: what is missing of shorts makes them less. */
  bound: EquityBound
}

/** What is long and what is short of a group's positions, of the sums that came with it; null without positions. */
export function sidesOf({
  positions,
  gross,
  bounds,
}: Pick<AssetGroup, 'positions' | 'gross' | 'bounds'>): { long: Side; short: Side } | null {
  if (positions === null || gross === null) return null
  const [net, all] = [new Decimal(positions), new Decimal(gross)]
  return {
    long: { value: all.plus(net).div(2).toFixed(), bound: bounds.gross },
    short: { value: net.minus(all).div(2).toFixed(), bound: inverted(bounds.gross) },
  }
}
