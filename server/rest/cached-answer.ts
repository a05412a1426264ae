import { createHash } from 'node:crypto'
import type { ServiceContext } from '@/server/context'
import type { AccountChoice } from '@/server/schemas/balances'
import { type CachedState, getCachedContent, getCachedState } from '@/server/services/balances/cached-state'
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
  if (ifNoneMatch !== null) {
    const etag = tagOf(await getCachedState(ctx, choice))
    if (matches(ifNoneMatch, etag)) return { status: 304, headers: headersOf(etag) }
  }
  const contents = await getCachedContent(ctx, choice, CACHED_ASSET_FIELDS)
  const now = ctx.now()
  const parts: (string | Buffer)[] = ['{"balances":[']
  for (const { body, snapshot, ...account } of contents) {
    if (!snapshot || !body) continue
    if (parts.length > 1) parts.push(',')
    parts.push(...cachedBalanceJson({ ...account, snapshot }, body, now))
  }
  parts.push(`],"errors":${JSON.stringify(errorsOf(contents))}}`)
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  return { status: 200, headers: headersOf(tagOf(contents)), body }
}

const headersOf = (etag: string) => ({ ETag: etag, 'Cache-Control': 'private, no-cache' })

const errorsOf = (states: readonly CachedState[]) => states.flatMap(({ error }) => (error ? [wireError(error)] : []))

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

function tagOf(states: readonly CachedState[]): string {
  const lasting = JSON.stringify([
    SHAPE,
    states.map(({ accountId, accountName, exchangeName, snapshot }) => [
      accountId,
      accountName,
      exchangeName,
      snapshot && [snapshot.id, snapshot.stale],
    ]),
    errorsOf(states),
  ])
  return `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 27)}"`
}

/** Weak comparison (RFC 9110 §8.8.3.2) with a list of tags or `*`. */
function matches(ifNoneMatch: string, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag))
}
