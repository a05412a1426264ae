import { fixed, known, sumKnown, USD_DECIMALS, usd } from './amounts'
import { joinBounds } from './bound'
import { Decimal } from './decimal'
import type { EquityPoint, EquitySeries } from './views'

/** A stretch of time with known amounts, USD. */
export type KnownPoint = EquityPoint & { open: string; high: string; low: string; close: string }

/** As it is stored: what is set aside is still without what came in unvalued, whose sum until then is `came`. */
export type RawPoint = Omit<KnownPoint, 'setAside'> & { came: string }

type Lifted = EquityPoint & { open: string; high: string; low: string; close: string }

/**
 * A point with what is set aside, which compares with others of its series; null for a gap. Where that changed within the
 * stretch, high and low are those of its ends: which coins the stored ones were of is not known.
 */
export function lifted(point: EquityPoint): Lifted | null {
  const { open, high, low, close, openAside, closeAside } = point
  if (open === null || high === null || low === null || close === null) return null
  if (openAside === '0' && closeAside === '0') return { ...point, open, high, low, close }
  const up = (value: string, aside: string) => fixed(new Decimal(value).plus(aside), USD_DECIMALS)
  const [from, to] = [up(open, openAside), up(close, closeAside)]
  const rises = new Decimal(to).gt(from)
  const changed = openAside !== closeAside
  return {
    ...point,
    open: from,
    high: changed ? (rises ? to : from) : up(high, openAside),
    low: changed ? (rises ? from : to) : up(low, openAside),
    close: to,
  }
}

/**
 * Stored points of one series, with what came in unvalued counted at its first value before too: so it is among the coins at
 * both ends, and is no gain.
 */
export function comparablePoints(points: readonly RawPoint[]): KnownPoint[] {
  const all = points.at(-1)?.came ?? '0'
  const plus = (a: string, b: string) => (b === '0' ? a : fixed(new Decimal(a).plus(b), USD_DECIMALS))
  return points.map(({ came, ...point }) => ({
    ...point,
    openAside: plus(point.openAside, all),
    closeAside: plus(point.closeAside, all),
    setAside: plus(point.closeAside, came),
  }))
}

/** Widths of points that a chart may ask for, seconds. Those under 300 exist for single accounts and two days only. */
export const SHOWN_RESOLUTIONS = [60, 300, 900, 3600, 14_400, 86_400, 604_800] as const

/** The finest width with at most `maxPoints` points between two moments; not under `finest`. */
export function shownResolution(from: Date, to: Date, maxPoints: number, finest: number): number {
  const seconds = (to.getTime() - from.getTime()) / 1000
  const fits = SHOWN_RESOLUTIONS.find((width) => width >= finest && seconds / width <= maxPoints)
  return fits ?? SHOWN_RESOLUTIONS[SHOWN_RESOLUTIONS.length - 1] ?? finest
}

/** Longest silence, in seconds, that is still drawn as one line: three intervals, or a missing bucket's width. */
export function gapSeconds(resolutionSeconds: number, intervalSeconds: number): number {
  return Math.max(resolutionSeconds, 3 * intervalSeconds + resolutionSeconds - 1)
}

const NOTHING = {
  ...{ open: null, high: null, low: null, close: null, grossExposure: null, netExposure: null, accounts: 0 },
  ...{ bound: 'exact' as const, openAside: '0', closeAside: '0', setAside: '0' },
}

/** Puts one point without amounts into each silence longer than `maxGapSeconds`, also into one that lasts until `to`. */
export function withGaps(
  points: readonly KnownPoint[],
  resolutionSeconds: number,
  maxGapSeconds: number,
  to: Date,
): EquityPoint[] {
  const after = (point: KnownPoint) => new Date(point.at.getTime() + resolutionSeconds * 1000)
  return points.flatMap((point, index) => {
    const next = points[index + 1]?.at ?? to
    const silent = (next.getTime() - point.at.getTime()) / 1000 > maxGapSeconds
    return silent ? [point, { at: after(point), ...NOTHING }] : [point]
  })
}

/**
 * The deepest fall from a high before it, as a share of that high. Within one stretch the order of high and low is not
 * known: its low counts against earlier highs, its close against its own.
 */
