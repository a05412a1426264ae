import type { Assumption, RiskAccount } from '@/server/domain/risk/types'

/** `−20 %`, `+5 %`, `0 %`: of whole per cent. */
export const percentWords = (percent: number): string => `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)} %`

/** A shock as a share, as figures take it. */
export const shareOf = (shock: number): string => shock.toFixed(4)

/** What is not known of an account under other prices, in a line and in full; null: all is. */
export function notKnown({ unknown, untold }: Pick<RiskAccount, 'unknown' | 'untold'>): { short: string; why: string } | null {
  const [first] = unknown
  if (first !== undefined) return { short: `Not known: ${first}`, why: unknown.join(' ') }
  const [hidden] = untold
  return hidden === undefined ? null : { short: `Liquidation not known: ${hidden}`, why: untold.join(' ') }
}

/**
 * Whether something is liquidated on the way to a shock.
 * @param hit accounts of which something is
 * @param unsaid accounts of which nobody can say
 */
export function liquidatedWords(hit: number, unsaid: number): string {
  const known =
    hit === 0
      ? 'Nothing is liquidated on the way there.'
      : `Of ${accountWords(hit)} something is liquidated on the way there; its margin counts as nothing from then on.`
  return unsaid === 0 ? known : `As far as is known: ${known} Of ${accountWords(unsaid)} that cannot be said.`
}

const accountWords = (count: number) => (count === 1 ? '1 account' : `${count} accounts`)

/** What was taken where an exchange tells nothing, in a sentence. */
export const ASSUMPTIONS: Record<Assumption, string> = {
  maintenance_share:
    'Maintenance margin stays the share of a position’s value that it is now: no table of the exchange is known here.',
  option_maintenance: 'Maintenance margin of options stays what it is now.',
  implied_volatility:
    'Options are revalued at the volatility that their mark price stands for; none of an exchange’s own is read.',
  no_haircut: 'Coins that margin positions count in full. Exchanges discount some, and liquidate sooner then.',
}
