import { baseCoin } from '../coins'
import { type Decimal, ZERO } from '../decimal'
import { isStable } from '../stablecoins'

/**
 * What holding a coin on one side and being short of it on the other earned: funding of its positions, and what its coins
 * paid or cost in interest and rewards.
 */

/** The same coin's exposure on one side in one account, over a stretch. */
export interface LegPoints {
  accountId: string
  /** `BTC:PERP-USDT` of a position, `BTC` of coins that are held or owed. */
  symbol: string
  position: boolean
  /** Its value by how long it stood: USD × seconds, without its sign. */
  value: Decimal
  side: 'long' | 'short'
}

/** A coin of which something was long and something short at the same time. */
export interface HedgePoints {
  coin: string
  /** The smaller of both sides by how long it stood: USD × seconds. */
  hedged: Decimal
  /** How long it was hedged at all. */
  seconds: number
  legs: LegPoints[]
}

/** What a leg brought in, USD; null: not known. */
export interface LegIncome {
  accountId: string
  symbol: string
  income: Decimal | null
}

export interface HedgeCarry {
  coin: string
  /** USD that were hedged on average while they were. */
  hedged: Decimal
  /** How long. */
  seconds: number
  legs: (LegPoints & { average: Decimal; income: Decimal | null; hedgedIncome: Decimal | null })[]
  /** USD that the hedged part of both sides brought in; null: of a leg it is not known. */
  carry: Decimal | null
  /** `carry ÷ hedged`, and that at the same pace for a year of 365 days; null for a hedge of less than a day. */
  rate: Decimal | null
  yearly: Decimal | null
}

const YEAR_SECONDS = 365 * 86_400
/** Funding is paid every few hours: of less time than a day one payment more or less makes another rate a year. */
const SHORTEST_SECONDS = 86_400

/** The coin that a pair or a code of coins is exposure to; null for what is none: stablecoins and currencies. */
export function hedgeCoin(symbol: string, position: boolean): string | null {
  const [base = symbol] = symbol.split(':')
  const coin = baseCoin(base)
  return !position && (isStable(base) || isStable(coin)) ? null : coin
}

/**
 * The realised carry of a hedge. Of each side it counts the share that the other side covers: a short of twice what is held
 * hedges with half of its funding. The rate a year is of the dollars that were hedged and of the time for which they were.
 */
export function carryOf({ coin, hedged, seconds, legs }: HedgePoints, incomes: readonly LegIncome[]): HedgeCarry {
  const known = new Map(incomes.map((each) => [`${each.accountId} ${each.symbol}`, each.income]))
  const sideOf = (side: LegPoints['side']) =>
    legs.filter((leg) => leg.side === side).reduce((sum, { value }) => sum.plus(value), ZERO)
  const sides = { long: sideOf('long'), short: sideOf('short') }
  // A pair that was long and short in turns has its income shared by how much of it there was.
  const ofSymbol = (leg: LegPoints) =>
    legs
      .filter(({ accountId, symbol }) => accountId === leg.accountId && symbol === leg.symbol)
      .reduce((sum, { value }) => sum.plus(value), ZERO)
  const told = legs.map((leg) => {
    const whole = known.get(`${leg.accountId} ${leg.symbol}`) ?? null
    const income = whole?.times(leg.value).div(ofSymbol(leg)) ?? null
    const hedgedIncome = income?.times(hedged).div(sides[leg.side]) ?? null
    return { ...leg, average: leg.value.div(Math.max(1, seconds)), income, hedgedIncome }
  })
  const carry = told.reduce<Decimal | null>((sum, { hedgedIncome }) => sum && hedgedIncome && sum.plus(hedgedIncome), ZERO)
  const average = hedged.div(Math.max(1, seconds))
  const rate = carry && average.gt(0) ? carry.div(average) : null
  return {
    coin,
    hedged: average,
    seconds,
    legs: told,
    carry,
    rate,
    yearly: rate && seconds >= SHORTEST_SECONDS ? rate.times(YEAR_SECONDS).div(seconds) : null,
  }
}
