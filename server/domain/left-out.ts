import type { EquityBound, NotIncluded } from './types'

interface LeavingOut {
  bound: EquityBound
  notIncluded: readonly NotIncluded[]
  unpriced: readonly string[]
  warnings: readonly string[]
}

/** Names shown before the rest is counted. */
const MOST = 3

/** `A, B, C and 2 more`. @param count of all, where only the first are in the list */
export function listed(names: readonly string[], count = names.length): string {
  const rest = count - MOST
  return rest > 0 ? `${names.slice(0, MOST).join(', ')} and ${rest} more` : names.join(', ')
}

const UNPROVEN = / was not held to answers of its own/

/** Why figures themselves may be wrong, by what the reading says of them. */
const DOUBTS: readonly [words: RegExp, short: string][] = [
  [UNPROVEN, 'not proven for this exchange'],
  [/ does not tell the open profit/, 'open profit is not told'],
  [/ differ by /, 'the exchange tells another figure'],
  [/ is gone, /, 'everything was gone at once'],
]

/** Whether nobody held this exchange's answers to what is read of them. */
export function isUnproven({ warnings }: Pick<LeavingOut, 'warnings'>): boolean {
  return warnings.some((warning) => UNPROVEN.test(warning))
}

/** Why an account's equity is not all, or not certain, a few words each; none where it is. */
export function leftOutReasons({ bound, notIncluded, unpriced, warnings }: LeavingOut): string[] {
  const wallets = [...new Set(notIncluded.flatMap(({ wallet, unopened }) => (unopened ? [] : [wallet])))]
  const reasons = [
    ...(wallets.length > 0 ? [`not read: ${listed(wallets)}`] : []),
    ...(unpriced.length > 0 ? [`no price for ${listed(unpriced)}`] : []),
    ...DOUBTS.flatMap(([words, short]) => (warnings.some((warning) => words.test(warning)) ? [short] : [])),
  ]
  return reasons.length === 0 && bound !== 'exact' ? ['see its notes'] : reasons
}

/** Why totals over accounts hold not all of one, or nothing certain; none where they do. Null: it was never read. */
export function leftOutOf(account: { equity: string | null; reasons: readonly string[] } | null | undefined): string[] {
  if (!account) return ['never read']
  return account.equity === null && account.reasons.length === 0 ? ['equity not known'] : [...account.reasons]
}
