/** As many hues as can be told apart; further series repeat them, with another dash. */
const CHART_HUES = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', 'chart-7', 'chart-8'] as const
/** Of the first eight series, the next eight, and so on; those beyond begin again. */
const DASHES = [undefined, '7 5', '2 4', '12 4 2 4'] as const

export function hueOfSeries(index: number): string {
  return `var(--${CHART_HUES[index % CHART_HUES.length]})`
}

/** How often the hues were used up before this series; from 0. */
export const roundOfSeries = (index: number): number => Math.floor(index / CHART_HUES.length) % DASHES.length

/** SVG's dashes of its line; undefined: none. */
export const dashOfSeries = (index: number): string | undefined => DASHES[roundOfSeries(index)]
