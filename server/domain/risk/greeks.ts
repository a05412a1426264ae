import { fixed } from '../amounts'
import { baseCoin } from '../coins'
import { type Decimal, type DecimalString, ZERO } from '../decimal'

/**
 * What an exchange tells of an option position, for all of it: delta in coins, gamma in coins per USD, vega in USD per
 * percentage point of volatility, theta in USD a day; null: it does not tell.
 */
export interface OptionGreeks {
  symbol: string
  delta: DecimalString | null
  gamma: DecimalString | null
  vega: DecimalString | null
  theta: DecimalString | null
  /** Mark volatility a year as a share (0.6 is 60 %). */
  volatility: DecimalString | null
}

export interface CoinGreeks {
  coin: string
  /** Options that are summed up. */
  positions: number
  delta: DecimalString | null
  gamma: DecimalString | null
  vega: DecimalString | null
  theta: DecimalString | null
}

const GREEKS = ['delta', 'gamma', 'vega', 'theta'] as const
const DECIMALS = 12

/** Greeks per coin over all accounts, by name of the coin; a Greek that one position does not tell is not known of the coin. */
export function greeksByCoin(options: readonly OptionGreeks[]): CoinGreeks[] {
  const coins = new Map<string, OptionGreeks[]>()
  for (const option of options) {
    const coin = baseCoin(option.symbol.split(':')[0] ?? option.symbol)
    coins.set(coin, [...(coins.get(coin) ?? []), option])
  }
  return [...coins]
    .map(([coin, own]) => {
      const sum = (greek: (typeof GREEKS)[number]) => {
        const all = own.reduce<Decimal | null>((known, option) => {
          const value = option[greek]
          return known === null || value === null ? null : known.plus(value)
        }, ZERO)
        return all === null ? null : fixed(all, DECIMALS)
      }
      return { coin, positions: own.length, delta: sum('delta'), gamma: sum('gamma'), vega: sum('vega'), theta: sum('theta') }
    })
    .sort((a, b) => (a.coin < b.coin ? -1 : 1))
}
