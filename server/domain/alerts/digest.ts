import { ENGLISH, LOCALES, MARKS, type Reader } from '../../language/reader'
import { type Said, sentence } from '../../language/sentence'
import { Decimal, type DecimalString } from '../decimal'
import { momentOf, wallTime } from '../local-time'
import { formatMoney } from '../number-format'
import type { EquityBound } from '../types'
import { clock, percent, times } from './amounts-text'
import type { Level } from './rule'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A Monday, so that weeks begin on one. */
const MONDAY = Date.UTC(1970, 0, 5)

/**
 * The last moment at which a digest was to be written, at a person's own hour: of each day, or of each Monday.
 * @param hour of the day by the person's clock
 */
export function lastDigestAt(now: Date, every: 'daily' | 'weekly', hour: number, timeZone: string): Date {
  const wall = wallTime(now.getTime(), timeZone)
  const width = every === 'daily' ? DAY_MS : 7 * DAY_MS
  const begin = MONDAY + Math.floor((wall - MONDAY) / width) * width + hour * HOUR_MS
  return new Date(momentOf(begin <= wall ? begin : begin - width, timeZone))
}

/** How a person reads sums and times. */
export interface DigestDisplay {
  currency: string
  /** USD that one unit is worth now; null while it is not known, then sums are in USD and it is said. */
  usdPerUnit: DecimalString | null
  /** IANA name. */
  timeZone: string
}

/** Something that fires or fired, and when it began to. */
export interface DigestAlert {
  at: Date
  level: Level
  text: string
}

/** What a digest sums up; sums in USD. */
export interface DigestFigures {
  every: 'daily' | 'weekly'
  /** Of what it tells: from the last one until now. */
  from: Date
  to: Date
  display: DigestDisplay
  accounts: number
  equity: DecimalString | null
  /** What each sum is to the whole. */
  bounds: Readonly<Record<'equity' | 'gross' | 'net' | 'leverage', EquityBound>>
  /** Gain since the last one without flows, in USD, and as a share; null: not known. */
  gain: { usd: DecimalString; share: DecimalString | null } | null
  gross: DecimalString | null
  net: DecimalString | null
  leverage: DecimalString | null
  /** What fired and was told since the last one, the first of them, and how many there were. */
  fired: { first: readonly DigestAlert[]; of: number }
  /** What fires still. */
  firing: readonly DigestAlert[]
  /** Accounts whose numbers are old. */
  stale: readonly string[]
}

/** A list under a head; `more` are not in it. */
export interface DigestList {
  head: string
  lines: readonly { when: string | null; level: Level; text: string }[]
  more: number
}

/** A digest in words, for text and HTML alike. */
export interface DigestWords {
  title: string
  /** `Sat 28 Nov 2026, 08:00 (Europe/Berlin)`. */
  at: string
  equity: string
  /** What that sum is to the whole: `at least`; empty where it is the whole, or none is known. */
  bound: string
  /** Null: nobody knows what was gained, and why is said nowhere else. */
  gain: { text: string; sign: -1 | 0 | 1 } | null
  since: string
  figures: readonly { label: string; value: string }[]
  /** What makes the sums other than they were asked for. */
  note: string | null
  lists: readonly DigestList[]
}

const BOUND_WORDS: Readonly<Record<EquityBound, Said>> = {
  exact: '',
  at_least: sentence`at least`,
  at_most: sentence`at most`,
  uncertain: sentence`about`,
}
const UNKNOWN = '—'
/** Lines of one list; the rest is counted. */
const MOST_LINES = 10

