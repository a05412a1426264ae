import { Decimal, type DecimalString } from '../../domain/decimal'
import { pairOf } from '../../domain/pairs'
import type { OptionMark, ToldGreeks } from '../../domain/risk/option-marks'
import { maybeAmount } from '../ccxt/amounts'
import type { Market } from '../ccxt/markets'
import type { AccountApi } from './api'

/** Reads what an exchange tells of options beside their price, by pair; of those that it tells a mark volatility of. */
export type ReadOptionMarks = (api: AccountApi, markets: readonly Market[]) => Promise<ReadonlyMap<string, OptionMark>>

/** A row of an exchange's answer. */
export interface ToldMark {
  /** The exchange's id of the market. */
  id: string
  /** A year, as a share. */
  volatility: DecimalString | null
  greeks: ToldGreeks | null
}

/** The four in an exchange's answer, under the names that most give them. */
export const greekFields = { delta: maybeAmount, gamma: maybeAmount, vega: maybeAmount, theta: maybeAmount }

/** For one coin; null where one is missing, or where delta is none of one coin and so the others are of we know not what. */
export function toldGreeks(told: Record<keyof ToldGreeks, DecimalString | null>): ToldGreeks | null {
  const { delta, gamma, vega, theta } = told
  if (delta === null || gamma === null || vega === null || theta === null) return null
  return new Decimal(delta).abs().gt(1) ? null : { delta, gamma, vega, theta }
}

/**
 * One question for each group of options that an exchange answers together (a coin, a family).
 * @param ask what it tells, by the exchange's id
 */
export function byGroup(
  groupOf: (market: Market) => string,
  ask: (api: AccountApi, group: string, markets: readonly Market[]) => Promise<readonly ToldMark[]>,
): ReadOptionMarks {
  return async (api, markets) => {
    const groups = [...new Set(markets.map(groupOf))]
    const asked = groups.map((group) =>
      ask(
        api,
        group,
        markets.filter((market) => groupOf(market) === group),
      ),
    )
    const byId = new Map((await Promise.all(asked)).flat().map((row) => [row.id, row]))
    return new Map(
      markets.flatMap((market): [string, OptionMark][] => {
        const { volatility = null, greeks = null } = byId.get(market.id) ?? {}
        return volatility === null || !(Number(volatility) > 0) ? [] : [[pairOf(market), { volatility, greeks }]]
      }),
    )
  }
}
