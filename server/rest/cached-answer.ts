import { createHash } from 'node:crypto'
import type { ServiceContext } from '@/server/context'
import type { Moment } from '@/server/domain/moment'
import type { AccountChoice } from '@/server/schemas/balances'
import {
  type CachedContent,
  type CachedState,
  choosesAll,
  getCachedContent,
  getCachedState,
  getCachedStretch,
} from '@/server/services/balances/cached-state'
import type { RestAnswer } from './errors'
import { pageOf, placeBehind, readPlaceBehind } from './paging'
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
  /** About so many characters are told of the answer at most. */
  room?: number | undefined
}

/** Of an asset, in characters; few, so that a page is filled rather than half empty. */
const LEAST_ASSET = 400
/** More than there are, of accounts and of what they hold. */
const ALL = 2 ** 31 - 2

/**
 * The cached balances with an `ETag` over what they depend on (weak: their age moves on while nothing else does), or 304
 * where the client has them already: then no asset is read.
 */
export async function cachedAnswer(ctx: ServiceContext, question: CachedQuestion): Promise<RestAnswer> {
  const { moment, ifNoneMatch, amounts } = question
  const paged = question.limit !== undefined || question.after !== undefined
  if (paged && ifNoneMatch === null) return stretchAnswer(ctx, question)
  let wanted: AccountChoice | readonly CachedState[] = question.choice
  let next: string | null = null
  if (ifNoneMatch !== null) {
    const page = pageOf(await getCachedState(ctx, question.choice, moment), createdOf, question)
    const etag = tagOf(page.items, page.next)
    if (matches(ifNoneMatch, etag)) return { status: 304, headers: headersOf(etag) }
    if (paged) {
      wanted = page.items
      next = page.next
    }
  }
  return answerOf(
    ctx,
    question,
    await getCachedContent(ctx, wanted, cachedAssetFields(amounts), moment),
    paged ? next : undefined,
  )
}

/** A page: which accounts are on it and what they hold by one look, as far as it is told. */
async function stretchAnswer(ctx: ServiceContext, question: CachedQuestion): Promise<RestAnswer> {
  const { choice, after, limit = ALL, room, amounts, moment } = question
  const assets = room === undefined ? ALL : Math.ceil(room / LEAST_ASSET)
  const ids = choosesAll(choice) ? null : (await getCachedState(ctx, choice, moment)).map(({ accountId }) => accountId)
  const stretch = { ids, after: after === undefined ? null : readPlaceBehind(after), limit, assets }
  const { contents, more } = await getCachedStretch(ctx, stretch, cachedAssetFields(amounts), moment)
  const last = contents.at(-1)
  return answerOf(ctx, question, contents, more && last ? placeBehind(createdOf(last)) : null)
}

/** @param next where the next page begins; undefined: it is no page, but all */
function answerOf(
  ctx: ServiceContext,
  { moment, amounts, room }: CachedQuestion,
  contents: readonly CachedContent[],
  next: string | null | undefined,
): RestAnswer {
  const now = moment?.at ?? ctx.now()
  const parts: (string | Buffer)[] = ['{"balances":[']
  for (const { body, snapshot, ...account } of contents) {
    if (!snapshot || !body) continue
    if (parts.length > 1) parts.push(',')
    parts.push(...cachedBalanceJson({ ...account, snapshot }, body, now, amounts))
  }
  parts.push(`],"errors":${JSON.stringify(errorsOf(contents))}${next === undefined ? '' : `,"next":${JSON.stringify(next)}`}}`)
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  const whole = (next ?? null) === null
  return {
    status: 200,
    // An agent, who has so much room, is told of no tag and sends none.
    headers: room === undefined ? headersOf(tagOf(contents, next ?? null)) : {},
    body,
    isLast: whole,
    ...(whole && { accounts: contents }),
  }
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
