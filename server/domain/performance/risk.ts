import { Decimal, ZERO } from '../decimal'

/** Return of one day. */
export interface DayReturn {
  /** `2026-11-28` */
  day: string
  /** Share; 0.01 is one per cent. */
  rate: Decimal
}

export interface Drawdown {
  /** Largest fall of the index below its highest until then, as a share; 0: it never fell. */
  share: Decimal
  /** Day of the highest before it; null: the beginning. */
  from: string | null
  lowest: string
  /** Day on which it was made good; null: not yet. */
  recovered: string | null
  /** Days from the highest until it was made good, or until now. */
  days: number
}

/** Figures of an index of daily returns. Null where there are too few days for a figure to mean anything. */
export interface Risk {
  days: number
  /** Standard deviation of daily returns (of a sample), per year of 365 days: these markets do not close. */
  volatility: Decimal | null
  /** Mean daily return above `riskFree` per day ÷ deviation, per year. */
  sharpe: Decimal | null
  /** The same, by the deviation of losses alone (root of the mean of their squares over all days). */
  sortino: Decimal | null
  best: DayReturn | null
  worst: DayReturn | null
  drawdown: Drawdown | null
}

const DAYS_A_YEAR = new Decimal(365)
/** Fewer days say nothing of how returns scatter. */
const FEWEST = 7

/** @param riskFree rate per year, as a share */
export function riskOf(days: readonly DayReturn[], riskFree: Decimal = ZERO): Risk {
  const [first] = days
  const none = { days: days.length, volatility: null, sharpe: null, sortino: null }
  if (!first) return { ...none, best: null, worst: null, drawdown: null }
  const best = days.reduce((top, each) => (each.rate.gt(top.rate) ? each : top), first)
  const worst = days.reduce((low, each) => (each.rate.lt(low.rate) ? each : low), first)
  const ends = { best, worst, drawdown: drawdownOf(days) }
  if (days.length < FEWEST) return { ...none, ...ends }
  const count = days.length
  const daily = riskFree.div(DAYS_A_YEAR)
  const mean = sum(days.map(({ rate }) => rate)).div(count)
  const deviation = sum(days.map(({ rate }) => rate.minus(mean).pow(2)))
    .div(count - 1)
    .sqrt()
  const losses = sum(days.map(({ rate }) => Decimal.min(rate.minus(daily), ZERO).pow(2)))
    .div(count)
    .sqrt()
  const yearly = DAYS_A_YEAR.sqrt()
  const per = (by: Decimal) => (by.isZero() ? null : mean.minus(daily).div(by).times(yearly))
  return { days: count, volatility: deviation.times(yearly), sharpe: per(deviation), sortino: per(losses), ...ends }
}

const sum = (values: readonly Decimal[]) => values.reduce((total, value) => total.plus(value), ZERO)

function drawdownOf(days: readonly DayReturn[]): Drawdown | null {
  let index = new Decimal(1)
  let high: { index: Decimal; day: string | null; at: number } = { index, day: null, at: -1 }
  let deepest = null as (Drawdown & { high: Decimal; at: number }) | null
  for (const [at, { day, rate }] of days.entries()) {
    index = index.times(rate.plus(1))
    if (index.gte(high.index)) {
      if (deepest && deepest.recovered === null && index.gte(deepest.high))
        deepest = { ...deepest, recovered: day, days: at - deepest.at }
      high = { index, day, at }
      continue
    }
    const share = new Decimal(1).minus(index.div(high.index))
    if (deepest === null || share.gt(deepest.share))
      deepest = { share, from: high.day, lowest: day, recovered: null, days: 0, high: high.index, at: high.at }
  }
  const last = days.at(-1)
  if (!last) return null
  if (!deepest) return { share: ZERO, from: null, lowest: last.day, recovered: last.day, days: 0 }
  const { share, from, lowest, recovered } = deepest
  return { share, from, lowest, recovered, days: recovered === null ? days.length - 1 - deepest.at : deepest.days }
}
