import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { TagFigures } from '@/server/domain/views'
import { Money } from '../format/money'

/** What belongs to a tag contributes to equity, with what it is to all of that and why. */
export function TagEquity({ figures }: { figures: Pick<TagFigures, 'equity' | 'bound' | 'doubts'> }) {
  const { i18n, t } = useLingui()
  return (
    <Money
      value={figures.equity}
      bound={figures.bound}
      because={doubtWords(figures, i18n)}
      unknown={t`nothing belongs to it, or nothing of it is known`}
    />
  )
}

/** What makes a tag's figures less than certain, in a line. */
export function doubtWords({ doubts }: Pick<TagFigures, 'doubts'>, i18n: I18n): string | undefined {
  if (doubts.of === 0) return undefined
  const rest = doubts.of - doubts.first.length
  const more = rest > 0 ? `; ${i18n._(msg`and ${rest} more`)}` : ''
  return doubts.first.map(({ accountName, reason }) => `${accountName}: ${reason.replace(/\.$/, '')}`).join('; ') + more
}
