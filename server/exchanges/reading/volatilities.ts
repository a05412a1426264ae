import type { DecimalString } from '../../domain/decimal'
import { pairOf } from '../../domain/pairs'
import type { Market } from '../ccxt/markets'
import type { AccountApi } from './api'

/** Reads the mark volatility of options, a year, as a share (`0.65`), by pair; of those that the exchange tells. */
export type ReadVolatilities = (api: AccountApi, markets: readonly Market[]) => Promise<ReadonlyMap<string, DecimalString>>

/**
 * One question for each group of options that an exchange answers together (a coin, a family).
 * @param ask volatilities by the exchange's id
 */
export function byGroup(
  groupOf: (market: Market) => string,
  ask: (api: AccountApi, group: string) => Promise<readonly { id: string; volatility: DecimalString | null }[]>,
): ReadVolatilities {
  return async (api, markets) => {
    const groups = [...new Set(markets.map(groupOf))]
    const rows = (await Promise.all(groups.map((group) => ask(api, group)))).flat()
    const byId = new Map(rows.map(({ id, volatility }) => [id, volatility]))
    return new Map(
      markets.flatMap((market): [string, DecimalString][] => {
        const volatility = byId.get(market.id) ?? null
        return volatility === null || !(Number(volatility) > 0) ? [] : [[pairOf(market), volatility]]
      }),
    )
  }
}
