import type { Tx } from '@/db/client'
import { accountPoints, groupedPoints, oldestPoint, type PointRange, type StoredPoint, snapshotPoints } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { boundOfBits } from '@/server/domain/bound'
import { Decimal } from '@/server/domain/decimal'
import { equitySeries, type RawPoint, shownResolution, sumSeries } from '@/server/domain/history'
import { wallBins, zoneOffset } from '@/server/domain/local-time'
import { DEFAULT_RETENTION, POINT_RESOLUTIONS, type Retention, storedResolution } from '@/server/domain/retention'
import type { EquityHistoryView, EquitySeries } from '@/server/domain/views'
import type { EquityHistoryInput } from '@/server/schemas/history'
import { requireScope } from '../authorise'
import { allActive, type ChartedAccount, chosenAccounts, longestInterval, taggedActive } from './chosen'
import { leftOutOf } from './left-out'
import { rangeOf } from './range'

const FINEST = POINT_RESOLUTIONS[0]
/** Narrower points say nothing of days: whole hours are whole hours nearly everywhere. */
const LEAST_ZONED = 14_400
const HOUR_MS = 3_600_000
/** More than two years of four hours each; more than any chart has room for. */
const MOST_BINS = 5000
/** A day on which the clock is changed lasts longer, in seconds. Antarctica/Troll changes it by two hours. */
const LONGER_DAY = 7200

/** Stored points by account, exchange or `total`, in the order of time. */
function byKey(points: readonly StoredPoint[]): Map<string, RawPoint[]> {
  const series = new Map<string, RawPoint[]>()
  for (const { key, bound, ...stored } of points) {
    const known = series.get(key)
    const point = { ...stored, bound: boundOfBits(bound) }
    if (known) known.push(point)
    else series.set(key, [point])
  }
  return series
}

/** Width that is shown and width that is read: single accounts have finer points for as long as snapshots are kept. */
function widths(
  input: EquityHistoryInput,
  { from, to, now }: { from: Date; to: Date; now: Date },
  retention: Retention,
): { shownSeconds: number; storedSeconds: number | null; bins?: Date[] } {
  const single = input.groupBy === 'account' && (now.getTime() - from.getTime()) / 1000 <= retention.snapshotSeconds
  const finest = single ? 60 : FINEST
  const wanted = Math.max(finest, input.resolutionSeconds ?? shownResolution(from, to, input.maxPoints, finest))
  if (wanted < FINEST) return { shownSeconds: wanted, storedSeconds: null }
  const zoned =
    input.timeZone !== undefined && wanted >= LEAST_ZONED && zonedBins({ from, to, now }, wanted, input.timeZone, retention)
  if (zoned) return { shownSeconds: wanted, ...zoned }
  const storedSeconds = storedResolution(retention.equityPointSeconds, from, now, wanted)
  return { shownSeconds: Math.max(wanted, storedSeconds), storedSeconds }
}

/**
 * Points that begin at a zone's own midnights and hours are summed up from hours, or from five minutes where the zone is no
 * whole hours ahead. Of hours that are all that is kept, one that holds a midnight counts to the day that it begins in. null
 * where no hours reach back that far: days are UTC's there.
 */
function zonedBins(
  { from, to, now }: { from: Date; to: Date; now: Date },
  shownSeconds: number,
  zone: string,
  retention: Retention,
) {
  const end = earlier(to, now)
  if (zone === 'UTC' || from >= end || (end.getTime() - from.getTime()) / 1000 / shownSeconds > MOST_BINS) return null
  const whole = zoneOffset(from.getTime(), zone) % HOUR_MS === 0 && zoneOffset(end.getTime(), zone) % HOUR_MS === 0
  const storedSeconds = storedResolution(retention.equityPointSeconds, from, now, whole ? 3600 : FINEST)
  return storedSeconds > 3600 ? null : { storedSeconds, bins: wallBins(from, end, shownSeconds, zone) }
}

function readAccounts(
  tx: Tx,
  deskId: string,
  ids: string[],
  range: Omit<PointRange, 'storedSeconds'>,
  storedSeconds: number | null,
) {
  if (storedSeconds === null) return snapshotPoints(tx, deskId, ids, range)
  return accountPoints(tx, deskId, ids, { ...range, storedSeconds })
}

/**
 * Equity over time: of all accounts together, of each exchange's or of each account, with open, high, low and close per
 * stretch, change and drawdown. Summed up in the database to at most `maxPoints`. What was not read is a gap. A choice
 * of accounts is added up from their own points, so that highs and lows of the sum are its bounds.
 */
