import { Decimal, text } from './decimal'
import type { Ledger } from './ledger'
import type { SimMarket } from './markets/market'
import { DAY, type Draft, type FindMarket, HOUR, type MovementKind } from './movement'
import { share } from './random'

/** What comes again and again, as long as an account holds what it holds: funding, interest, rewards. */

/** Hours between two payments of funding; they fall on full hours of UTC that it divides. */
const FUNDING_HOURS: Readonly<Record<string, number>> = { hyperliquid: 1 }
const USUAL_FUNDING_HOURS = 8
/** Interest and rewards come once a day, this long after midnight (UTC). */
const DAILY_AT = HOUR
/** Wallets whose coins earn more of themselves. */
const EARN: Readonly<Record<string, RegExp>> = { hyperliquid: /^staking/ }
/** Most decimals of a coin's amount. */
const DIGITS = 8

/** All that falls into (`from`, `until`], milliseconds, in the order of time. What it comes to follows from the ledger and the moment alone. */
export function recurring(ledger: Ledger, findMarket: FindMarket, from: number, until: number): Draft[] {
  return [...fundingOf(ledger, findMarket, from, until), ...dailyOf(ledger, from, until)].toSorted((a, b) => a.at - b.at)
}

/** Value at entry in the settlement coin. */
export function entryValue(market: SimMarket, contracts: string, entry: string): Decimal {
  const units = new Decimal(contracts).times(market.contractSize)
  return market.inverse ? units.div(entry) : units.times(entry)
}

export const rounded = (value: Decimal) => text(value, DIGITS)

/** Moments after `from`, the last not after `until`, that lie `offset` behind a multiple of `step`. */
function moments(step: number, offset: number, from: number, until: number): number[] {
  const found: number[] = []
  for (let at = (Math.floor((from - offset) / step) + 1) * step + offset; at <= until; at += step) found.push(at)
  return found
}

/** Who is long pays where the rate is above zero. */
function fundingOf(ledger: Ledger, findMarket: FindMarket, from: number, until: number): Draft[] {
  const hours = FUNDING_HOURS[ledger.venue] ?? USUAL_FUNDING_HOURS
  return ledger.positions.flatMap((position) => {
    const market = findMarket(position.market)
    if (market?.type !== 'swap' || !market.settle) return []
    const { settle } = market
    const value = entryValue(market, position.contracts, position.entryPrice)
    return moments(hours * HOUR, 0, from, until).flatMap((at): Draft[] => {
      const rate = ((share(`${ledger.venue} funding ${market.id} ${at}`) * 0.0002 - 0.00006) * hours) / USUAL_FUNDING_HOURS
      const amount = rounded(value.times(rate.toFixed(10)).negated())
      return amount === '0' ? [] : [{ at, kind: 'funding', wallet: position.wallet, coin: settle, amount, market: market.id }]
    })
  })
}

/** Interest on what is owed and rewards of what is saved. */
function dailyOf(ledger: Ledger, from: number, until: number): Draft[] {
  return ledger.tokens.flatMap((token) => {
    const owed = Decimal.max(new Decimal(token.borrowed ?? 0), new Decimal(token.balance).negated())
    const saved = (EARN[ledger.venue] ?? /^earn/).test(token.wallet) ? new Decimal(token.balance) : new Decimal(0)
    const amount = owed.greaterThan(0) ? rounded(owed.times('-0.00011')) : rounded(saved.times('0.00007'))
    if (amount === '0') return []
    const kind: MovementKind = owed.greaterThan(0) ? 'interest' : 'reward'
    return moments(DAY, DAILY_AT, from, until).map((at): Draft => ({ at, kind, wallet: token.wallet, coin: token.coin, amount }))
  })
}
