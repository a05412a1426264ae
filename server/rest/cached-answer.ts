import { createHash } from 'node:crypto'
import type { CachedBalances } from '@/server/domain/views'
import type { RestAnswer } from './errors'
import { wireBalance } from './wire/balances'
import { timeOrNull } from './wire/numbers'

/**
 * The cached balances with an `ETag` over all but their age (weak: the age moves on while nothing else does), or 304
 * where the client has them already.
 */
export function cachedAnswer(cached: CachedBalances, now: Date, ifNoneMatch: string | null): RestAnswer {
  const balances = cached.balances.map((view) => wireBalance(view, now))
  const errors = cached.errors.map((error) => ({
    account_name: error.accountName,
    account_id: error.accountId,
    error: error.message,
    code: error.code,
    since: timeOrNull(error.since),
    next_try_at: timeOrNull(error.nextTryAt),
  }))
  const lasting = JSON.stringify([balances.map(({ age_seconds: _age, ...rest }) => rest), errors])
  const etag = `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 27)}"`
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  if (ifNoneMatch !== null && matches(ifNoneMatch, etag)) return { status: 304, headers }
  return { status: 200, headers, body: { balances, errors } }
}

/** Weak comparison (RFC 9110 §8.8.3.2) with a list of tags or `*`. */
function matches(ifNoneMatch: string, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag))
}
