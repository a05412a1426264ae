import { listFlows } from '@/db/queries/flows'
import { type CloseRow, closes, type HeldRow, heldTokens } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import type { HeldCoin } from '@/server/domain/performance/attribution'
import { byAccount } from '@/server/domain/performance/by-account'
import type { ChainPoint } from '@/server/domain/performance/chain'
import { lastLook, lookedUntil } from '@/server/domain/performance/coverage'
import type { PricedFlow } from '@/server/domain/performance/flows'
import { DEFAULT_RETENTION, storedResolution } from '@/server/domain/retention'
import type { FlowCoverageView } from '@/server/domain/views'
import { type CoveredAccount, coverageIn } from '../flows/coverage'

const HOUR_MS = 3_600_000
/** Seconds of the finest points. */
const FINEST = 300
/** A point so long before a stretch still is its beginning. */
const REACH_MS = 3 * 86_400_000

/** A point with where it is stored. */
export interface StoredChainPoint extends ChainPoint {
  width: number
  bucket: Date
}

/** What an account's change over a stretch is made from. */
export interface AccountChain<A> {
  account: A
  /** In the order of time, to the last look at its ledgers. */
  points: StoredChainPoint[]
  /** Entries that are done, also of a while before. */
  flows: PricedFlow[]
  /** It was first read within the stretch. */
  begins: boolean
  coverage: FlowCoverageView
}

/** As fine as a stretch of that length is worth: prices are exact at any width, coins that nobody tells of are valued more exactly. */
function widthFor(from: Date, to: Date): number {
  const length = to.getTime() - from.getTime()
  return length <= 6 * HOUR_MS ? 300 : length <= 8 * 24 * HOUR_MS ? 3600 : 86_400
}

/**
 * Points and entries of accounts between two moments, and what was held at each of the points. An account's stretch ends
 * with the last reading up to which its ledgers have been looked at: what moved since would be explained by nothing.
 * @returns `width`: seconds between the points
 */
export async function readChains<A extends CoveredAccount>(
  ctx: ServiceContext,
  accounts: readonly A[],
  { from, to }: { from: Date; to: Date },
): Promise<{ chains: AccountChain<A>[]; width: number }> {
  const ids = accounts.map(({ id }) => id)
  const width = storedResolution((ctx.retention ?? DEFAULT_RETENTION).assetPointSeconds, from, ctx.now(), widthFor(from, to))
  const since = new Date(from.getTime() - REACH_MS)
  const range = { from: since, to, width }
  const [{ points, flows, coverage }, held] = await Promise.all([
    ctx.db.asDesk(ctx.deskId, async (tx) => ({
      points: await closes(tx, ctx.deskId, ids, range),
      flows: await listFlows(tx, ctx.deskId, { accountIds: ids, from: since, to, states: ['done'] }),
      coverage: await coverageIn(ctx, tx, accounts),
    })),
    ctx.db.asDesk(ctx.deskId, (tx) => heldTokens(tx, ctx.deskId, ids, range)),
  ])
  const until = new Map(coverage.map(({ accountId, ledgers }) => [accountId, lookedUntil(lastLook(ledgers), to)]))
  const ends = await readEnds(ctx, { points, width, to }, until)
  // A finer point and the coarse one that it stands for may begin at the same moment: each has what was held at its own end.
  const keyOf = (wide: number, accountId: string, bucket: Date) => `${wide} ${accountId} ${bucket.getTime()}`
  const holdings = new Map<string, Map<string, HeldCoin>>()
  const hold = (wide: number, rows: readonly HeldRow[]) => {
    for (const { accountId, at, coin, size, value } of rows) {
      const key = keyOf(wide, accountId, at)
      const coins = holdings.get(key) ?? new Map<string, HeldCoin>()
      holdings.set(key, coins.set(coin, { size, value }))
    }
  }
  hold(width, held)
  hold(FINEST, ends.held)
  const widened = (rows: readonly CloseRow[], each: number) => rows.map((point) => ({ ...point, width: each }))
  const pointsOf = byAccount([...widened(points, width), ...widened(ends.points, FINEST)])
  const flowsOf = byAccount(flows)
  const coverageOf = new Map(coverage.map((each) => [each.accountId, each]))
  const chains = accounts.flatMap((account): AccountChain<A>[] => {
    const known = coverageOf.get(account.id)
    if (!known) return []
    const end = until.get(account.id) ?? to
    const own = (pointsOf.get(account.id) ?? []).filter((point) => point.at <= end)
    const before = own.findLastIndex(({ at }) => at <= from)
    const chosen = before < 0 ? own : own.slice(before)
    const points = chosen.map(({ at, bucket, width: wide, ...point }): StoredChainPoint => {
      const equity = new Decimal(point.equity)
      const coins = holdings.get(keyOf(wide, account.id, bucket)) ?? (equity.isZero() ? new Map<string, HeldCoin>() : null)
      return { at, bucket, width: wide, equity, aside: new Decimal(point.aside), coins }
    })
    return [{ account, points, flows: flowsOf.get(account.id) ?? [], begins: before < 0, coverage: known }]
  })
  return { chains, width }
}

/** Longest before the last look that a reading still is where a stretch ends. */
const END_REACH_MS = HOUR_MS

/**
 * Of accounts whose last point lies behind the last look at their ledgers the finest point before it, where it is finer than
 * the others.
 */
async function readEnds(
  ctx: ServiceContext,
  { points, width, to }: { points: readonly CloseRow[]; width: number; to: Date },
  until: ReadonlyMap<string, Date>,
): Promise<{ points: CloseRow[]; held: HeldRow[] }> {
  const last = new Map(points.map((point) => [point.accountId, point]))
  const cut = [...last.values()].flatMap(({ accountId, at }) => {
    const end = until.get(accountId) ?? to
    return at > end ? [{ accountId, end }] : []
  })
  if (width <= FINEST || cut.length === 0) return { points: [], held: [] }
  const ids = cut.map(({ accountId }) => accountId)
  const earliest = new Date(Math.min(...cut.map(({ end }) => end.getTime())) - END_REACH_MS)
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    const finer = byAccount(await closes(tx, ctx.deskId, ids, { from: earliest, to, width: FINEST }))
    const chosen = cut.flatMap(({ accountId, end }) => {
      const point = finer.get(accountId)?.findLast((each) => each.at <= end)
      return point ? [point] : []
    })
    if (chosen.length === 0) return { points: [], held: [] }
    const buckets = chosen.map(({ bucket }) => bucket.getTime())
    const range = { from: new Date(Math.min(...buckets)), to: new Date(Math.max(...buckets)), width: FINEST }
    return { points: chosen, held: await heldTokens(tx, ctx.deskId, ids, range) }
  })
}
