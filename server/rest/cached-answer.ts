import { createHash } from 'node:crypto'
import type { ServiceContext } from '@/server/context'
import type { AccountChoice } from '@/server/schemas/balances'
import { type CachedState, getCachedBodies, getCachedState } from '@/server/services/balances/cached-state'
import type { RestAnswer } from './errors'
import { CACHED_ASSET_FIELDS, cachedBalanceJson } from './wire/cached-balances'
import { timeOrNull } from './wire/numbers'

/** Grows whenever the same snapshots are answered in another shape: what clients kept of the old one no longer counts. */
const SHAPE = 2

/**
 * The cached balances with an `ETag` over what they depend on (weak: their age moves on while nothing else does), or 304
 * where the client has them already: then no asset is read.
 */
export async function cachedAnswer(ctx: ServiceContext, choice: AccountChoice, ifNoneMatch: string | null): Promise<RestAnswer> {
  const states = await getCachedState(ctx, choice)
  const errors = states.flatMap(({ error }) => (error ? [wireError(error)] : []))
  const etag = tagOf(states, errors)
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  if (ifNoneMatch !== null && matches(ifNoneMatch, etag)) return { status: 304, headers }

  const bodies = await getCachedBodies(ctx, states, CACHED_ASSET_FIELDS)
  const now = ctx.now()
  const balances = states.flatMap((state) => {
    const body = state.snapshot && bodies.get(state.snapshot.id)
    return state.snapshot && body ? [cachedBalanceJson({ ...state, snapshot: state.snapshot }, body, now)] : []
  })
  return { status: 200, headers, body: `{"balances":[${balances.join(',')}],"errors":${JSON.stringify(errors)}}` }
}

function wireError(error: NonNullable<CachedState['error']>) {
  return {
    account_name: error.accountName,
    account_id: error.accountId,
    error: error.message,
    code: error.code,
    since: timeOrNull(error.since),
    next_try_at: timeOrNull(error.nextTryAt),
  }
}

function tagOf(states: readonly CachedState[], errors: readonly object[]): string {
  const lasting = JSON.stringify([
    SHAPE,
    states.map(({ accountId, accountName, exchangeName, snapshot }) => [
      accountId,
      accountName,
      exchangeName,
      snapshot && [snapshot.id, snapshot.stale],
    ]),
    errors,
  ])
  return `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 27)}"`
}

/** Weak comparison (RFC 9110 §8.8.3.2) with a list of tags or `*`. */
function matches(ifNoneMatch: string, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag))
}
