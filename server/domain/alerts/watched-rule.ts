import type { Rule } from './rule'

/** A rule as it is looked at. */
export interface WatchedRule {
  id: string
  /** Of accounts that are within `seen`. */
  rule: Rule
  /** The accounts that whose rule it is may see just now, of which alone it may tell; null: it is the desk's, of all. */
  seen: readonly string[] | null
}

/** A rule as one of somebody who sees these accounts (null: all): over all accounts, it is over theirs. */
export function asSeen(id: string, rule: Rule, seen: readonly string[] | null): WatchedRule {
  if (seen === null || !('accounts' in rule)) return { id, rule, seen }
  const accounts = rule.accounts === null ? [...seen] : rule.accounts.filter((account) => seen.includes(account))
  return { id, rule: { ...rule, accounts }, seen }
}

/** The accounts that a rule looks at together; null: all of the desk. */
export function togetherOn({ rule, seen }: Pick<WatchedRule, 'rule' | 'seen'>): readonly string[] | null {
  return ('accounts' in rule ? rule.accounts : null) ?? seen
}

/** Names what may be seen; two of a name see the same. */
export const seenKey = (seen: readonly string[] | null): string => (seen === null ? 'all' : [...seen].sort().join())
