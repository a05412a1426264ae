import type { KnownShareLink } from '@/db/queries/share-links'
import { latestSnapshots } from '@/db/queries/snapshots'
import type { Deps, ServiceContext } from '@/server/context'
import { accountFigures } from '@/server/domain/account-figures'
import { known, times, usd } from '@/server/domain/amounts'
import { Desk } from '@/server/domain/desk'
import type { Moment } from '@/server/domain/moment'
import { type SharedView, type SharePosition, type ShareRange, type ShareSource, sharedView } from '@/server/domain/share'
import type { Asset } from '@/server/domain/types'
import type { AccountView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { getCachedState } from '../balances/cached-state'
import { momentOf } from '../balances/moment'
import { getEquityHistory } from '../history/equity'
import { getPerformance } from '../performance/get'
import { type TokenCall, tokenContext } from '../tokens/context'
import { knownParts, knownUnit } from './view'

const HOUR = 3600
const DAY = 86_400
/** How long each range is and how wide its points are, seconds. */
const RANGES: Record<ShareRange, { long: number; wide: number }> = {
  '7d': { long: 7 * DAY, wide: HOUR },
  '30d': { long: 30 * DAY, wide: 4 * HOUR },
  '90d': { long: 90 * DAY, wide: DAY },
  '1y': { long: 365 * DAY, wide: DAY },
}

/**
 * What a link shows now: all of its figures as of the moment that its delay names. Whoever looks is like the bearer of a
 * token that may read: a link that shows some accounts gets a database where no others exist (row-level security). The delay
 * is asked of the database (the readings, points and days that were stored by then); what came later is never read.
 */
export async function sharedFigures(deps: Deps, link: KnownShareLink, range: ShareRange, call: TokenCall): Promise<SharedView> {
  const { id, deskId, accountIds: accounts, title, delaySeconds } = link
  const ctx: ServiceContext = {
    ...tokenContext(deps, { deskId, tokenId: id, userId: null, scopes: ['read'], accounts, tools: [] }, call),
    // Nothing is changed in between: what the parts have in common is read once.
    shared: {},
  }
  const terms = { title, parts: knownParts(link.parts), unit: knownUnit(link.unit), delaySeconds }
  const wants = (...parts: readonly (typeof terms.parts)[number][]) => parts.some((part) => terms.parts.includes(part))
  const at = new Date(ctx.now().getTime() - delaySeconds * 1000)
  const moment = delaySeconds === 0 ? null : momentOf(ctx, at)
  const [book, curve, returns] = await Promise.all([
    bookOf(ctx, moment),
    wants('equity') ? curveOf(ctx, range, moment) : null,
    wants('returns') ? returnsOf(ctx, range, moment) : null,
  ])
  return sharedView(terms, range, { moment: at, ...book, curve, returns })
}

/** What is held at a moment, of the same readings all of it. */
async function bookOf(
  ctx: ServiceContext,
  moment: Moment | null,
): Promise<Pick<ShareSource, 'oldestAsOf' | 'accounts' | 'unread' | 'book'>> {
  requireScope(ctx, 'read')
  const { db, deskId } = ctx
  const states = await getCachedState(ctx, {}, moment)
  const chosen = new Set(states.map(({ accountId }) => accountId))
  const accounts = (await loadAccounts(ctx, true)).filter(({ id }) => chosen.has(id))
  const snapshots = await db.asDesk(deskId, (tx) => latestSnapshots(tx, deskId, [...chosen], moment))
  const unread = chosen.size - snapshots.size
  // Of a moment that is no longer kept whole nothing is told, rather than what happens to be left of it.
  const gone = moment !== null && moment.at < moment.keptSince
  if (gone || snapshots.size === 0) return { oldestAsOf: null, accounts: chosen.size, unread: chosen.size, book: null }
  const desk = new Desk()
  desk.take(accounts, new Map([...snapshots].map(([id, snapshot]) => [id, accountFigures(snapshot)])))
  const { totalEquity, grossExposure, netExposure, bounds, oldestAsOf } = desk.totals()
  const { equity, gross, net, leverage } = bounds
  return {
    oldestAsOf,
    accounts: chosen.size,
    unread,
    book: {
      ...{ equity: totalEquity, gross: grossExposure, net: netExposure },
      bounds: { equity, gross, net, leverage },
      coins: desk.exposure(),
      positions: accounts.flatMap((account) => positionsOf(account, snapshots.get(account.id)?.assets ?? [])),
    },
  }
}

function positionsOf({ exchangeName }: AccountView, assets: readonly Asset[]): SharePosition[] {
  return assets
    .filter(({ assetType }) => assetType === 'position')
    .map(({ symbol, size, notional, unrealizedProfit, price, entryPrice, markPrice, leverage }) => ({
      ...{ pair: symbol, exchangeName, size, notional, entryPrice, markPrice, leverage },
      unrealizedProfit: usd(times(known(unrealizedProfit), known(price))),
    }))
}

/** Whole points that were over at the moment: one that goes on behind it would tell of later. */
async function curveOf(ctx: ServiceContext, range: ShareRange, moment: Moment | null): Promise<ShareSource['curve']> {
  const { long, wide } = RANGES[range]
  const of = async (seconds: number) => {
    const same = { groupBy: 'total', maxPoints: 2000, resolutionSeconds: seconds } as const
    if (moment === null) return getEquityHistory(ctx, { range, ...same })
    const to = floor(moment.at, seconds)
    return getEquityHistory(ctx, { range: 'custom', from: new Date(to.getTime() - long * 1000), to, ...same })
  }
  const asked = await of(wide)
  // Where only wider points are kept, those must be over as well.
  const { series } = asked.resolutionSeconds > wide && moment !== null ? await of(asked.resolutionSeconds) : asked
  const [total] = series
  if (!total) return null
  const { points, bound, change, changeRatio, maxDrawdown } = total
  return { points: points.map(({ at, close }) => ({ at, close })), bound, change, changeRatio, maxDrawdown }
}

const floor = (at: Date, seconds: number) => new Date(Math.floor(at.getTime() / (seconds * 1000)) * seconds * 1000)

const daysUntil = (to: Date, long: number) => ({ range: 'custom' as const, from: new Date(to.getTime() - long * 1000), to })

/** Whole days (UTC) that were over at the moment. */
async function returnsOf(ctx: ServiceContext, range: ShareRange, moment: Moment | null): Promise<ShareSource['returns']> {
  const stretch = moment === null ? { range } : daysUntil(floor(moment.at, DAY), RANGES[range].long)
  const found = await getPerformance(ctx, { ...stretch, groupBy: 'none' })
  const { twr, twrYearly, gain, risk, days, notes } = found
  return {
    until: days.at(-1)?.day ?? null,
    ...{ twr, twrYearly, gain, volatility: risk.volatility, sharpe: risk.sharpe },
    drawdown: risk.drawdown?.share ?? null,
    best: risk.best?.rate ?? null,
    worst: risk.worst?.rate ?? null,
    index: days.map(({ day, index }) => ({ day, index })),
    gap: notes.includes('gap'),
  }
}
