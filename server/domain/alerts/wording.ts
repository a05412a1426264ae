import { ENGLISH, MARKS, type Reader } from '../../language/reader'
import { eitherOf, type Said, type SentenceValue, sentence } from '../../language/sentence'
import type { DecimalString } from '../decimal'
import { dollars, moment, percent, stretch, times } from './amounts-text'
import type { Facts } from './measure'
import { ofOneKey } from './of-one-key'
import type { Level, RuleKind } from './rule'
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

/**
 * What, how much, the limit, where: the sentence that every channel carries. What a program is told, or is stored, is English.
 * @param reader whose language it is in; default: English
 */
export function eventText({ told, level, kind, facts }: AlertEvent, reader: Reader = ENGLISH): string {
  const { say, language } = reader
  const what = say(there(facts.gone || told !== 'cleared' ? factText(kind, facts, reader) : nameOf(kind, facts), facts))
  const whole = (said: Said) => `${say(said)}${MARKS[language].stop}`
  if (facts.gone) return whole(what)
  if (told === 'cleared') return whole(sentence`Well again: ${what}`)
  if (told === 'reminder') return whole(sentence`Still ${what}`)
  return whole(level === 'urgent' ? sentence`Urgent: ${what}` : what)
}

/** The same with since when, by the reader's clock. @param timeZone IANA name */
export function toldText(event: AlertEvent, timeZone: string, reader: Reader = ENGLISH): string {
  const [text, since] = [eventText(event, reader), moment(event.since, timeZone, reader)]
  return reader.say(event.told === 'cleared' ? sentence`${text} It had fired since ${since}.` : sentence`${text} Since ${since}.`)
}

/** What is not there any more, which is neither good nor bad news: a position may have been closed, or liquidated. */
function goneText(kind: RuleKind, facts: Facts): Said {
  if (kind === 'liquidation' || kind === 'funding' || kind === 'no_stop')
    return sentence`No longer open: ${facts.symbol ?? sentence`the position`}`
  return kind === 'hedge'
    ? sentence`No longer a hedge: ${facts.coin ?? sentence`the coin`}`
    : sentence`No longer looked at: ${nameOf(kind, facts)}`
}

/** With where it is. */
function there(what: SentenceValue, { account, exchange, over }: Facts): Said {
  if (account !== undefined) return exchange ? sentence`${what} on ${account} (${exchange})` : sentence`${what} on ${account}`
  return over ? sentence`${what} (${over} together)` : sentence`${what}`
}

/** What stands and how much, beside its limit; without where. */
export function factText(kind: RuleKind, facts: Facts, reader: Reader = ENGLISH): string {
  return reader.say(facts.gone ? goneText(kind, facts) : factSaid(kind, facts, reader))
}

function factSaid(kind: RuleKind, facts: Facts, reader: Reader): Said {
  const { wallet, coin, detail, what: fact } = facts
  const symbol = facts.symbol ?? sentence`a position`
  const value = facts.value ?? '0'
  const limit = facts.limit ?? null
  /** A figure in the unit of its rule, with its limit behind it. */
  const figure = (text: (amount: DecimalString, reader: Reader) => string, words: (amount: string) => SentenceValue): Said => {
    const said = words(text(value, reader))
    return limit === null ? sentence`${said}` : sentence`${said}, limit ${text(limit, reader)}`
  }
  switch (kind) {
    case 'margin':
      return figure(percent, (share) =>
        wallet ? sentence`margin ratio of ${wallet} at ${share}` : sentence`margin ratio at ${share}`,
      )
    case 'liquidation':
      return figure(percent, (share) => sentence`${symbol} is ${share} from liquidation`)
    case 'equity_change':
      return figure(detail === 'usd' ? dollars : percent, (change) =>
        fact === 'rises' ? sentence`equity rose by ${change}` : sentence`equity fell by ${change}`,
      )
    case 'equity_level':
      return figure(dollars, (sum) => sentence`equity is ${sum}`)
    case 'drawdown':
      return figure(percent, (share) => sentence`drawdown of ${share}`)
    case 'exposure': {
      const name = exposureName(fact)
      return figure(fact === 'leverage' ? times : dollars, (amount) =>
        coin ? sentence`${name} in ${coin} at ${amount}` : sentence`${name} at ${amount}`,
      )
    }
    case 'hedge':
      return figure(percent, (share) => sentence`${coin ?? sentence`a hedge`} drifted: net is ${share} of gross`)
    case 'funding':
      return figure(percent, (share) => sentence`${symbol} pays ${share} a year in funding`)
    case 'no_stop':
      return Number(value) > 0
        ? sentence`only ${percent(value, reader)} of ${symbol} has a stop`
        : sentence`${symbol} has no stop`
    case 'unknown':
      if (fact === 'wallets') return sentence`wallets that cannot be read: ${detail ?? ''}`
      if (fact === 'unpriced') return sentence`no price for ${detail ?? ''}`
      return because(sentence`no figures for ${stretch(Number(value), reader)}`, detail)
    case 'key':
      if (fact === 'expires')
        return Number(value) < 0 ? sentence`the key has expired` : sentence`the key expires in ${value} days`
      if (fact === 'withdraw') return sentence`the key may withdraw now, which it could not when it was entered`
      if (fact === 'lost') return sentence`the key may no longer ${lostText(detail ?? '', reader)}`
      return because(sentence`the key is refused`, detail)
    case 'unexplained': {
      const amount = `${dollars(value, reader)}${detail ? ` (${percent(detail, reader)})` : ''}`
      return facts.day
        ? sentence`equity moved by ${amount} on ${facts.day} that no price, trade or transfer explains`
        : sentence`equity moved by ${amount} that no price, trade or transfer explains`
    }
    case 'worker':
      // It fires on until it has been well for its least time.
      if (Number(value) < 1) return sentence`readings go on again: the worker had stopped`
      return sentence`nothing was read for ${stretch(Number(value), reader)}: the worker may be down`
  }
}

