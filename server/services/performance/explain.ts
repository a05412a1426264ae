import { listFlows } from '@/db/queries/flows'
import { type CloseRow, closes, type HeldRow, heldTokens } from '@/db/queries/performance-days'
import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { fixed } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { addParts, type HeldCoin, noParts, PARTS, type Part, type Parts } from '@/server/domain/performance/attribution'
import { byAccount } from '@/server/domain/performance/by-account'
import { addCoins, type Chained, type ChainPoint, type CoinSum, chain, noRows } from '@/server/domain/performance/chain'
import { lastLook, lookedUntil } from '@/server/domain/performance/coverage'
import { DEFAULT_RETENTION, storedResolution } from '@/server/domain/retention'
import type { ExplainView, PartEntries, PartsView } from '@/server/domain/views'
import type { ExplainInput } from '@/server/schemas/flows'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { coverageIn } from '../flows/coverage'
import { rangeOf } from '../history/range'

const HOUR_MS = 3_600_000
/** Seconds of the finest points. */
const FINEST = 300
/** A point so long before a stretch still is its beginning. */
const REACH_MS = 3 * 86_400_000
const DECIMALS = 18
/** Rows told of one part. */
const MOST_ROWS = 1000

/** As fine as a stretch of that length is worth: prices are exact at any width, coins that nobody tells of are valued more exactly. */
function widthFor(from: Date, to: Date): number {
  const length = to.getTime() - from.getTime()
  return length <= 6 * HOUR_MS ? 300 : length <= 8 * 24 * HOUR_MS ? 3600 : 86_400
}

/**
 * What a change of equity is made of, over accounts, or for one coin of theirs: flows, prices of what was held, profit of
 * positions, funding, interest, fees, rewards, and what nothing explains. Parts add up to the change. An account's stretch
 * ends with the last reading up to which its ledgers have been looked at: what moved since would be explained by nothing.
 * @throws DomainError `not_found` that says which account
 */
export async function explainChange(ctx: ServiceContext, input: ExplainInput): Promise<ExplainView> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
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
  const wide = (rows: readonly CloseRow[], each: number) => rows.map((point) => ({ ...point, width: each }))
  const pointsOf = byAccount([...wide(points, width), ...wide(ends.points, FINEST)])
  const flowsOf = byAccount(flows)
  const made = accounts.flatMap((account) => {
    const end = until.get(account.id) ?? to
    const own = (pointsOf.get(account.id) ?? []).filter((point) => point.at <= end)
    const before = own.findLastIndex(({ at }) => at <= from)
    const chosen = before < 0 ? own : own.slice(before)
    const chained = chain(
      chosen.map((point): ChainPoint => {
        const equity = new Decimal(point.equity)
        const coins =
          holdings.get(keyOf(point.width, account.id, point.bucket)) ?? (equity.isZero() ? new Map<string, HeldCoin>() : null)
        return { at: point.at, equity, aside: new Decimal(point.aside), coins }
      }),
      flowsOf.get(account.id) ?? [],
      before < 0,
    )
    return chained ? [{ account, chained: settled(chained, input.coin) }] : []
  })
  return summed({ from, to, width }, made)
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

/** The same of one coin alone: its rows too. */
function settled(chained: Chained, coin: string | undefined): Chained {
  if (coin === undefined) return chained
  const own = chained.coins.get(coin)
  const coins = new Map(own ? [[coin, own]] : [])
  const rows = noRows()
  for (const part of PARTS) for (const row of own?.rows[part] ?? []) rows[part].add(row)
  const leftOut = new Set(own?.unpriced ? [coin] : [])
  return { ...chained, coins, rows, leftOut, change: own?.change ?? ZERO, parts: chained.parts && (own ? own.parts : noParts()) }
}

function summed(
  { from, to, width }: { from: Date; to: Date; width: number },
  made: readonly { account: { id: string; name: string }; chained: Chained }[],
): ExplainView {
  let [change, parts]: [Decimal, Parts | null] = [ZERO, noParts()]
  const coins = new Map<string, CoinSum>()
  const rows = noRows()
  const leftOut = new Set<string>()
  for (const { chained } of made) {
    change = change.plus(chained.change)
    parts = parts && chained.parts && addParts(parts, chained.parts)
    addCoins(coins, chained.coins.values())
    for (const part of PARTS) for (const row of chained.rows[part]) rows[part].add(row)
    for (const coin of chained.leftOut) leftOut.add(coin)
  }
  return {
    from,
    to,
    change: made.length === 0 ? null : text(change),
    parts: made.length === 0 ? null : partsView(parts),
    widthSeconds: width,
    coins: [...coins.values()]
      .sort((a, b) => b.change.abs().cmp(a.change.abs()) || (a.coin < b.coin ? -1 : 1))
      .map(({ coin, change: moved, trades, parts: own, unexplainedSize, unpriced, rows: behind }) => ({
        coin,
        change: text(moved),
        trades: text(trades),
        parts: partsView(own) ?? emptyParts(),
        unexplainedSize: unexplainedSize.toFixed(),
        unpriced,
        entries: entriesOf((part) => new Set(behind[part]).size),
      })),
    accounts: made.map(({ account, chained }) => ({
      accountId: account.id,
      accountName: account.name,
      from: chained.from,
      to: chained.to,
      change: text(chained.change),
      parts: partsView(chained.parts),
      entries: entriesOf((part) => chained.rows[part].size),
    })),
    rows: rowsView(rows),
    leftOut: [...leftOut].sort(),
  }
}

function entriesOf(count: (part: Part) => number): PartEntries {
  const entries: PartEntries = {}
  for (const part of PARTS) if (count(part) > 0) entries[part] = count(part)
  return entries
}

const text = (value: Decimal) => fixed(value, DECIMALS)
const emptyParts = (): PartsView => viewOf(noParts())
const partsView = (parts: Parts | null) => parts && viewOf(parts)

function viewOf(parts: Parts): PartsView {
  const { flows, prices, unrealized, realized, funding, interest, fees, rewards, unexplained } = parts
  return {
    flows: text(flows),
    prices: text(prices),
    unrealized: text(unrealized),
    realized: text(realized),
    funding: text(funding),
    interest: text(interest),
    fees: text(fees),
    rewards: text(rewards),
    unexplained: text(unexplained),
  }
}

function rowsView(rows: Record<Part, ReadonlySet<string>>): Record<Part, string[]> {
  const newest = (part: Part) => [...rows[part]].sort((a, b) => Number(b) - Number(a)).slice(0, MOST_ROWS)
  return {
    flows: newest('flows'),
    prices: newest('prices'),
    unrealized: newest('unrealized'),
    realized: newest('realized'),
    funding: newest('funding'),
    interest: newest('interest'),
    fees: newest('fees'),
    rewards: newest('rewards'),
    unexplained: newest('unexplained'),
  }
}
