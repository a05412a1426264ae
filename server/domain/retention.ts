const DAY = 86_400

/** Widths of stored points in seconds, the finest first. */
export const POINT_RESOLUTIONS = [300, 3600, DAY] as const
export type PointResolution = (typeof POINT_RESOLUTIONS)[number]

/** How long what is kept, in seconds; null: for ever. */
export interface Retention {
  /** Every snapshot whole; an account's newest for ever. */
  snapshotSeconds: number
  /** The list of tries to refresh. */
  refreshSeconds: number
  /** Equity and exposure by width of the point. */
  equityPointSeconds: Record<PointResolution, number | null>
  /** Single assets by width of the point. */
  assetPointSeconds: Record<PointResolution, number | null>
}

/**
 * Where the settings say nothing else. Daily points are what history in the end is; points of single assets are forty
 * times as many as those of equity, and are looked at less closely.
 */
export const DEFAULT_RETENTION: Retention = {
  snapshotSeconds: 2 * DAY,
  refreshSeconds: 14 * DAY,
  equityPointSeconds: { 300: 35 * DAY, 3600: 2 * 365 * DAY, 86400: null },
  assetPointSeconds: { 300: 8 * DAY, 3600: 95 * DAY, 86400: null },
}

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
