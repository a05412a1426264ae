/** As many hues as can be told apart; further series repeat them. */
const CHART_HUES = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', 'chart-7', 'chart-8'] as const

export function hueOfSeries(index: number): string {
  return `var(--${CHART_HUES[index % CHART_HUES.length]})`
}
