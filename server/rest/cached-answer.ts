import { createHash } from 'node:crypto'
import type { ServiceContext } from '@/server/context'
import type { Moment } from '@/server/domain/moment'
import type { AccountChoice } from '@/server/schemas/balances'
import { type CachedState, getCachedContent, getCachedState } from '@/server/services/balances/cached-state'
import type { RestAnswer } from './errors'
import { pageOf } from './paging'
import { wireAccountError } from './wire/balances'
import { cachedAssetFields, cachedBalanceJson } from './wire/cached-balances'
import type { Amounts } from './wire/numbers'

/** Grows whenever the same snapshots are answered in another shape: what clients kept of the old one no longer counts. */
const SHAPE = 2

/** Which cached balances are asked for. */
export interface CachedQuestion {
  choice: AccountChoice
  /** Of which moment; null: now. */
  moment: Moment | null
  /** `next` of the page before. */
  after?: string | undefined
  /** Accounts at a time; absent: all. */
  limit?: number | undefined
  ifNoneMatch: string | null
  amounts: Amounts
}

/**
 * The cached balances with an `ETag` over what they depend on (weak: their age moves on while nothing else does), or 304
 * where the client has them already: then no asset is read.
 */
export async function cachedAnswer(ctx: ServiceContext, question: CachedQuestion): Promise<RestAnswer> {
  const { moment, ifNoneMatch, amounts } = question
  const paged = question.limit !== undefined || question.after !== undefined
  let wanted: AccountChoice | readonly CachedState[] = question.choice
  let next: string | null = null
  if (ifNoneMatch !== null || paged) {
    const page = pageOf(await getCachedState(ctx, question.choice, moment), createdOf, question)
    const etag = tagOf(page.items, page.next)
    if (ifNoneMatch !== null && matches(ifNoneMatch, etag)) return { status: 304, headers: headersOf(etag) }
    if (paged) {
      wanted = page.items
      next = page.next
    }
  }
  const contents = await getCachedContent(ctx, wanted, cachedAssetFields(amounts), moment)
  const now = moment?.at ?? ctx.now()
  const parts: (string | Buffer)[] = ['{"balances":[']
  for (const { body, snapshot, ...account } of contents) {
    if (!snapshot || !body) continue
    if (parts.length > 1) parts.push(',')
    parts.push(...cachedBalanceJson({ ...account, snapshot }, body, now, amounts))
  }
  parts.push(`],"errors":${JSON.stringify(errorsOf(contents))}${paged ? `,"next":${JSON.stringify(next)}` : ''}}`)
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  return { status: 200, headers: headersOf(tagOf(contents, next)), body }
}

const createdOf = ({ accountId, createdAt }: CachedState) => ({ id: accountId, createdAt })

const headersOf = (etag: string) => ({ ETag: etag, 'Cache-Control': 'private, no-cache' })

const errorsOf = (states: readonly CachedState[]) => states.flatMap(({ error }) => (error ? [wireAccountError(error)] : []))

function tagOf(unordered: readonly CachedState[], next: string | null): string {
  const states = unordered.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
  const lasting = JSON.stringify([
    SHAPE,
    states.map(({ accountId, accountName, exchangeName, snapshot }) => [
      accountId,
      accountName,
      exchangeName,
      snapshot && [snapshot.id, snapshot.stale],
    ]),
    errorsOf(states),
    next,
  ])
  return `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 27)}"`
}

/** Weak comparison (RFC 9110 §8.8.3.2) with a list of tags or `*`. */
function matches(ifNoneMatch: string, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag))
}
