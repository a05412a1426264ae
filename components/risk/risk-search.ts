import { parseAsInteger, parseAsString } from 'nuqs/server'
import { HIGHEST_SHOCK, LOWEST_SHOCK } from '@/server/domain/risk/shock'

/** Whole per cent. */
export const LOWEST = LOWEST_SHOCK * 100
export const HIGHEST = HIGHEST_SHOCK * 100
export const PRESETS = [-50, -30, -20, -10, 0, 10, 20, 50] as const

/** What the page's URL may say: how far prices are moved, in per cent, and of which coin; none: all by their beta. */
export const riskSearch = {
  at: parseAsInteger.withDefault(-20),
  coin: parseAsString.withDefault(''),
}

export const clampShock = (percent: number): number => Math.min(HIGHEST, Math.max(LOWEST, percent))