/** The digest's words. What is not known is `—` or said to be so. @param reader whose language they are in; default: English */
export function digestWords(figures: DigestFigures, reader: Reader = ENGLISH): DigestWords {
  const { every, from, to, display, accounts, equity, bounds, gain, gross, net, leverage, fired, firing, stale } = figures
  const { timeZone } = display
  const { say } = reader
  const { note, money } = sums(display, reader)
  const bound = equity === null ? '' : say(BOUND_WORDS[bounds.equity])
  const sum = equity === null ? UNKNOWN : money(equity)
  const figure = (name: 'gross' | 'net' | 'leverage', value: string | null) =>
    value === null ? UNKNOWN : bounded(say(BOUND_WORDS[bounds[name]]), value)
  const alerts = (list: readonly DigestAlert[]) =>
    list.slice(0, MOST_LINES).map(({ at, level, text }) => ({ when: clock(at, reader, { timeZone }), level, text }))
  return {
    title: say(titleOf(every, bounded(bound, sum), accounts)),
    at: `${clock(to, reader, { timeZone, year: 'numeric' })} (${timeZone})`,
    equity: sum,
    bound,
    gain: gain && {
      text: `${money(gain.usd, 'always')}${gain.share === null ? '' : ` (${signed(gain.share, reader)})`}`,
      sign: new Decimal(gain.usd).isZero() ? 0 : gain.usd.startsWith('-') ? -1 : 1,
    },
    since: clock(from, reader, { timeZone, year: 'numeric' }),
    figures: [
      { label: say(sentence`Gross exposure`), value: figure('gross', gross && money(gross)) },
      { label: say(sentence`Net exposure`), value: figure('net', net && money(net)) },
      { label: say(sentence`Leverage`), value: figure('leverage', leverage && times(leverage, reader)) },
    ],
    note: note && say(note),
    lists: [
      {
        head: say(
          fired.of === 0 ? sentence`Nothing was told since the last one` : sentence`Told since the last one: ${fired.of}`,
        ),
        lines: alerts(fired.first),
        more: fired.of - Math.min(fired.first.length, MOST_LINES),
      },
      ...(firing.length > 0
        ? [
            {
              head: say(sentence`Firing now: ${firing.length}`),
              lines: alerts(firing),
              more: Math.max(0, firing.length - MOST_LINES),
            },
          ]
        : []),
      ...(stale.length > 0
        ? [
            {
              head: say(sentence`Not read in time: ${stale.length}`),
              lines: stale.slice(0, MOST_LINES).map((text) => ({ when: null, level: 'warn' as const, text })),
              more: Math.max(0, stale.length - MOST_LINES),
            },
          ]
        : []),
    ],
  }
}

function titleOf(every: DigestFigures['every'], sum: string, accounts: number): Said {
  if (every === 'daily')
    return accounts === 1 ? sentence`Your day: ${sum} in 1 account` : sentence`Your day: ${sum} in ${accounts} accounts`
  return accounts === 1 ? sentence`Your week: ${sum} in 1 account` : sentence`Your week: ${sum} in ${accounts} accounts`
}

/** The words as plain text, in the language that they are in; an empty line parts two subjects. */
export function digestText(
  { at, equity, bound, gain, since, figures, note, lists }: DigestWords,
  { language, say }: Reader = ENGLISH,
): string {
  const [gross = '', net = '', leverage = ''] = figures.map(({ value }) => value)
  return [
    `${at}`,
    '',
    say(sentence`Equity ${bounded(bound, equity)}.`),
    gain === null
      ? say(sentence`What was gained since ${since} is not known.`)
      : say(sentence`${gain.text} since ${since}, without deposits and withdrawals.`),
    say(sentence`Exposure: gross ${gross}, net ${net}, leverage ${leverage}.`),
    ...(note === null ? [] : [note]),
    ...lists.flatMap(({ head, lines, more }) => [
      '',
      `${head}${MARKS[language].stop}`,
      ...lines.map(({ when, text }) => `· ${when === null ? '' : `${when}: `}${text}`),
      ...(more > 0 ? [`· ${say(sentence`… and ${more} more`)}`] : []),
    ]),
  ].join('\n')
}

const bounded = (bound: string, sum: string) => (bound === '' ? sum : `${bound} ${sum}`)

/** Writes sums in the person's currency, by one rate: as pages do. */
function sums({ currency, usdPerUnit }: DigestDisplay, { language }: Reader) {
  const rate = usdPerUnit === null ? null : new Decimal(usdPerUnit)
  const known = currency === 'USD' || rate?.gt(0) === true
  const shown = known ? currency : 'USD'
  return {
    note: known ? null : sentence`What one ${currency} is worth is not known now: sums are in USD.`,
    money: (usd: DecimalString, sign: 'auto' | 'always' = 'auto') => {
      const value = shown === 'USD' || rate === null ? usd : new Decimal(usd).div(rate).toDecimalPlaces(18).toFixed()
      return formatMoney(value, { locale: LOCALES[language].number, currency: shown, sign })
    },
  }
}

const signed = (share: DecimalString, reader: Reader) =>
  `${new Decimal(share).gt(0) ? '+' : ''}${percent(share, reader).replace('-', '−')}`
