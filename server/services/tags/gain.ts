import { oldestPoint } from '@/db/queries/points'
import { type HeldPosition, heldPositions, seenPositions } from '@/db/queries/position-points'
import type { ServiceContext } from '@/server/context'
import { fixed, known } from '@/server/domain/amounts'
import type { Decimal } from '@/server/domain/decimal'
import { byAccount } from '@/server/domain/performance/by-account'
import { covers, FLOWS_LAG_MS } from '@/server/domain/performance/coverage'
import { accountGain } from '@/server/domain/tags/account-gain'
import { type GainAccount, type TagGain, tagGain } from '@/server/domain/tags/gain'
import type { PositionEnds } from '@/server/domain/tags/position-gains'
import type { FlowCoverageView, TagGainsView, TagGainView, TagView } from '@/server/domain/views'
import type { TagGainInput, TagGainsInput } from '@/server/schemas/tags'
import type { CoveredAccount } from '../flows/coverage'
import { allActive } from '../history/chosen'
import { rangeOf } from '../history/range'
import { type AccountChain, readChains, type StoredChainPoint } from '../performance/chains'
import { partsView } from '../performance/parts-view'
import { accountsConcerned, chooseTags, loadTag, loadTags, tagNotFound } from './load'

const DECIMALS = 18
const RATE_DECIMALS = 12
const FIRST_REASONS = 8

interface Stretch {
  from: Date
  to: Date
}

/**
 * What a tag earned between two moments, whole accounts or parts of them, what that is made of, and what it contributed to
 * the return of the accounts that it lies in; null with the reasons where it is not known. Asks no exchange.
 * @throws DomainError `not_found`; `bad_request` for a range without a start before its end
 */
export async function getTagGain(ctx: ServiceContext, { id, ...range }: TagGainInput): Promise<TagGainView> {
  const tag = await loadTag(ctx, id)
  const [made] = await gainsOfTags(ctx, [tag], await stretchOf(ctx, range))
  if (!made) throw tagNotFound()
  return made.gain
}

/**
 * The same of several tags over one stretch, all of them where none is named. What is in two of them counts in both.
 * @throws DomainError `not_found` that says which name; `bad_request` as `getTagGain`
 */
export async function getTagGains(ctx: ServiceContext, { tags: wanted, ...range }: TagGainsInput): Promise<TagGainsView> {
  const tags = wanted.length === 0 ? await loadTags(ctx) : await chooseTags(ctx, wanted)
  const stretch = await stretchOf(ctx, range)
  return { ...stretch, tags: await gainsOfTags(ctx, tags, stretch) }
}

