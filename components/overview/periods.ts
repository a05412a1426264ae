import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export const PERIODS = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
export type Period = (typeof PERIODS)[number]

export const PERIOD_LABELS: Record<Period, MessageDescriptor> = {
  '24h': msg`24h`,
  '7d': msg`7d`,
  '30d': msg`30d`,
  '90d': msg`90d`,
  '1y': msg`1y`,
  all: msg({ message: 'All', context: 'all time' }),
}

/** After "change": `over 24 hours`. */
export const PERIOD_WORDS: Record<Period, MessageDescriptor> = {
  '24h': msg`in 24 hours`,
  '7d': msg`in 7 days`,
  '30d': msg`in 30 days`,
  '90d': msg`in 90 days`,
  '1y': msg`in a year`,
  all: msg`since the beginning`,
}

/** Points that a chart is given: about one for every two or three pixels. */
export const CHART_POINTS = 400
