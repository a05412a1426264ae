const DAY = 86_400

/** Widths of stored points in seconds, the finest first. */
export const POINT_RESOLUTIONS = [300, 3600, DAY] as const
export type PointResolution = (typeof POINT_RESOLUTIONS)[number]

/** Every snapshot is kept whole this long, and an account's newest for ever; seconds. */
export const SNAPSHOT_SECONDS = 2 * DAY
/** Every try to refresh is listed this long; seconds. */
export const REFRESH_SECONDS = 14 * DAY

/** How long points of each width are kept, seconds; null: for ever. Daily points are what history in the end is. */
export const EQUITY_POINT_SECONDS: Record<PointResolution, number | null> = { 300: 35 * DAY, 3600: 2 * 365 * DAY, 86400: null }
/** Points of single assets are forty times as many, and are looked at less closely. */
export const ASSET_POINT_SECONDS: Record<PointResolution, number | null> = { 300: 8 * DAY, 3600: 95 * DAY, 86400: null }

/** The finest stored width that reaches back to `from`, and is not finer than the chart can show. */
export function storedResolution(
  kept: Record<PointResolution, number | null>,
  from: Date,
  now: Date,
  shownSeconds: number,
): PointResolution {
  const age = (now.getTime() - from.getTime()) / 1000
  const reaching = POINT_RESOLUTIONS.filter((width) => {
    const seconds = kept[width]
    return seconds === null || seconds >= age
  })
  const shown = reaching.filter((width) => width <= shownSeconds && shownSeconds % width === 0)
  return shown.at(-1) ?? reaching[0] ?? DAY
}
