import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { formatFixed } from '@/server/domain/number-format'
import { usualSettle } from '@/server/domain/usual-settle'
import { day } from '../format/time'

interface PairWords {
  /** What stands out: the coin as the contract counts it (`1000PEPE`). */
  coin: string
  /** The contract in words: `USDT perp`, `27 Mar 2026 100,000 call USDC`. '' for what is no contract. */
  rest: string
}

const PERP = /^([^:]+):PERP-([^:]+)(?::(.+))?$/
const OPTION = /^([^:]+):(\d{6})-(\d+(?:\.\d+)?)-([CP])-([^:]+)(?::(.+))?$/
const FUTURE = /^([^:]+):(\d{6})-([^:]+)(?::(.+))?$/

/** A pair's name as people say it; a name in another form stays as it is. */
export function pairWords(symbol: string, locale: string, i18n: I18n): PairWords {
  const settled = (words: string, settle: string | null) => (settle === null ? words : i18n._(msg`${words} in ${settle}`))
  const [, perp, perpQuote = '', perpSettle] = PERP.exec(symbol) ?? []
  if (perp) return { coin: perp, rest: settled(i18n._(msg`${perpQuote} perp`), otherSettle(perp, perpQuote, perpSettle)) }
  const [, option, expiry = '', price = '0', right, quote = '', settle] = OPTION.exec(symbol) ?? []
  if (option) {
    const strike = formatFixed(price, { locale, max: 8, min: 0 })
    const date = dateOf(expiry, locale)
    const words = i18n._(right === 'C' ? msg`${date} ${strike} call ${quote}` : msg`${date} ${strike} put ${quote}`)
    return { coin: option, rest: settled(words, otherSettle(option, quote, settle)) }
  }
  const [, future, end = '', futureQuote = '', futureSettle] = FUTURE.exec(symbol) ?? []
  if (future) {
    return {
      coin: future,
      rest: settled(`${futureQuote} ${dateOf(end, locale)}`, otherSettle(future, futureQuote, futureSettle)),
    }
  }
  return { coin: symbol, rest: '' }
}

/** What a contract pays in, where that is something else than it is priced in: it tells inverse ones from the linear ones beside them. */
function otherSettle(base: string, quote: string, named: string | undefined): string | null {
  const settle = named ?? usualSettle({ base, quote })
  return settle === quote ? null : settle
}

/** `260327` as a day; dates of contracts are UTC's. */
function dateOf(digits: string, locale: string): string {
  const [year, month, date] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)))
  return day(new Date(Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, date ?? 1)), { locale, timeZone: 'UTC' })
}
