import { listed } from '@/server/domain/left-out'
import type { OverviewView } from '@/server/domain/views'

/** Why totals are not all or not certain, in a line: each account with its reasons; undefined where they are. */
export function whichAccounts({ leftOut }: Pick<OverviewView, 'leftOut'>): string | undefined {
  return leftOut.length === 0
    ? undefined
    : leftOut.map(({ accountName, reasons }) => `${accountName} (${reasons.join('; ')})`).join(', ')
}

/** What the totals do not hold, named beside them. Nothing when they hold all. */
export function LeftOut({ overview }: { overview: OverviewView }) {
  const { leftOut, bounds } = overview
  if (leftOut.length === 0) return null
  const names = leftOut.map(({ accountName, reasons }) => `${accountName} (${reasons.join('; ')})`)
  return (
    <span className="text-warning" title={whichAccounts(overview)}>
      {WORDS[bounds.equity]} · {listed(names)}
    </span>
  )
}

const WORDS = {
  exact: 'Left out',
  at_least: 'Totals are at least that',
  at_most: 'Totals are at most that',
  uncertain: 'Totals are not certain',
} as const
