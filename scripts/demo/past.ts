import { insertPastAssets, type PastAssetPoint } from '@/db/queries/past-assets'
import { insertPastPoints, type PastPoint } from '@/db/queries/past-points'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import { POINT_RESOLUTIONS, type PointResolution } from '@/server/domain/retention'
import type { BalanceView } from '@/server/domain/views'
import { PAST_STEP_SECONDS, PastWalk } from '../../simulator/past-walk'
import { type Held, heldBefore, type Moved } from './held'

const DAY = 86_400
/** One more than thirty, so that thirty days have a beginning. */
const DAYS = 31
const STEP_SECONDS = POINT_RESOLUTIONS[0]
const STEPS = (DAYS * DAY) / STEP_SECONDS
/** How far back single assets are entered, in seconds by width: as far as pages look at them that closely. */
const ASSET_SECONDS: Readonly<Record<PointResolution, number>> = { 300: DAY / 4, 3600: DAYS * DAY, 86400: DAYS * DAY }
/** Points of assets in one statement. */
const BATCH = 20_000
/** Sums are of whole millionths of a USD, so that parts add up to the last of them. */
const MICRO = 1_000_000

/**
 * A month before the demo's first readings: what was held then (what was read, without what moved since) at prices that
 * walk back from there. Equity is what the single assets come to, to the last decimal. No snapshots: retention would have
 * left none of most of that time either.
 */
export async function writePast(
  ctx: ServiceContext,
  balances: readonly BalanceView[],
  until: Date,
  movedOn: (accountName: string) => readonly Moved[],
): Promise<void> {
  if (STEP_SECONDS !== PAST_STEP_SECONDS) throw new Error('The past walks in steps of another width.')
  const walk = new PastWalk(STEPS)
  const prices = new Map(balances.flatMap(({ assets }) => assets.map(({ symbol, price }) => [symbol, price] as const)))
  const known: { accountId: string; exchange: string; values: Values }[] = []
  for (const balance of balances) {
    if (balance.equity === null) continue
    const held = heldBefore(balance, movedOn(balance.accountName), (coin) => prices.get(coin) ?? null)
    const { points, values } = accountPast(held, new Decimal(balance.equity), until, walk)
    for (let at = 0; at < points.length; at += BATCH) {
      await ctx.db.asDesk(ctx.deskId, (tx) => insertPastAssets(tx, ctx.deskId, balance.accountId, points.slice(at, at + BATCH)))
    }
    known.push({ accountId: balance.accountId, exchange: balance.exchange, values })
  }
  const enter = (of: Parameters<typeof insertPastPoints>[2], some: typeof known) => {
    const points = pointsOf(
      some.map(({ values }) => values),
      until,
    )
    return ctx.db.asDesk(ctx.deskId, (tx) => insertPastPoints(tx, ctx.deskId, of, points, POINT_RESOLUTIONS))
  }
  for (const account of known) await enter({ accountId: account.accountId }, [account])
  for (const exchange of new Set(known.map((account) => account.exchange))) {
    const own = known.filter((account) => account.exchange === exchange)
    await enter({ scope: exchange, accounts: own.length }, own)
  }
  await enter({ scope: 'total', accounts: known.length }, known)
}

/** Millionths of a USD at each step, the oldest first. */
interface Values {
  equity: Float64Array
  /** Just before the first step. */
  opened: number
  gross: Float64Array
  net: Float64Array
}

const momentOf = (until: Date, step: number) => until.getTime() - (STEPS - step) * STEP_SECONDS * 1000