export function maxDrawdown(points: readonly KnownPoint[]): { share: string; from: Date; to: Date } | null {
  if (points.length < 2) return null
  // Below one peak only a lower low is a deeper fall: nothing else needs a division.
  let peak: { value: Decimal; at: Date; lowest: Decimal | null } | null = null
  let deepest: { share: Decimal; from: Date; to: Date } | null = null
  for (const point of points) {
    const consider = (value: Decimal) => {
      if (peak === null || !peak.value.gt(0) || peak.lowest?.lte(value)) return
      peak.lowest = value
      const share = peak.value.minus(value).div(peak.value)
      if (deepest === null || share.gt(deepest.share)) deepest = { share, from: peak.at, to: point.at }
    }
    const prices = lifted(point)
    if (prices === null) continue
    consider(new Decimal(prices.low))
    const high = new Decimal(prices.high)
    if (peak === null || high.gt(peak.value)) peak = { value: high, at: point.at, lowest: null }
    consider(new Decimal(prices.close))
  }
  const found = deepest as { share: Decimal; from: Date; to: Date } | null
  if (found === null) return null
  return { share: fixed(Decimal.max(0, found.share), 6), from: found.from, to: found.to }
}

/**
 * A series with its change and drawdown, gaps marked. Points are in the order of time.
 * @param shown `slackSeconds`: how much longer than its width a stretch may last, where the clock is changed in it
 */
export function equitySeries(
  of: Pick<EquitySeries, 'key' | 'label' | 'accounts'>,
  stored: readonly RawPoint[],
  shown: { resolutionSeconds: number; intervalSeconds: number; slackSeconds?: number; to: Date },
): EquitySeries {
  const points = comparablePoints(stored)
  const last = points.at(-1)
  const first = known(points[0] && lifted(points[0])?.open)
  const end = known(last && lifted(last)?.close)
  // As `beginningOf` has it, among however many accounts.
  const change = first === null || end === null ? null : end.minus(first)
  const drawdown = maxDrawdown(points)
  const gap = gapSeconds(shown.resolutionSeconds, shown.intervalSeconds) + (shown.slackSeconds ?? 0)
  return {
    ...of,
    points: withGaps(points, shown.resolutionSeconds, gap, shown.to),
    change: usd(change),
    changeRatio: change === null || !first?.gt(0) ? null : fixed(change.div(first), 6),
    maxDrawdown: drawdown?.share ?? null,
    maxDrawdownFrom: drawdown?.from ?? null,
    maxDrawdownTo: drawdown?.to ?? null,
    bound: joinBounds([last?.bound ?? 'exact', last && last.accounts < of.accounts ? 'at_least' : 'exact']),
    setAside: last && !isZero(last.setAside) ? last.setAside : null,
  }
}

const isZero = (value: string) => value === '0' || new Decimal(value).isZero()

/**
 * Adds series of single accounts up: at each moment where any has a point, the others count with their last close
 * before. Highs and lows of accounts may be of different moments, so those of the sum are its bounds.
 */
export function sumSeries(series: readonly (readonly RawPoint[])[]): RawPoint[] {
  const moments = [...new Set(series.flatMap((points) => points.map(({ at }) => at.getTime())))].sort((a, b) => a - b)
  const cursors = series.map(() => -1)
  return moments.map((moment) => {
    const parts = series.flatMap((points, index) => {
      let cursor = cursors[index] ?? -1
      while ((points[cursor + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY) <= moment) cursor++
      cursors[index] = cursor
      const point = points[cursor]
      if (!point) return []
      if (point.at.getTime() === moment) return [point]
      return [{ ...point, open: point.close, high: point.close, low: point.close, openAside: point.closeAside }]
    })
    const sum = (column: 'open' | 'high' | 'low' | 'close' | 'openAside' | 'closeAside' | 'came') =>
      fixed(sumKnown(parts.map((part) => known(part[column]))) ?? new Decimal(0), 12)
    const exposure = (column: 'grossExposure' | 'netExposure') => usd(sumKnown(parts.map((part) => known(part[column]))))
    return {
      at: new Date(moment),
      open: sum('open'),
      high: sum('high'),
      low: sum('low'),
      close: sum('close'),
      grossExposure: exposure('grossExposure'),
      netExposure: exposure('netExposure'),
      accounts: parts.length,
      bound: joinBounds(parts.map(({ bound }) => bound)),
      openAside: sum('openAside'),
      closeAside: sum('closeAside'),
      came: sum('came'),
    }
  })
}
