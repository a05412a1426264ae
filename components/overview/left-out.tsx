import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { OverviewSummary } from '@/server/domain/views'
import { listedWords } from '../format/listed'

const described = ({ first }: OverviewSummary['leftOut']) =>
  first.map(({ accountName, reasons }) => `${accountName} (${reasons.join('; ')})`)

/** Why totals are not all or not certain, in a line: the first accounts with their reasons; undefined where they are. */
export function whichAccounts({ leftOut }: Pick<OverviewSummary, 'leftOut'>, i18n: I18n): string | undefined {
  return leftOut.of === 0 ? undefined : listedWords(described(leftOut), i18n, leftOut.of, leftOut.first.length)
}

/** What the totals do not hold, named beside them. Nothing when they hold all. */
export function LeftOut({ summary }: { summary: OverviewSummary }) {
  const { i18n, t } = useLingui()
  const { leftOut, bounds } = summary
  if (leftOut.of === 0) return null
  return (
    <span className="text-warning" title={whichAccounts(summary, i18n)}>
      {t(WORDS[bounds.equity])} · {listedWords(described(leftOut), i18n, leftOut.of)}
    </span>
  )
}

const WORDS = {
  exact: msg`Left out`,
  at_least: msg`Totals are at least that`,
  at_most: msg`Totals are at most that`,
  uncertain: msg`Totals are not certain`,
} as const
