import { Decimal, type DecimalString } from '../decimal'
import { accountsText } from './accounts-text'
import type { Facts } from './measure'
import { ofOneKey } from './of-one-key'
import type { Level, Rule, RuleKind } from './rule'
import type { Told } from './state'

/** One thing that is to be told, as it is kept. */
export interface AlertEvent {
  told: Told
  level: Level
  kind: RuleKind
  facts: Facts
  /** Since when the level stands, or stood until it cleared. */
  since: Date
}

/** `12.3 %` of `0.123`: as many digits as are of use, never a rounding up to a limit that was not reached. */
export function percent(share: DecimalString): string {
  const value = new Decimal(share).times(100)
  const decimals = value.abs().gte(100) ? 0 : value.abs().gte(10) ? 1 : 2
  return `${value.toDecimalPlaces(decimals, Decimal.ROUND_DOWN).toFixed()} %`
}

/** `$12,345.67`; cents only below a million. */
export function dollars(amount: DecimalString): string {
  const value = new Decimal(amount)
  const [whole = '0', cents] = value
    .abs()
    .toFixed(value.abs().gte(1_000_000) ? 0 : 2, Decimal.ROUND_DOWN)
    .split('.')
  return `${value.isNegative() ? '−' : ''}$${BigInt(whole).toLocaleString('en-US')}${cents === undefined ? '' : `.${cents}`}`
}

const times = (value: DecimalString) => `${new Decimal(value).toDecimalPlaces(2, Decimal.ROUND_DOWN).toFixed()}×`

/** A stretch of minutes, e.g. `24 hours`. */
export function stretch(minutes: number): string {
  const unit = (n: number, name: string) => `${n} ${name}${n === 1 ? '' : 's'}`
  if (minutes < 120 && minutes !== 60) return unit(minutes, 'minute')
  if (minutes < 2880 && minutes % 60 === 0) return unit(minutes / 60, 'hour')
  return minutes % 1440 === 0 ? unit(minutes / 1440, 'day') : `${new Decimal(minutes).div(60).toDecimalPlaces(1).toFixed()} hours`
}

/**
 * A rule in words, as its owner reads and edits it.
 * @param names of the person's accounts, and of tags by their ids
 * @param ofMember for others than the member who sees some accounts and whose own rule it is: all of it are those that they see
 */
export function ruleText(rule: Rule, names: ReadonlyMap<string, string> = new Map(), { ofMember = false } = {}): string {
  const some = scopeText(rule, names)
  if (some === null && ofMember && rule.kind !== 'worker') {
    if ('of' in rule) return everywhere(rule, 'the accounts together that its maker sees', 'each account that its maker sees')
    return `${everywhere(rule, '')}, on what its maker sees`
  }
  if (some === null) return everywhere(rule, 'all accounts together')
  if ('of' in rule) return everywhere(rule, rule.of === 'total' ? `${some} together` : some, some)
  return `${everywhere(rule, '')}, on ${some}`
}

function scopeText(rule: Rule, names: ReadonlyMap<string, string>): string | null {
  if (!('accounts' in rule)) return null
  if (rule.tag !== undefined) return `what is tagged ${names.get(rule.tag) ?? 'by a tag that is gone'}`
  return rule.accounts === null ? null : accountsText(rule.accounts, names)
}

function everywhere(rule: Rule, together: string, each = 'each account'): string {
  const both = (say: (limit: DecimalString) => string) => {
    if (!('warn' in rule)) return ''
    const { warn, urgent } = rule
    if (warn !== null && urgent !== null) return `${say(warn)}, urgent ${say(urgent)}`
    return warn !== null ? say(warn) : `urgent ${say(urgent ?? '0')}`
  }
  const whose = 'of' in rule ? (rule.of === 'total' ? together : each) : ''
  switch (rule.kind) {
    case 'margin':
      return `Margin ratio of a wallet from ${both(percent)}`
    case 'liquidation':
      return `${rule.symbol ?? 'A position'} nearer to liquidation than ${both(percent)}`
    case 'equity_change':
      return `Equity of ${whose} ${rule.direction} by ${both(rule.as === 'usd' ? dollars : percent)} within ${stretch(rule.withinMinutes)}`
    case 'equity_level':
      return `Equity of ${whose} ${rule.passes} ${both(dollars)}`
    case 'drawdown':
      return `Drawdown of ${whose} over ${stretch(rule.withinDays * 1440)} from ${both(percent)}`
    case 'exposure': {
      const figure = rule.figure === 'leverage' ? 'Leverage' : `${rule.figure === 'net' ? 'Net' : 'Gross'} exposure`
      return `${figure}${rule.coin === null ? '' : ` in ${rule.coin}`} of ${whose} from ${both(rule.figure === 'leverage' ? times : dollars)}`
    }
    case 'hedge':
      return `${rule.coin ?? 'A hedge'} drifts: net from ${both(percent)} of gross`
    case 'funding':
      return `${rule.symbol ?? 'A position'} pays funding from ${both(percent)} a year`
    case 'no_stop':
      return 'A position has no stop, or one on a part of it'
    case 'unknown': {
      const more = [...(rule.wallets ? ['a wallet cannot be read'] : []), ...(rule.unpriced ? ['a coin has no price'] : [])]
      return [`An account is stale for ${stretch(rule.minutes)}`, ...more].join(', ')
    }
    case 'key':
      return `A key is refused, expires within ${rule.days} days, may withdraw or lost a permission`
    case 'unexplained':
      return 'Equity moves by what no price, trade or transfer explains'
    case 'worker':
      return `Nothing is read at all for ${stretch(rule.minutes)}`
  }
}

