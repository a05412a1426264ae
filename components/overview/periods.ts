export const PERIODS = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
export type Period = (typeof PERIODS)[number]

export const PERIOD_LABELS: Record<Period, string> = {
  '24h': '24h',
  '7d': '7d',
  '30d': '30d',
  '90d': '90d',
  '1y': '1y',
  all: 'All',
}

/** After "change": `over 24 hours`. */
export const PERIOD_WORDS: Record<Period, string> = {
  '24h': 'in 24 hours',
  '7d': 'in 7 days',
  '30d': 'in 30 days',
  '90d': 'in 90 days',
  '1y': 'in a year',
  all: 'since the beginning',
}

/** Points that a chart is given: about one for every two or three pixels. */
export const CHART_POINTS = 400