function accountPast(held: readonly Held[], equity: Decimal, until: Date, walk: PastWalk) {
  const values = { equity: new Float64Array(STEPS), gross: new Float64Array(STEPS), net: new Float64Array(STEPS) }
  const points: PastAssetPoint[] = []
  const shown = closingSteps(until)
  // What equity holds beyond the values of its tokens: profit of open positions.
  const tokens = held.filter(({ assetType }) => assetType === 'token')
  const now = tokens.reduce((sum, { sizes, price }) => sum + worth(Number(sizes.at(-1)?.text ?? 0), price ?? 0), 0)
  values.equity.fill(Math.round(equity.times(MICRO).toNumber()) - now)
  for (const asset of held) {
    const { symbol, walletType, assetType, coin, price, value, profit } = asset
    const path = coin === null ? null : walk.of(coin)
    let part = 0
    for (let step = 0; step < STEPS; step++) {
      const at = momentOf(until, step)
      while ((asset.sizes[part]?.until ?? at + 1) <= at) part++
      const size = asset.sizes[part]
      if (!size || size.size.isZero()) continue
      const factor = path?.[STEPS - 1 - step] ?? 1
      const notional = value === null ? worth(Number(size.text), (price ?? 0) * factor) : Math.round(value * MICRO)
      let won: number | null = null
      if (assetType === 'token') values.equity[step] = (values.equity[step] ?? 0) + notional
      else {
        // An inverse contract's profit is in the coin that moves.
        const exposed = (price ?? 0) * Number(size.text) + (value === null ? 0 : profit)
        const since = Math.round(exposed * (factor - 1) * MICRO)
        values.equity[step] = (values.equity[step] ?? 0) + since
        won = Math.round(profit * MICRO) + since
      }
      if (coin !== null) {
        values.gross[step] = (values.gross[step] ?? 0) + Math.abs(notional)
        values.net[step] = (values.net[step] ?? 0) + notional
      }
      const widths = shown.get(step)
      if (!widths) continue
      const text = value === null ? size.text : size.size.div(factor).toDecimalPlaces(12).toFixed()
      const point = {
        symbol,
        walletType,
        assetType,
        size: text,
        notional: price === null ? null : usdText(notional),
        profit: won === null ? null : usdText(won),
      }
      for (const width of widths) points.push({ ...point, width, bucket: bucketOf(at, width) })
    }
  }
  // In the order of the key: an index grows fastest at its end.
  points.sort(
    (a, b) =>
      a.width - b.width ||
      a.bucket.getTime() - b.bucket.getTime() ||
      (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0),
  )
  return { points: bothSidesAsOne(points), values: { ...values, opened: values.equity[0] ?? 0 } }
}

const nameOf = ({ symbol, walletType, assetType }: PastAssetPoint) => `${symbol} ${walletType} ${assetType}`
const keyOf = ({ width, bucket, symbol, walletType, assetType }: PastAssetPoint) =>
  `${width} ${bucket.getTime()} ${symbol} ${walletType} ${assetType}`
const plus = (one: string | null, other: string | null) =>
  one === null || other === null ? null : new Decimal(one).plus(other).toFixed()

/** Both sides of a position in hedge mode are one point, as `rollUpAssets` sums them up. @param points in the order of the key */
function bothSidesAsOne(points: readonly PastAssetPoint[]): PastAssetPoint[] {
  const whole: PastAssetPoint[] = []
  for (const point of points) {
    const before = whole.at(-1)
    if (before && keyOf(before) === keyOf(point)) {
      const size = plus(before.size, point.size) ?? before.size
      const sums = { size, notional: plus(before.notional, point.notional), profit: plus(before.profit, point.profit) }
      whole.splice(-1, 1, { ...before, ...sums })
    } else whole.push(point)
  }
  return whole
}

const worth = (size: number, price: number) => Math.round(size * price * MICRO)
const bucketOf = (at: number, width: number) => new Date(Math.floor(at / (width * 1000)) * width * 1000)

/** Steps that are the last of a bucket, and the widths of those. A bucket in which readings begin is left to them. */
function closingSteps(until: Date): Map<number, PointResolution[]> {
  const steps = new Map<number, PointResolution[]>()
  for (const width of POINT_RESOLUTIONS) {
    const first = until.getTime() - ASSET_SECONDS[width] * 1000
    for (let step = 0; step < STEPS; step++) {
      const at = momentOf(until, step)
      const isLast = bucketOf(at, width).getTime() !== bucketOf(at + STEP_SECONDS * 1000, width).getTime()
      if (at >= first && isLast) steps.set(step, [...(steps.get(step) ?? []), width])
    }
  }
  return steps
}

/** The sum of some accounts' values as points that end at `until`. */
function pointsOf(values: readonly Values[], until: Date): PastPoint[] {
  const sum = (pick: (value: Values) => number) => values.reduce((total, value) => total + pick(value), 0)
  let open = sum(({ opened }) => opened)
  return Array.from({ length: STEPS }, (_, step) => {
    const close = sum(({ equity }) => equity[step] ?? 0)
    const point = {
      at: new Date(momentOf(until, step)),
      open: usdText(open),
      high: usdText(Math.max(open, close)),
      low: usdText(Math.min(open, close)),
      close: usdText(close),
      grossExposure: usdText(sum(({ gross }) => gross[step] ?? 0)),
      netExposure: usdText(sum(({ net }) => net[step] ?? 0)),
    }
    open = close
    return point
  })
}

/** Whole millionths as USD. */
const usdText = (micro: number) => new Decimal(micro).div(MICRO).toFixed(6)
