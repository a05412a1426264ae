import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Rule, RuleKind } from '@/server/domain/alerts/rule'

/** In which unit a person enters a rule's limits. */
export type LimitUnit = 'percent' | 'usd' | 'times' | null

/** Kinds of rules as a person chooses them, the most wanted first. */
export const KINDS: readonly { kind: RuleKind; label: MessageDescriptor; unit: LimitUnit; fresh: Rule }[] = [
  {
    kind: 'liquidation',
    label: msg`Distance to liquidation`,
    unit: 'percent',
    fresh: { kind: 'liquidation', warn: '0.15', urgent: '0.05', accounts: null, symbol: null },
  },
  {
    kind: 'margin',
    label: msg`Margin ratio`,
    unit: 'percent',
    fresh: { kind: 'margin', warn: '0.5', urgent: '0.8', accounts: null },
  },
  {
    kind: 'equity_level',
    label: msg`Equity passes a level`,
    unit: 'usd',
    fresh: { kind: 'equity_level', warn: null, urgent: null, of: 'total', accounts: null, passes: 'below' },
  },
  {
    kind: 'equity_change',
    label: msg`Equity falls or rises`,
    unit: 'percent',
    fresh: {
      kind: 'equity_change',
      as: 'share',
      warn: '0.05',
      urgent: null,
      of: 'total',
      accounts: null,
      direction: 'falls',
      withinMinutes: 1440,
    },
  },
  {
    kind: 'drawdown',
    label: msg`Drawdown`,
    unit: 'percent',
    fresh: { kind: 'drawdown', warn: '0.1', urgent: '0.2', of: 'total', accounts: null, withinDays: 30 },
  },
  {
    kind: 'exposure',
    label: msg`Exposure or leverage`,
    unit: 'usd',
    fresh: { kind: 'exposure', warn: null, urgent: null, of: 'total', accounts: null, figure: 'net', coin: null },
  },
  {
    kind: 'hedge',
    label: msg`A hedge drifts`,
    unit: 'percent',
    fresh: { kind: 'hedge', warn: '0.05', urgent: null, coin: null },
  },
  {
    kind: 'funding',
    label: msg`Funding that is paid`,
    unit: 'percent',
    fresh: { kind: 'funding', warn: '0.5', urgent: null, accounts: null, symbol: null },
  },
  { kind: 'no_stop', label: msg`Position without a stop`, unit: null, fresh: { kind: 'no_stop', accounts: null } },
  {
    kind: 'unknown',
    label: msg`Not known, or stale`,
    unit: null,
    fresh: { kind: 'unknown', minutes: 15, wallets: true, unpriced: false, accounts: null },
  },
  { kind: 'key', label: msg`Keys`, unit: null, fresh: { kind: 'key', days: 14, accounts: null } },
  { kind: 'unexplained', label: msg`Unexplained change`, unit: null, fresh: { kind: 'unexplained', accounts: null } },
  { kind: 'worker', label: msg`Nothing is read at all`, unit: null, fresh: { kind: 'worker', minutes: 10 } },
]

/** The unit of a rule's limits: of leverage it is times, of a change a share or USD. */
export function unitOf(rule: Rule): LimitUnit {
  if (rule.kind === 'exposure' && rule.figure === 'leverage') return 'times'
  if (rule.kind === 'equity_change' && rule.as === 'usd') return 'usd'
  return KINDS.find(({ kind }) => kind === rule.kind)?.unit ?? null
}

const DIGITS = /^\d{1,15}(\.\d{1,10})?$/

/** A limit as it is entered (`5` of 5 %) from as it is kept (`0.05`); exact, since both are decimals. */
export function shownLimit(limit: string | null, unit: LimitUnit): string {
  if (limit === null) return ''
  return unit === 'percent' ? shifted(limit, 2) : limit
}

/** The reverse; null for nothing entered, undefined for what is no number. */
export function keptLimit(entered: string, unit: LimitUnit): string | null | undefined {
  const text = entered
    .trim()
    .replace(/^\$|[%×x]$/g, '')
    .replaceAll(',', '')
    .trim()
  if (text === '') return null
  if (!DIGITS.test(text)) return undefined
  return unit === 'percent' ? shifted(text, -2) : text
}

/** Moves the decimal point. */
function shifted(number: string, places: number): string {
  const [whole = '0', part = ''] = number.split('.')
  const digits = `${whole}${part}`
  const point = whole.length + places
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0')
  const at = point <= 0 ? 1 : point
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  let right = padded.slice(at)
  while (right.endsWith('0')) right = right.slice(0, -1)
  return right === '' ? left : `${left}.${right}`
}