async function stretchOf(ctx: ServiceContext, range: Omit<TagGainInput, 'id'>): Promise<Stretch> {
  return rangeOf(range, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
}

async function gainsOfTags(ctx: ServiceContext, tags: readonly TagView[], stretch: Stretch): Promise<TagGainsView['tags']> {
  const concerned = accountsConcerned(tags)
  const accounts = (await allActive(ctx)).filter(({ id }) => concerned?.has(id) ?? true)
  const gains = await gainsOf(ctx, accounts, stretch)
  return tags.map((tag) => ({ tag, gain: gainView(tagGain(tag, gains, stretch), stretch) }))
}

interface Ends {
  accountId: string
  first: StoredChainPoint
  last: StoredChainPoint
}

/** Accounts with their gains taken apart. */
async function gainsOf(ctx: ServiceContext, accounts: readonly CoveredAccount[], stretch: Stretch): Promise<GainAccount[]> {
  if (accounts.length === 0) return []
  const { chains, width } = await readChains(ctx, accounts, stretch)
  const trimmed = chains.map(withKnownEnd)
  const ends = trimmed.flatMap(({ account, points }): Ends[] => {
    const [first, last] = [points[0], points.at(-1)]
    return first && last ? [{ accountId: account.id, first, last }] : []
  })
  const positions = await positionsAt(ctx, ends, width)
  return trimmed.map((chain) => gainOf(chain, positions.get(chain.account.id)))
}

/** What is held is summed up a few minutes after a reading: until then the reading is no end. */
function withKnownEnd<A>(chain: AccountChain<A>): AccountChain<A> {
  const last = chain.points.findLastIndex(({ coins }) => coins !== null)
  return { ...chain, points: chain.points.slice(0, last + 1) }
}

/** Positions of accounts at the ends of their stretches, and what was seen of them in between. */
async function positionsAt(ctx: ServiceContext, ends: readonly Ends[], width: number): Promise<Map<string, PositionEnds>> {
  if (ends.length === 0) return new Map()
  const times = ends.flatMap(({ first, last }) => [first.bucket.getTime(), last.bucket.getTime()])
  const range = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)), width }
  const keys = (of: 'first' | 'last') =>
    ends.map(({ accountId, [of]: point }) => ({ accountId, width: point.width, bucket: point.bucket }))
  const ids = ends.map(({ accountId }) => accountId)
  const { first, last, seen } = await ctx.db.asDesk(ctx.deskId, async (tx) => ({
    first: await heldPositions(tx, ctx.deskId, keys('first')),
    last: await heldPositions(tx, ctx.deskId, keys('last')),
    seen: await seenPositions(tx, ctx.deskId, ids, range),
  }))
  const seenOf = byAccount(seen)
  const profits = (held: readonly HeldPosition[] | undefined) =>
    new Map((held ?? []).map(({ symbol, profit }) => [symbol, known(profit)]))
  return new Map(
    ends.map(({ accountId }, nr) => {
      const own = seenOf.get(accountId) ?? []
      const symbols = new Set(own.map(({ symbol }) => symbol))
      const wallets = new Set(own.map(({ wallet }) => wallet))
      return [accountId, { first: profits(first[nr]), last: profits(last[nr]), symbols, wallets }]
    }),
  )
}

const NO_POSITIONS: PositionEnds = { first: new Map(), last: new Map(), symbols: new Set(), wallets: new Set() }

function gainOf(
  { account, points, flows, begins, coverage }: AccountChain<CoveredAccount>,
  positions = NO_POSITIONS,
): GainAccount {
  const { id, name } = account
  const made = accountGain({ accountId: id, points, flows, begins, positions })
  if (made !== null) return { id, name, made, gap: gapOf(coverage, made) }
  const gap =
    points.length < 2
      ? 'What it held is not known at two readings of that time.'
      : 'What it held at the beginning of that time is not known.'
  return { id, name, made, gap }
}

/** Why not all that came, went or was earned between two moments is known; null: it is, as far as the exchange tells. */
function gapOf({ knownFrom, knownTo, gaps }: FlowCoverageView, { from, to }: { from: Date; to: Date }): string | null {
  const end = new Date(to.getTime() - FLOWS_LAG_MS)
  const within = gaps.filter(({ from: begin, to: until }) => (begin === null || begin < end) && (until === null || until > from))
  if (!covers({ from: knownFrom, to: knownTo }, from, end)) {
    return within.find(({ external }) => external)?.words ?? 'Not all that came and went is known.'
  }
  // What an exchange never tells of income shows in what is held, and is looked for there.
  return within.find(({ reason }) => reason !== 'untold')?.words ?? null
}

const text = (value: Decimal | null, decimals: number) => value && fixed(value, decimals)

function gainView(
  { gain, parts, contribution, atWork, untold, accounts, from, to, reasons }: TagGain,
  stretch: Stretch,
): TagGainView {
  return {
    ...stretch,
    ...{ readFrom: from, readTo: to },
    ...{ gain: text(gain, DECIMALS), parts: parts && partsView(parts) },
    ...{ contribution: text(contribution, RATE_DECIMALS), atWork: text(atWork, DECIMALS) },
    ...{ untold: text(untold, DECIMALS), accounts },
    reasons: { first: reasons.slice(0, FIRST_REASONS), of: reasons.length },
  }
}
