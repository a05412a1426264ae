import type { DecimalString } from '../decimal'
import { momentOf, wallTime } from '../local-time'
import type { EquityBound } from '../types'
import { dollars, percent } from './wording'

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

/** What a digest sums up. USD where no currency is named. */
export interface DigestFigures {
  every: 'daily' | 'weekly'
  accounts: number
  equity: DecimalString | null
  equityBound: EquityBound
  /** Gain since the last one without flows, in USD, and as a share; null: not known. */
  gain: { usd: DecimalString; share: DecimalString | null } | null
  gross: DecimalString | null
  net: DecimalString | null
  leverage: DecimalString | null
  /** What fired since the last one, in words, and how many there were. */
  fired: { first: string[]; of: number }
  /** What fires still. */
  firing: string[]
  /** Accounts whose numbers are old. */
  stale: string[]
}

const BOUND_WORDS: Readonly<Record<EquityBound, string>> = {
  exact: '',
  at_least: 'at least ',
  at_most: 'at most ',
  uncertain: 'about ',
}

/** The digest's words: a title, and lines of which an empty one parts two subjects. */
export function digestText(figures: DigestFigures): { title: string; text: string } {
  const { every, accounts, equity, equityBound, gain, gross, net, leverage, fired, firing, stale } = figures
  const money = equity === null ? '—' : `${BOUND_WORDS[equityBound]}${dollars(equity)}`
  const changed =
    gain === null
      ? ''
      : `, ${gain.usd.startsWith('-') ? '−' : '+'}${dollars(gain.usd.replace(/^-/, ''))}${gain.share === null ? '' : ` (${percent(gain.share).replace('-', '−')})`} without deposits and withdrawals`
  const lines = [
    `Equity ${money}${changed}.`,
    `Exposure: gross ${gross === null ? '—' : dollars(gross)}, net ${net === null ? '—' : dollars(net)}, leverage ${leverage === null ? '—' : `${leverage}×`}.`,
    '',
    ...listed(`Fired since the last one: ${fired.of}.`, fired.first, fired.of),
    ...(firing.length > 0 ? ['', ...listed(`Firing now: ${firing.length}.`, firing.slice(0, 10), firing.length)] : []),
    ...(stale.length > 0 ? ['', ...listed(`Not read in time: ${stale.length}.`, stale.slice(0, 10), stale.length)] : []),
  ]
  const what = every === 'daily' ? 'Your day' : 'Your week'
  return { title: `${what}: ${money} in ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`, text: lines.join('\n') }
}

function listed(head: string, lines: readonly string[], of: number): string[] {
  return [head, ...lines.map((line) => `· ${line}`), ...(of > lines.length ? [`· … and ${of - lines.length} more`] : [])]
}
