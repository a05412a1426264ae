import type { Assumption } from '@/server/domain/risk/types'

/** `−20 %`, `+5 %`, `0 %`: of whole per cent. */
export const percentWords = (percent: number): string => `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)} %`

/** A shock as a share, as figures take it. */
export const shareOf = (shock: number): string => shock.toFixed(4)

/** What was taken where an exchange tells nothing, in a sentence. */
export const ASSUMPTIONS: Record<Assumption, string> = {
  maintenance_share:
    'Maintenance margin stays the share of a position’s value that it is now: no table of the exchange is known here.',
  option_maintenance: 'Maintenance margin of options stays what it is now.',
  implied_volatility:
    'Options are revalued at the volatility that their mark price stands for; none of an exchange’s own is read.',
  no_haircut: 'Coins that margin positions count in full. Exchanges discount some, and liquidate sooner then.',
}
