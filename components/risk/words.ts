import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import type { Assumption, RiskAccount } from '@/server/domain/risk/types'

/** `−20 %`, `+5 %`, `0 %`: of whole per cent. */
export const percentWords = (percent: number): string => `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)} %`

/** A shock as a share, as figures take it. */
export const shareOf = (shock: number): string => shock.toFixed(4)

/** What is not known of an account under other prices, in a line and in full; null: all is. */
export function notKnown({
  unknown,
  untold,
}: Pick<RiskAccount, 'unknown' | 'untold'>): { short: MessageDescriptor; why: string } | null {
  const [first] = unknown
  if (first !== undefined) return { short: msg`Not known: ${first}`, why: unknown.join(' ') }
  const [hidden] = untold
  return hidden === undefined ? null : { short: msg`Liquidation not known: ${hidden}`, why: untold.join(' ') }
}

/** Accounts whose numbers are of another moment, and the oldest of these; null: none. */
export function oldReadings(
  accounts: readonly Pick<RiskAccount, 'accountName' | 'asOf' | 'stale'>[],
): { names: string[]; oldest: Date } | null {
  const old = accounts.flatMap(({ accountName: name, asOf, stale }) => (stale && asOf ? [{ name, asOf }] : []))
  const [first] = old.map(({ asOf }) => asOf).sort((a, b) => a.getTime() - b.getTime())
  return first === undefined ? null : { names: old.map(({ name }) => name), oldest: first }
}

/**
 * Whether something is liquidated on the way to a shock.
 * @param hit accounts of which something is
 * @param unsaid accounts of which nobody can say
 */
export function liquidatedWords(hit: number, unsaid: number): readonly MessageDescriptor[] {
  if (unsaid === 0) {
    if (hit === 0) return [msg`Nothing is liquidated on the way there.`]
    return [
      msg`${plural(hit, {
        one: 'Something is liquidated on the way there in # account; its margin counts as nothing from then on.',
        other: 'Something is liquidated on the way there in # accounts; its margin counts as nothing from then on.',
      })}`,
    ]
  }
  const known =
    hit === 0
      ? msg`As far as is known, nothing is liquidated on the way there.`
      : msg`${plural(hit, {
          one: 'As far as is known, something is liquidated on the way there in # account; its margin counts as nothing from then on.',
          other:
            'As far as is known, something is liquidated on the way there in # accounts; its margin counts as nothing from then on.',
        })}`
  return [
    known,
    msg`${plural(unsaid, { one: 'Of # account that cannot be said.', other: 'Of # accounts that cannot be said.' })}`,
  ]
}

/** By what an account's maintenance margins go, in a few words; null: it has no contracts. */
export function maintenanceWords({ tables, shares }: RiskAccount['maintenance']): MessageDescriptor | null {
  if (tables + shares === 0) return null
  if (shares === 0) return msg`Maintenance by its own tables`
  if (tables === 0) return msg`Maintenance at its share of now`
  const all = tables + shares
  return msg`Maintenance of ${tables} of ${all} by its own tables`
}

/** What was taken where an exchange tells nothing, in a sentence. */
export const ASSUMPTIONS: Record<Assumption, MessageDescriptor> = {
  maintenance_share: msg`Maintenance margin stays the share of a position’s value that it is now where no table of the exchange is known; each account says for how many positions.`,
  maintenance_table_differs: msg`The exchange’s table of maintenance margins says something else than the exchange does of a position here, so the share of now is taken for it.`,
  option_maintenance: msg`Maintenance margin of options stays what it is now.`,
  implied_volatility: msg`Options of which the exchange’s own mark volatility is not known are revalued at the one that their mark price stands for.`,
  no_haircut: msg`Coins that margin positions count in full. Exchanges discount some, and liquidate sooner then.`,
}
