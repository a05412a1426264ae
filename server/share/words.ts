import { Decimal } from '../domain/decimal'
import { formatFixed, formatMoney, formatMultiple, formatPercent, formatPrice } from '../domain/number-format'
import type { SharedFigure, SharedView, SharePart, ShareRange } from '../domain/share'

/** What a shared page says: the same words on the page and in its picture. Nobody is known whose language it could be in. */

const LOCALE = 'en-US'

export const UNKNOWN = '–'

const MARKS = { exact: '', at_least: '≥\u00a0', at_most: '≤\u00a0', uncertain: '≈\u00a0' } as const
const MARK_WORDS = { exact: '', at_least: 'at least', at_most: 'at most', uncertain: 'not certain:' } as const

/** In front of a figure that is not all, or not certain; for eyes and for ears. */
export const markOf = ({ value, bound }: SharedFigure) =>
  value === null || bound === 'exact' ? null : { mark: MARKS[bound], words: MARK_WORDS[bound] }

/** A figure without its mark. @param compact sums in short (`$1.36M`), where there is little room */
export function figureText({ value, as, signed }: SharedFigure, { compact = false } = {}): string {
  if (value === null) return UNKNOWN
  const sign = signed ? 'always' : 'auto'
  if (as === 'usd') return formatMoney(value, { locale: LOCALE, currency: 'USD', sign, compact })
  if (as === 'share') return formatPercent(value, { locale: LOCALE, sign })
  if (as === 'times') return formatMultiple(value, LOCALE)
  if (as === 'price') return formatPrice(value, LOCALE)
  return formatFixed(value, { locale: LOCALE, max: as === 'count' ? 0 : 8, min: 0, sign })
}

/** Whether a gain or a loss; neither for nothing, and for what is no gain. */
export function directionOf({ value, signed }: SharedFigure): 'up' | 'down' | null {
  if (!signed || value === null || new Decimal(value).isZero()) return null
  return value.startsWith('-') ? 'down' : 'up'
}

export const PART_WORDS: Record<SharePart, string> = {
  equity: 'Equity',
  exposure: 'Exposure',
  positions: 'Positions',
  returns: 'Returns',
}

export const RANGE_WORDS: Record<ShareRange, string> = { '7d': '7 days', '30d': '30 days', '90d': '90 days', '1y': 'a year' }

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
})
export const dayText = (at: Date) => DAY.format(at)
export const momentText = (at: Date) => `${MOMENT.format(at)} UTC`

/** A reading that is older than this, next to the moment, is said to be old. */
const OLD_MS = 15 * 60_000

/** Of when the figures are, and what of them is old or missing: short sentences. */
export function standing({ moment, oldestAsOf, delaySeconds, accounts, unread, unit }: SharedView): string[] {
  const late =
    delaySeconds === 0 ? '' : delaySeconds < 3600 ? `, ${delaySeconds / 60} minutes ago` : `, ${delaySeconds / 3600} hours ago`
  const old = oldestAsOf !== null && moment.getTime() - oldestAsOf.getTime() > OLD_MS
  return [
    `As of ${momentText(moment)}${late}.`,
    ...(old ? [`The oldest reading in it is of ${momentText(oldestAsOf)}.`] : []),
    ...(accounts === 0 ? ['No account is shown.'] : []),
    ...(unread > 0 && accounts > 0 ? [`Nothing is known of ${unread} of ${accounts} accounts: they are in no sum.`] : []),
    ...(unit === 'percent' ? ['Shares only: this link tells no amounts.'] : []),
  ]
}

const IN_BRIEF = ['equity', 'returns', 'exposure', 'positions'] as const satisfies readonly SharePart[]
const MOST_IN_BRIEF = 4

/** The figures that stand for the whole: the first of each part, then the second of each, four at most. */
export function headline({ parts }: SharedView): { label: string; figure: SharedFigure }[] {
  const told = IN_BRIEF.flatMap((wanted) => parts.filter(({ part }) => part === wanted)).map(({ figures }) => figures)
  const nth = (at: number) => told.flatMap((figures) => figures.slice(at, at + 1))
  return [...nth(0), ...nth(1)].slice(0, MOST_IN_BRIEF)
}
