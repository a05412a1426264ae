import { deleteEndedMutes } from '@/db/queries/alerts'
import { deleteDeliveries } from '@/db/queries/deliveries'
import { forgetPastPrices } from '@/db/queries/flow-prices'
import { deleteKeyActivity } from '@/db/queries/key-activity'
import { deleteClosedPages } from '@/db/queries/open-pages'
import { deleteDays } from '@/db/queries/performance-days'
import { deletePoints, deleteRefreshes, rollUpAssetPoints, rollUpAssets } from '@/db/queries/rollups'
import { deleteKeptHoldings, deleteSnapshots, dropSnapshotDays, makeSnapshotDays } from '@/db/queries/snapshot-days'
import { deleteStreamEvents } from '@/db/queries/stream-events'
import { deleteWebhookDeliveries } from '@/db/queries/webhooks'
import type { Deps } from '@/server/context'
import { DEFAULT_RETENTION, POINT_RESOLUTIONS } from '@/server/domain/retention'
import { firstDayOfActivity } from '../accounts/key-activity'
import { EVENTS_KEPT_FOR_WEBHOOKS_SECONDS, EVENTS_KEPT_SECONDS } from '../stream/cursor'
import { tidySignInData } from '../users/tidy'

/** Snapshots deleted in one transaction, so that none lasts long. */
const BATCH = 2000
/** Days of snapshots that are made ahead. */
const DAYS_AHEAD = 2
const DAY = 86_400
/** What exchanges told of prices of the past is kept for others so long. */
const PAST_PRICES_KEPT_SECONDS = 90 * DAY
/** What was sent is listed so long. */
const DELIVERIES_SECONDS = 90 * DAY
/** The same of webhooks, of which there may be one a second. */
const WEBHOOK_DELIVERIES_SECONDS = 7 * DAY

/** What a run did. */
export interface Retained {
  assetPoints: number
  /** Whole days of snapshots. */
  droppedDays: number
  deletedSnapshots: number
  deletedPoints: number
}

/**
 * Makes room for the snapshots of the next days, sums assets up into points and deletes what is older than the settings
 * keep it: snapshots (whole days, each account's newest stays), points by their width, tries to refresh. May be run at any time, again, or broken off: every step stands on its own.
 * @param forget false: nothing is deleted, since nobody knows how old it is (the clock was moved far ahead)
 */
export async function retain(deps: Deps, signal: AbortSignal, { forget = true }: { forget?: boolean } = {}): Promise<Retained> {
  const { snapshotSeconds, refreshSeconds, equityPointSeconds, assetPointSeconds } = deps.retention ?? DEFAULT_RETENTION
  const now = deps.now()
  const before = (seconds: number) => new Date(deps.now().getTime() - seconds * 1000)
  const done: Retained = { assetPoints: 0, droppedDays: 0, deletedSnapshots: 0, deletedPoints: 0 }
  await deps.db.asSystem((tx) => makeSnapshotDays(tx, before(-DAYS_AHEAD * DAY)))
  let finer: number | null = null
  for (const width of POINT_RESOLUTIONS) {
    signal.throwIfAborted()
    const from = finer
    done.assetPoints += await deps.db.asSystem((tx) =>
      from === null ? rollUpAssets(tx, width, now) : rollUpAssetPoints(tx, from, width, now),
    )
    finer = width
  }
  if (!forget) return done
  done.droppedDays = await dropSnapshotDays(deps.db, before(snapshotSeconds), POINT_RESOLUTIONS[0])
  for (let deleted = BATCH; deleted === BATCH; ) {
    signal.throwIfAborted()
    deleted = await deps.db.asSystem((tx) =>
      deleteSnapshots(tx, before(snapshotSeconds), POINT_RESOLUTIONS[0], { limit: BATCH, withinDays: snapshotSeconds < DAY }),
    )
    done.deletedSnapshots += deleted
  }
  if (done.deletedSnapshots > 0) await deps.db.asSystem(deleteKeptHoldings)
  for (const width of POINT_RESOLUTIONS) {
    const [equity, assets] = [equityPointSeconds[width], assetPointSeconds[width]]
    done.deletedPoints += await deps.db.asSystem(async (tx) => {
      let points = 0
      if (equity !== null) points += await deletePoints(tx, 'equity_points', width, before(equity))
      if (equity !== null) points += await deletePoints(tx, 'group_points', width, before(equity))
      if (assets !== null) points += await deletePoints(tx, 'asset_points', width, before(assets))
      return points
    })
  }
  await deps.db.asSystem(async (tx) => {
    await deleteRefreshes(tx, before(refreshSeconds))
    await deleteClosedPages(tx, deps.now())
    await deleteKeyActivity(tx, firstDayOfActivity(deps.now()))
    // Days are made of daily points, and kept as long.
    if (equityPointSeconds[DAY] !== null) await deleteDays(tx, before(equityPointSeconds[DAY]))
    await deleteDeliveries(tx, before(DELIVERIES_SECONDS))
    await deleteEndedMutes(tx, deps.now())
    await deleteStreamEvents(tx, before(EVENTS_KEPT_SECONDS), before(EVENTS_KEPT_FOR_WEBHOOKS_SECONDS))
    await deleteWebhookDeliveries(tx, before(WEBHOOK_DELIVERIES_SECONDS))
    // Entries keep the prices that they were given.
    await forgetPastPrices(tx, before(PAST_PRICES_KEPT_SECONDS))
  })
  await tidySignInData(deps)
  return done
}
