import type { Holding, PositionMode, PositionSide } from '../../../domain/types'
import type { Unlisted } from '../../reading/unlisted'

/** Sizes are in coins: a contract is one. */
export const UNLISTED: Unlisted = { counts: 'coins', type: 'swap' }

/** `BOTH` in one-way mode, `LONG` and `SHORT` in hedge mode. */
export function sideOf(word: string | null): PositionSide {
  const side = word?.toLowerCase()
  return side === 'long' || side === 'short' ? side : 'net'
}

/** Told by the rows, of closed positions too. */
export function modeOf(words: readonly (string | null)[]): PositionMode | null {
  const told = words.filter((word) => word !== null)
  return told.length === 0 ? null : told.some((word) => /long|short/i.test(word)) ? 'hedge' : 'one_way'
}

export interface Perps {
  holdings: Holding[]
  positionMode: PositionMode | null
}
