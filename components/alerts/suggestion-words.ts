import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Suggestion } from '@/server/domain/alerts/suggest'

/** What passes the limit of a rule that is offered beside a figure. */
export function suggestionWords(rule: Suggestion['rule']): MessageDescriptor | null {
  if (rule.kind === 'liquidation')
    return rule.symbol === null ? msg`A position nearer to liquidation than` : msg`Nearer to liquidation than`
  if (rule.kind === 'funding') return msg`Pays funding a year above`
  if (rule.kind === 'equity_level') return msg`Equity below`
  if (rule.kind === 'margin') return msg`Margin ratio above`
  return rule.kind === 'exposure' ? msg`Leverage above` : null
}