export async function getEquityHistory(ctx: ServiceContext, input: EquityHistoryInput): Promise<EquityHistoryView> {
  requireScope(ctx, 'read')
  if (input.tags?.length) return historyOfTags(ctx, input)
  return equityHistoryOf(ctx, input, input.accountIds?.length ? chosenAccounts(ctx, input.accountIds) : allActive(ctx))
}

/** Of the active accounts that tags take as a whole. */
async function historyOfTags(ctx: ServiceContext, input: EquityHistoryInput): Promise<EquityHistoryView> {
  const accounts = await taggedActive(ctx, input.tags ?? [])
  // Named, since none named would be all.
  return equityHistoryOf(ctx, { ...input, accountIds: accounts.map(({ id }) => id) }, Promise.resolve(accounts))
}

/** The same of accounts that are known already: all active ones unless the input names some. */
export async function equityHistoryOf(
  ctx: ServiceContext,
  input: EquityHistoryInput,
  choosing: Promise<readonly ChartedAccount[]>,
): Promise<EquityHistoryView> {
  const now = ctx.now()
  const { from, to } = await rangeOf(input, now, () => ctx.db.readPast(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const { shownSeconds, storedSeconds, bins } = widths(input, { from, to, now }, ctx.retention ?? DEFAULT_RETENTION)
  const range = { from, to, shownSeconds, ...(bins ? { bins } : {}) }
  // Sums over all accounts are none of a limited token's: its own are added up, as a choice is.
  const all = !input.accountIds?.length && !input.tags?.length && ctx.db.accounts === null
  const whole = input.groupBy !== 'account' && all && storedSeconds !== null
  const group = input.groupBy === 'total' ? 'total' : 'exchanges'
  const [accounts, found] = whole
    ? await Promise.all([choosing, groupedPoints(ctx.db, ctx.deskId, group, { ...range, storedSeconds })])
    : await choosing.then(async (chosen) => {
        const ids = chosen.map(({ id }) => id)
        return [
          chosen,
          await ctx.db.readPast(ctx.deskId, (tx) => readAccounts(tx, ctx.deskId, ids, range, storedSeconds)),
        ] as const
      })
  const points = byKey(found)

  const pointsOf = ({ key, of }: Group) =>
    whole || input.groupBy === 'account' ? (points.get(key) ?? []) : sumSeries(of.map(({ id }) => points.get(id) ?? []))
  const series = ({ key, label, of, points: own }: Group & { points: RawPoint[] }): EquitySeries =>
    equitySeries({ key, label, accounts: of.length }, own, {
      resolutionSeconds: shownSeconds,
      intervalSeconds: longestInterval(of),
      slackSeconds: bins ? LONGER_DAY : 0,
      to: earlier(to, now),
    })
  const groups = grouped(input.groupBy, accounts).map((each) => ({ ...each, points: pointsOf(each) }))
  const told = to >= now && found.some(({ bound, closeAside, openAside }) => bound > 0 || closeAside !== '0' || openAside !== '0')
  return {
    from,
    to,
    resolutionSeconds: shownSeconds,
    series: layered(groups, input.layers).map(series),
    leftOut: told ? await leftOutOf(ctx, accounts) : [],
  }
}

function earlier(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()))
}

/** Accounts whose points make one series. */
interface Group {
  key: string
  label: string
  of: readonly ChartedAccount[]
}

function grouped(groupBy: EquityHistoryInput['groupBy'], accounts: readonly ChartedAccount[]): Group[] {
  if (groupBy === 'total') return [{ key: 'total', label: 'Total', of: accounts }]
  if (groupBy === 'account') return accounts.map((account) => ({ key: account.id, label: account.name, of: [account] }))
  return [...new Set(accounts.map(({ exchange }) => exchange))].map((exchange) => {
    const own = accounts.filter((account) => account.exchange === exchange)
    return { key: exchange, label: own[0]?.exchangeName ?? exchange, of: own }
  })
}

/** The largest by the last equity that is known, and all others as one: so many that a chart can tell them apart. */
function layered<Series extends Group & { points: RawPoint[] }>(groups: readonly Series[], layers: number | undefined) {
  if (layers === undefined) return groups
  const last = ({ points }: Series) => new Decimal(points.at(-1)?.close ?? 0)
  const sorted = [...groups].sort((a, b) => last(b).comparedTo(last(a)))
  if (sorted.length <= layers) return sorted
  const rest = sorted.slice(layers - 1)
  return [
    ...sorted.slice(0, layers - 1),
    {
      key: 'others',
      label: `${rest.length} others`,
      of: rest.flatMap(({ of }) => of),
      points: sumSeries(rest.map(({ points }) => points)),
    },
  ]
}
