import { listAccounts } from '@/db/queries/accounts'
import { insertPastAssets, type PastAssetPoint } from '@/db/queries/past-assets'
import { insertPastPoints, type PastPoint } from '@/db/queries/past-points'
import { holdAccounts } from '@/db/queries/sample'
import type { ServiceContext } from '@/server/context'
import { POINT_RESOLUTIONS, type PointResolution } from '@/server/domain/retention'
import { SAMPLE_EXCHANGE } from '@/server/domain/sample'
import { isStable } from '@/server/domain/stablecoins'
import { type SampleHolding, sampleHeld } from '@/server/exchanges/sample/accounts'
import { samplePrice } from '@/server/exchanges/sample/market'

const STEP_MS = 300_000
const DAY_MS = 86_400_000
const DAYS = 30
/** How far back single assets are entered, by width: as far as pages look at them that closely. */
const ASSETS_MS: Readonly<Record<PointResolution, number>> = { 300: DAY_MS / 4, 3600: DAYS * DAY_MS, 86400: DAYS * DAY_MS }
const CENTS = 100

/** Whole cents, so that parts add up. */
interface Value {
  equity: number
  gross: number
  net: number
}

/**
 * The thirty days before the first readings of a sample desk: what is held now, at the prices of then. Nothing where the sample
 * was taken away meanwhile: its sums would stand before those of real accounts.
 */
export async function writeSamplePast(ctx: ServiceContext, accounts: readonly { id: string; key: string }[]): Promise<void> {
  const until = Math.floor(ctx.now().getTime() / STEP_MS) * STEP_MS
  const moments = Array.from({ length: (DAYS * DAY_MS) / STEP_MS }, (_, step) => until - DAYS * DAY_MS + step * STEP_MS)
  const desk = accounts.map(({ id, key }) => {
    const held = sampleHeld(key)
    return { id, course: moments.map((at) => worthOf(held, at)), assets: assetPoints(held, until) }
  })
  const all = moments.map((_, step) =>
    desk.reduce<Value>(
      (sum, { course }) => {
        const own = course[step]
        return own ? { equity: sum.equity + own.equity, gross: sum.gross + own.gross, net: sum.net + own.net } : sum
      },
      { equity: 0, gross: 0, net: 0 },
    ),
  )
  const points = pointsOf(moments, all)
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    await holdAccounts(tx, ctx.deskId)
    const there = new Set((await listAccounts(tx, ctx.deskId, { includeArchived: true })).map(({ id }) => id))
    if (!desk.every(({ id }) => there.has(id))) return
    for (const { id, course, assets } of desk) {
      await insertPastAssets(tx, ctx.deskId, id, assets)
      await insertPastPoints(tx, ctx.deskId, { accountId: id }, pointsOf(moments, course), POINT_RESOLUTIONS)
    }
    for (const scope of ['total', SAMPLE_EXCHANGE]) {
      await insertPastPoints(tx, ctx.deskId, { scope, accounts: accounts.length }, points, POINT_RESOLUTIONS)
    }
  })
}

const cents = (amount: number) => Math.round(amount * CENTS)
const usd = (amount: number) => (amount / CENTS).toFixed(2)
const notionalAt = ({ coin, size }: SampleHolding, at: number) => Number(size) * Number(samplePrice(coin, at) ?? 0)

function worthOf(held: readonly SampleHolding[], at: number): Value {
  const value = { equity: 0, gross: 0, net: 0 }
  for (const holding of held) {
    const notional = cents(notionalAt(holding, at))
    value.equity += holding.entry === null ? notional : notional - cents(Number(holding.size) * Number(holding.entry))
    if (holding.entry === null && isStable(holding.coin)) continue
    value.gross += Math.abs(notional)
    value.net += notional
  }
  return value
}

function pointsOf(moments: readonly number[], course: readonly Value[]): PastPoint[] {
  return moments.flatMap((at, step) => {
    const close = course[step]
    if (!close) return []
    const open = (course[step - 1] ?? close).equity
    return [
      {
        at: new Date(at),
        ...{ open: usd(open), close: usd(close.equity) },
        ...{ high: usd(Math.max(open, close.equity)), low: usd(Math.min(open, close.equity)) },
        ...{ grossExposure: usd(close.gross), netExposure: usd(close.net) },
      },
    ]
  })
}

function assetPoints(held: readonly SampleHolding[], until: number): PastAssetPoint[] {
  return POINT_RESOLUTIONS.flatMap((width) => {
    const last = Math.floor(until / (width * 1000)) * width * 1000
    const count = Math.floor(ASSETS_MS[width] / (width * 1000))
    return Array.from({ length: count }, (_, back) => last - (count - back) * width * 1000).flatMap((bucket) =>
      held.map((holding): PastAssetPoint => {
        const { symbol, wallet: walletType, size, entry } = holding
        const notional = cents(notionalAt(holding, bucket + width * 1000 - STEP_MS))
        const profit = entry === null ? null : usd(notional - cents(Number(size) * Number(entry)))
        const assetType = entry === null ? 'token' : 'position'
        return { width, bucket: new Date(bucket), symbol, walletType, assetType, size, notional: usd(notional), profit }
      }),
    )
  })
}
