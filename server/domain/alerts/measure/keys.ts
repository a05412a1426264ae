import type { Level, Rule } from '../rule'
import { type Facts, type Measurement, named, type Standing } from './seen'

const DAY_MS = 86_400_000

/**
 * Whether a key is refused, when it ends, and what it may do that it could not, or no more. What becomes of the key of a main
 * account is told of that one alone where the rule watches it, not of each sub-account that is read with it: it is one key.
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
  const refused = at('refused', account.valid ? 'ok' : 'urgent', account.lastError ? { detail: account.lastError.message } : {})
  const main = account.subAccount === null ? null : account.parentId
  if (main !== null && (rule.accounts === null || rule.accounts.includes(main))) return [refused]
  return [
    refused,
    at(
      'expires',
      days === null || days > rule.days ? 'ok' : days < 0 ? 'urgent' : 'warn',
      days === null ? {} : { value: String(days) },
    ),
    at('withdraw', account.keyChange?.gained.includes('withdraw') ? 'urgent' : 'ok'),
    at('lost', lost.length > 0 ? 'warn' : 'ok', { detail: lost.join(' or ') }),
  ]
}