/** What, how much, the limit, where: the sentence that every channel carries. */
export function eventText({ told, level, kind, facts }: AlertEvent): string {
  if (facts.gone) return `${factText(kind, facts)}${where(facts)}.`
  if (told === 'cleared') return `Well again: ${subjectText(kind, facts)}.`
  const still = told === 'reminder' ? 'Still ' : level === 'urgent' ? 'Urgent: ' : ''
  return `${still}${factText(kind, facts)}${where(facts)}.`
}

/** The same with since when, by the reader's clock. @param timeZone IANA name */
export function toldText(event: AlertEvent, timeZone: string): string {
  const since = moment(event.since, timeZone)
  return `${eventText(event)} ${event.told === 'cleared' ? `It had fired since ${since}` : `Since ${since}`}.`
}

/** `Sat 28 Nov, 22:14 CET`. */
function moment(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  }).formatToParts(at)
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  return `${of.weekday} ${of.day} ${of.month}, ${of.hour}:${of.minute} ${of.timeZoneName}`
}

/** What is not there any more, which is neither good nor bad news: a position may have been closed, or liquidated. */
function goneText(kind: RuleKind, facts: Facts): string {
  if (kind === 'liquidation' || kind === 'funding' || kind === 'no_stop')
    return `No longer open: ${facts.symbol ?? 'the position'}`
  return kind === 'hedge' ? `No longer a hedge: ${facts.coin ?? 'the coin'}` : `No longer looked at: ${nameOf(kind, facts)}`
}

const where = ({ account, exchange, over }: Facts) =>
  account === undefined ? (over ? ` (${over} together)` : '') : ` on ${account}${exchange ? ` (${exchange})` : ''}`

/** What stands and how much, beside its limit; without where. */
export function factText(kind: RuleKind, facts: Facts): string {
  if (facts.gone) return goneText(kind, facts)
  const { symbol = 'a position', wallet, coin, detail, what: fact } = facts
  const value = facts.value ?? '0'
  const limit = facts.limit ?? null
  const amounts = limit === null ? dollars(value) : `${dollars(value)}, limit ${dollars(limit)}`
  const shares = limit === null ? percent(value) : `${percent(value)}, limit ${percent(limit)}`
  switch (kind) {
    case 'margin':
      return `margin ratio${wallet ? ` of ${wallet}` : ''} at ${shares}`
    case 'liquidation':
      return `${symbol} is ${percent(value)} from liquidation${limit === null ? '' : `, limit ${percent(limit)}`}`
    case 'equity_change':
      return `equity ${fact === 'rises' ? 'rose' : 'fell'} by ${detail === 'usd' ? amounts : shares}`
    case 'equity_level':
      return `equity is ${amounts}`
    case 'drawdown':
      return `drawdown of ${shares}`
    case 'exposure': {
      const read = facts.what === 'leverage' ? times : dollars
      return `${facts.what === 'leverage' ? 'leverage' : `${facts.what ?? ''} exposure`.trim()}${coin ? ` in ${coin}` : ''} at ${read(value)}${limit === null ? '' : `, limit ${read(limit)}`}`
    }
    case 'hedge':
      return `${coin ?? 'a hedge'} drifted: net is ${percent(value)} of gross${limit === null ? '' : `, limit ${percent(limit)}`}`
    case 'funding':
      return `${symbol} pays ${percent(value)} a year in funding${limit === null ? '' : `, limit ${percent(limit)}`}`
    case 'no_stop':
      return Number(value) > 0 ? `only ${percent(value)} of ${symbol} has a stop` : `${symbol} has no stop`
    case 'unknown':
      if (fact === 'wallets') return `wallets that cannot be read: ${detail}`
      if (fact === 'unpriced') return `no price for ${detail}`
      return `no figures for ${stretch(Number(value))}${detail ? ` (${detail.replace(/\.$/, '')})` : ''}`
    case 'key':
      if (fact === 'expires') return Number(value) < 0 ? 'the key has expired' : `the key expires in ${value} days`
      if (fact === 'withdraw') return 'the key may withdraw now, which it could not when it was entered'
      if (fact === 'lost') return `the key may no longer ${detail}`
      return `the key is refused${detail ? ` (${detail.replace(/\.$/, '')})` : ''}`
    case 'unexplained': {
      const share = detail ? ` (${percent(detail)})` : ''
      return `equity moved by ${dollars(value)}${share}${facts.day ? ` on ${facts.day}` : ''} that no price, trade or transfer explains`
    }
    case 'worker':
      // It fires on until it has been well for its least time.
      if (Number(value) < 1) return 'readings go on again: the worker had stopped'
      return `nothing was read for ${stretch(Number(value))}: the worker may be down`
  }
}

