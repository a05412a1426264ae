import type { OverviewSummary } from '@/server/domain/views'

const described = ({ first }: OverviewSummary['leftOut']) =>
  first.map(({ accountName, reasons }) => `${accountName} (${reasons.join('; ')})`)

/** Why totals are not all or not certain, in a line: the first accounts with their reasons; undefined where they are. */
export function whichAccounts({ leftOut }: Pick<OverviewSummary, 'leftOut'>): string | undefined {
  return leftOut.of === 0 ? undefined : firstOf(described(leftOut), leftOut.of, leftOut.first.length)
}

/** The first `shown` names and how many more there are: `A, B, C and 2 more`. */
export function firstOf(names: readonly string[], of: number, shown = MOST): string {
  const rest = of - Math.min(shown, names.length)
  const first = names.slice(0, shown).join(', ')
  return rest > 0 ? `${first} and ${rest} more` : first
}

/** Names that stand on the page; a hint has more. */
const MOST = 3

/** What the totals do not hold, named beside them. Nothing when they hold all. */
export function LeftOut({ summary }: { summary: OverviewSummary }) {
  const { leftOut, bounds } = summary
  if (leftOut.of === 0) return null
  return (
    <span className="text-warning" title={whichAccounts(summary)}>
      {WORDS[bounds.equity]} · {firstOf(described(leftOut), leftOut.of)}
    </span>
  )
}

const WORDS = {
  exact: 'Left out',
  at_least: 'Totals are at least that',
  at_most: 'Totals are at most that',
  uncertain: 'Totals are not certain',
} as const
