import { createHash } from 'node:crypto'
import type { Level, Rule } from '../rule'
import { type Facts, type Measurement, named, type Standing } from './seen'

const DAY_MS = 86_400_000

/** What is looked at for all accounts at once, by the minute: what is read with one key is told of together. */
export const endOfKey = ({ subject }: { subject: string }): boolean => subject.startsWith('key-expires:')

/**
 * An account as the end of its key is looked at: of one that is read with a main account's key that is what the main account's is
 * known to be, whichever of both was asked last.
 */
export function withKeyOf<A extends KeyHolder>(account: A, all: readonly KeyHolder[]): A {
  const main = account.subAccount === null ? undefined : all.find(({ id }) => id === account.parentId)
  return main ? { ...account, keyExpiresAt: main.keyExpiresAt } : account
}

/** Names a key by the account that it was entered for, which whoever is told of it may not see. */
const keyName = (id: string) => createHash('sha256').update(/*same*/ `key of ${id}`).digest('hex').slice(0, 16)

type KeyHolder = Pick<Standing['account'], 'id' | 'parentId' | 'subAccount' | 'keyExpiresAt'>

/**
 * Whether a key is refused, when it ends, and what it may do that it could not, or no more. What the key of a main account may is told
 * of that one alone where the rule watches it, not of each sub-account that is read with it: it is one key. Its end is one of each of
 * them, since none of them is read from then on; a message tells it once (`messageOf`).
 */
export function keys(rule: Extract<Rule, { kind: 'key' }>, standing: Standing, now: Date): Measurement[] {
  const { account } = standing
  const at = (what: string, level: Level, more: Facts = {}): Measurement => ({
    subject: `key-${what}:${account.id}`,
    accountId: account.id,
    seen: { level },
    facts: { ...named(standing), what, ...more },
  })
  const days = account.keyExpiresAt === null ? null : Math.floor((account.keyExpiresAt.getTime() - now.getTime()) / DAY_MS)
  const lost = account.keyChange?.lost ?? []
  const main = account.subAccount === null ? null : account.parentId
  const refused = at('refused', account.valid ? 'ok' : 'urgent', account.lastError ? { detail: account.lastError.message } : {})
  const expires = at('expires', days === null || days > rule.days ? 'ok' : days < 0 ? 'urgent' : 'warn', {
    ...(days !== null && { value: String(days) }),
    key: keyName(main ?? account.id),
  })
  if (main !== null && (rule.accounts === null || rule.accounts.includes(main))) return [refused, expires]
  return [
    refused,
    expires,
    at('withdraw', account.keyChange?.gained.includes('withdraw') ? 'urgent' : 'ok'),
    at('lost', lost.length > 0 ? 'warn' : 'ok', { detail: lost.join(' or ') }),
  ]
}
