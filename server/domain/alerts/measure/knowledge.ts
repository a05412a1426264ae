import { isFuture, STALE_AFTER_INTERVALS } from '../../staleness'
import type { Level, Rule } from '../rule'
import { type Facts, isBlind, type Measurement, named, type Standing } from './seen'

/** How old an account's figures are, which of its wallets cannot be read, and what has no price. */
export function unknowns(rule: Extract<Rule, { kind: 'unknown' }>, standing: Standing, now: Date): Measurement[] {
  const { account, balance } = standing
  const at = (subject: string, level: Level | null, facts: Facts): Measurement => ({
    subject: `${subject}:${account.id}`,
    accountId: account.id,
    seen: { level },
    facts: { ...named(standing), ...facts },
  })
  const from = account.lastRefreshedAt ?? account.createdAt
  const allowedMs = Math.max(rule.minutes * 60_000, STALE_AFTER_INTERVALS * account.refreshIntervalSeconds * 1000)
  const age = now.getTime() - from.getTime()
  const stale = isFuture(from, now) || age >= allowedMs
  const found = [
    at('stale', stale ? 'warn' : 'ok', {
      what: 'stale',
      value: String(Math.max(0, Math.floor(age / 60_000))),
      limit: String(rule.minutes),
      ...(account.lastError && { detail: account.lastError.message }),
    }),
  ]
  // Whether a wallet can be read, and a coin has a price, is known by a reading alone.
  const blind = isBlind(standing, now)
  if (rule.wallets) {
    const missing = balance?.notIncluded.filter(({ unopened }) => unopened !== true).map(({ wallet }) => wallet) ?? []
    const level = balance === null || blind ? null : missing.length > 0 ? 'warn' : 'ok'
    found.push(at('wallets', level, { what: 'wallets', detail: missing.join(', ') }))
  }
  if (rule.unpriced) {
    const level = balance === null || blind ? null : balance.unpriced.length > 0 ? 'warn' : 'ok'
    found.push(at('unpriced', level, { what: 'unpriced', detail: balance?.unpriced.slice(0, 5).join(', ') ?? '' }))
  }
  return found
}

/** Whether anything of the whole installation is read. @param idleSince null: it is */
export function worker(rule: Extract<Rule, { kind: 'worker' }>, idleSince: Date | null, now: Date): Measurement {
  const minutes = idleSince === null ? 0 : Math.floor((now.getTime() - idleSince.getTime()) / 60_000)
  return {
    subject: 'worker',
    accountId: null,
    seen: { level: minutes >= rule.minutes ? 'urgent' : 'ok' },
    facts: { value: String(Math.max(0, minutes)), limit: String(rule.minutes) },
  }
}
