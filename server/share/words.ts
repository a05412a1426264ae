import { Decimal } from '../domain/decimal'
import { formatFixed, formatMoney, formatMultiple, formatPercent, formatPrice } from '../domain/number-format'
import type { SharedFigure, SharedView, SharePart, ShareRange } from '../domain/share'
import { LOCALES, type Reader } from '../language/reader'
import { type Said, type Sentence, sentence } from '../language/sentence'

/**
 * What a shared page says, in the language of whoever looks. Its picture says the same in English: to whom a messenger shows it is not
 * known.
 */

export const UNKNOWN = '–'

const MARKS = { exact: '', at_least: '≥\u00a0', at_most: '≤\u00a0', uncertain: '≈\u00a0' } as const
const MARK_WORDS = {
  exact: '',
  at_least: /*i18n*/ 'at least',
  at_most: /*i18n*/ 'at most',
  uncertain: /*i18n*/ 'not certain:',
} as const

/** In front of a figure that is not all, or not certain; for eyes and for ears. */
export const markOf = ({ value, bound }: SharedFigure) =>
  value === null || bound === 'exact' ? null : { mark: MARKS[bound], words: MARK_WORDS[bound] }

/** A figure without its mark. @param compact sums in short (`$1.36M`), where there is little room */
export function figureText({ language }: Reader, { value, as, signed }: SharedFigure, { compact = false } = {}): string {
  if (value === null) return UNKNOWN
  const locale = LOCALES[language].number
  const sign = signed ? 'always' : 'auto'
  if (as === 'usd') return formatMoney(value, { locale, currency: 'USD', sign, compact })
  if (as === 'share') return formatPercent(value, { locale, sign })
  if (as === 'times') return formatMultiple(value, locale)
  if (as === 'price') return formatPrice(value, locale)
  return formatFixed(value, { locale, max: as === 'count' ? 0 : 8, min: 0, sign })
}

/** Whether a gain or a loss; neither for nothing, and for what is no gain. */
export function directionOf({ value, signed }: SharedFigure): 'up' | 'down' | null {
  if (!signed || value === null || new Decimal(value).isZero()) return null
  return value.startsWith('-') ? 'down' : 'up'
}

export const PART_WORDS: Record<SharePart, string> = {
  equity: /*i18n*/ 'Equity',
  exposure: /*i18n*/ 'Exposure',
  positions: /*i18n*/ 'Positions',
  returns: /*i18n*/ 'Returns',
}

export const RANGE_WORDS: Record<ShareRange, string> = {
  '7d': /*i18n*/ '7 days',
  '30d': /*i18n*/ '30 days',
  '90d': /*i18n*/ '90 days',
  '1y': /*i18n*/ 'a year',
}

const DAY = { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' } as const
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
export const dayText = ({ language }: Reader, at: Date) => new Intl.DateTimeFormat(LOCALES[language].date, DAY).format(at)
export const momentText = ({ language }: Reader, at: Date) =>
  `${new Intl.DateTimeFormat(LOCALES[language].date, { ...DAY, ...TIME }).format(at)} UTC`

/** A reading that is older than this, next to the moment, is said to be old. */
const OLD_MS = 15 * 60_000

/** Of when the figures are, and what of them is old or missing: short sentences. */
export function standing(reader: Reader, { moment, oldestAsOf, delaySeconds, accounts, unread, unit }: SharedView): string[] {
  const old = oldestAsOf !== null && moment.getTime() - oldestAsOf.getTime() > OLD_MS
  const said: Said[] = [
    asOf(momentText(reader, moment), delaySeconds),
    ...(old ? [sentence`The oldest reading in it is of ${momentText(reader, oldestAsOf)}.`] : []),
    ...(accounts === 0 ? [sentence`No account is shown.`] : []),
    ...(unread > 0 && accounts > 0 ? [sentence`Nothing is known of ${unread} of ${accounts} accounts: they are in no sum.`] : []),
    ...(unit === 'percent' ? [sentence`Shares only: this link tells no amounts.`] : []),
  ]
  return said.map(reader.say)
}

function asOf(moment: string, delaySeconds: number): Sentence {
  if (delaySeconds === 0) return sentence`As of ${moment}.`
  return delaySeconds < 3600
    ? sentence`As of ${moment}, ${delaySeconds / 60} minutes ago.`
    : sentence`As of ${moment}, ${delaySeconds / 3600} hours ago.`
}

const IN_BRIEF = ['equity', 'returns', 'exposure', 'positions'] as const satisfies readonly SharePart[]
const MOST_IN_BRIEF = 4

/** The figures that stand for the whole: the first of each part, then the second of each, four at most. */
export function headline({ parts }: SharedView): { label: string; figure: SharedFigure }[] {
  const told = IN_BRIEF.flatMap((wanted) => parts.filter(({ part }) => part === wanted)).map(({ figures }) => figures)
  const nth = (at: number) => told.flatMap((figures) => figures.slice(at, at + 1))
  return [...nth(0), ...nth(1)].slice(0, MOST_IN_BRIEF)
}