/** Why, in the words that were stored. */
const because = (what: Said, why: string | undefined): Said => (why ? sentence`${what} (${why.replace(/\.$/, '')})` : what)

function exposureName(figure: string | undefined): SentenceValue {
  if (figure === 'leverage') return sentence`leverage`
  if (figure === 'net') return sentence`net exposure`
  return figure === 'gross' ? sentence`gross exposure` : sentence`exposure`
}

/** @param rights of a key, as facts keep them: `read or trade` */
function lostText(rights: string, { say }: Reader): SentenceValue {
  const words = new Map<string, Said>([
    ['read', sentence`read`],
    ['trade', sentence`trade`],
    ['transfer', sentence`transfer`],
    ['withdraw', sentence`withdraw`],
  ])
  return eitherOf(rights.split(' or ').map((right) => say(words.get(right) ?? right)))
}

/** What a rule's subject is called where its figure does not matter. */
function nameOf(kind: RuleKind, { wallet, coin, what, ...facts }: Facts): Said {
  const symbol = facts.symbol ?? sentence`a position`
  switch (kind) {
    case 'margin':
      return wallet ? sentence`margin ratio of ${wallet}` : sentence`margin ratio`
    case 'liquidation':
      return sentence`${symbol} and its liquidation`
    case 'equity_change':
      return sentence`change of equity`
    case 'equity_level':
      return sentence`equity`
    case 'drawdown':
      return sentence`drawdown`
    case 'exposure':
      return coin ? sentence`exposure in ${coin}` : sentence`exposure`
    case 'hedge':
      return coin ? sentence`hedge in ${coin}` : sentence`hedge`
    case 'funding':
      return sentence`funding of ${symbol}`
    case 'no_stop':
      return sentence`stop of ${symbol}`
    case 'unknown':
      if (what === 'wallets') return sentence`wallets`
      return what === 'unpriced' ? sentence`prices` : sentence`figures`
    case 'key':
      return sentence`the key`
    case 'unexplained':
      return sentence`unexplained change`
    case 'worker':
      return sentence`reading of accounts`
  }
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
const LABEL: Readonly<Record<RuleKind, Said>> = {
  margin: sentence`high margin ratio`,
  liquidation: sentence`near liquidation`,
  equity_change: sentence`moved equity`,
  equity_level: sentence`equity past its level`,
  drawdown: sentence`drawdown`,
  exposure: sentence`exposure past its level`,
  hedge: sentence`drifted hedge`,
  funding: sentence`costly funding`,
  no_stop: sentence`without a stop`,
  unknown: sentence`without figures`,
  key: sentence`trouble with keys`,
  unexplained: sentence`unexplained change`,
  worker: sentence`nothing read`,
}

/**
 * One message of all that is to be told at the same moment, the worst first; what is of one key as one.
 * @param events at least one
 * @param timeZone the reader's, as an IANA name
 * @param reader whose language it is in; default: English
 */
export function messageOf(events: readonly AlertEvent[], timeZone: string, reader: Reader = ENGLISH): AlertMessage {
  const order: Record<Level, number> = { urgent: 0, warn: 1, ok: 2 }
  const same = ({ kind, facts }: AlertEvent) => factText(kind, facts)
  const sorted = ofOneKey(events, same, reader).sort((a, b) => order[shown(a)] - order[shown(b)])
  const [first] = sorted
  if (!first) throw new Error('A message tells of something.')
  const level = shown(first)
  const only = toldText(first, timeZone, reader)
  if (sorted.length === 1) return { level, title: only, text: only }
  const kinds = new Map<string, number>()
  for (const { told, kind, facts } of sorted) {
    const over = facts.gone ? sentence`no longer there` : sentence`well again`
    const label = reader.say(told === 'cleared' ? over : LABEL[kind])
    kinds.set(label, (kinds.get(label) ?? 0) + 1)
  }
  const title = [...kinds].map(([label, count]) => `${count} × ${label}`).join(MARKS[reader.language].comma)
  const lines = sorted.slice(0, MOST_TOLD).map((event) => toldText(event, timeZone, reader))
  if (sorted.length > MOST_TOLD) lines.push(reader.say(sentence`… and ${sorted.length - MOST_TOLD} more.`))
  return { level, title, text: lines.join('\n') }
}

const shown = ({ told, level }: AlertEvent): Level => (told === 'cleared' ? 'ok' : level)
