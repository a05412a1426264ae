import { assetPoints, type StoredAssetPoint } from '@/db/queries/asset-points'
import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { fixed, known, NOTIONAL_DECIMALS, sumKnown } from '@/server/domain/amounts'
import { Decimal } from '@/server/domain/decimal'
import { gapSeconds, shownResolution } from '@/server/domain/history'
import { DEFAULT_RETENTION, POINT_RESOLUTIONS, storedResolution } from '@/server/domain/retention'
import type { AssetHistoryPoint, AssetHistoryView } from '@/server/domain/views'
import type { AssetHistoryInput } from '@/server/schemas/history'
import { requireScope } from '../authorise'
import { chosenAccounts, longestInterval } from './chosen'
import { rangeOf } from './range'

/** Sums accounts at each moment, an account without a point counting with its last one before. */
function summed(points: readonly StoredAssetPoint[]): AssetHistoryPoint[] {
  const moments = [...new Set(points.map(({ at }) => at.getTime()))].sort((a, b) => a - b)
  const byMoment = new Map<number, StoredAssetPoint[]>()
  for (const point of points) byMoment.set(point.at.getTime(), [...(byMoment.get(point.at.getTime()) ?? []), point])
  const latest = new Map<string, StoredAssetPoint>()
  return moments.map((moment) => {
    for (const point of byMoment.get(moment) ?? []) latest.set(point.accountId, point)
    const size = sumKnown([...latest.values()].map((point) => known(point.size))) ?? new Decimal(0)
    const notional = sumKnown([...latest.values()].map((point) => known(point.notional)))
    return {
      at: new Date(moment),
      size: size.isZero() ? '0' : size.toFixed(),
      notional: notional === null ? null : fixed(notional, NOTIONAL_DECIMALS),
    }
  })
}

/** How much of a token or position the user held over time, over the chosen accounts (all active ones if none is named). */
export async function getAssetHistory(ctx: ServiceContext, input: AssetHistoryInput): Promise<AssetHistoryView> {
  requireScope(ctx, 'read')
  const now = ctx.now()
  const { from, to } = await rangeOf(input, now, () => ctx.db.readPast(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const accounts = await chosenAccounts(ctx, input.accountIds)
  const wanted = shownResolution(from, to, input.maxPoints, POINT_RESOLUTIONS[0])
  const storedSeconds = storedResolution((ctx.retention ?? DEFAULT_RETENTION).assetPointSeconds, from, now, wanted)
  const resolutionSeconds = Math.max(wanted, storedSeconds)
  const points = summed(
    await ctx.db.readPast(ctx.deskId, (tx) =>
      assetPoints(
        tx,
        ctx.deskId,
        accounts.map(({ id }) => id),
        input.symbol,
        {
          from,
          to,
          storedSeconds,
          shownSeconds: resolutionSeconds,
        },
      ),
    ),
  )
  const longest = gapSeconds(resolutionSeconds, longestInterval(accounts)) * 1000
  const withGaps = points.flatMap((point, index) => {
    const next = points[index + 1]
    const silent = next !== undefined && next.at.getTime() - point.at.getTime() > longest
    return silent ? [point, { at: new Date(point.at.getTime() + resolutionSeconds * 1000), size: null, notional: null }] : [point]
  })
  return { from, to, resolutionSeconds, symbol: input.symbol, points: withGaps }
}