/** What a rule's subject is called where its figure does not matter. */
const subjectText = (kind: RuleKind, facts: Facts) => `${nameOf(kind, facts)}${where(facts)}`

function nameOf(kind: RuleKind, facts: Facts): string {
  const names: Record<RuleKind, string> = {
    margin: `margin ratio${facts.wallet ? ` of ${facts.wallet}` : ''}`,
    liquidation: `${facts.symbol ?? 'a position'} and its liquidation`,
    equity_change: 'change of equity',
    equity_level: 'equity',
    drawdown: 'drawdown',
    exposure: `exposure${facts.coin ? ` in ${facts.coin}` : ''}`,
    hedge: `hedge${facts.coin ? ` in ${facts.coin}` : ''}`,
    funding: `funding of ${facts.symbol ?? 'a position'}`,
    no_stop: `stop of ${facts.symbol ?? 'a position'}`,
    unknown: facts.what === 'wallets' ? 'wallets' : facts.what === 'unpriced' ? 'prices' : 'figures',
    key: 'the key',
    unexplained: 'unexplained change',
    worker: 'reading of accounts',
  }
  return names[kind]
}

/** A message of a channel: one event in full, or a burst that is counted. */
export interface AlertMessage {
  level: Level
  title: string
  /** Plain text, a line an event. */
  text: string
}

/** Events that are told one by one in a message; more are counted. */
const MOST_TOLD = 5
const LABEL: Readonly<Record<RuleKind, string>> = {
  margin: 'high margin ratio',
  liquidation: 'near liquidation',
  equity_change: 'moved equity',
  equity_level: 'equity past its level',
  drawdown: 'drawdown',
  exposure: 'exposure past its level',
  hedge: 'drifted hedge',
  funding: 'costly funding',
  no_stop: 'without a stop',
  unknown: 'without figures',
  key: 'trouble with keys',
  unexplained: 'unexplained change',
  worker: 'nothing read',
}

/**
 * One message of all that is to be told at the same moment, the worst first; what is of one key as one.
 * @param events at least one
 * @param timeZone the reader's, as an IANA name
 */
export function messageOf(events: readonly AlertEvent[], timeZone: string): AlertMessage {
  const order: Record<Level, number> = { urgent: 0, warn: 1, ok: 2 }
  const sorted = ofOneKey(events, ({ kind, facts }) => factText(kind, facts)).sort((a, b) => order[shown(a)] - order[shown(b)])
  const [first] = sorted
  if (!first) throw new Error('A message tells of something.')
  const level = shown(first)
  const only = toldText(first, timeZone)
  if (sorted.length === 1) return { level, title: only, text: only }
  const kinds = new Map<string, number>()
  for (const { told, kind, facts } of sorted) {
    const label = told !== 'cleared' ? LABEL[kind] : facts.gone ? 'no longer there' : 'well again'
    kinds.set(label, (kinds.get(label) ?? 0) + 1)
  }
  const title = [...kinds].map(([label, count]) => `${count} × ${label}`).join(', ')
  const lines = sorted.slice(0, MOST_TOLD).map((event) => toldText(event, timeZone))
  if (sorted.length > MOST_TOLD) lines.push(`… and ${sorted.length - MOST_TOLD} more.`)
  return { level, title, text: lines.join('\n') }
}

const shown = ({ told, level }: AlertEvent): Level => (told === 'cleared' ? 'ok' : level)
