import { fixed } from '../amounts'
import { baseCoin } from '../coins'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import { greeksOf } from './black-scholes'
import type { ToldGreeks } from './option-marks'
import type { CoinGreeks, OptionGreeks, OptionTerms, RiskAccount } from './types'

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

const UNKNOWN = { delta: null, gamma: null, vega: null, theta: null }

/**
 * Greeks of every option of these accounts for the whole position: the exchange's own where it tells them, else by Black-Scholes
 * at the option's volatility; not known of those in accounts of which too little is.
 */
export function optionGreeks(accounts: readonly RiskAccount[]): OptionGreeks[] {
  const untold = accounts.flatMap(({ untoldOptions }) => untoldOptions.map((symbol) => ({ symbol, ...UNKNOWN })))
  const told = accounts
    .flatMap(({ pools }) => pools.flatMap(({ positions }) => positions))
    .flatMap(({ symbol, option }) => {
      if (option === null) return []
      const { delta, gamma, vega, theta } = option.greeks ?? reckoned(option)
      const whole = (greek: DecimalString) => fixed(new Decimal(greek).times(option.size), DECIMALS)
      return [{ symbol, delta: whole(delta), gamma: whole(gamma), vega: whole(vega), theta: whole(theta) }]
    })
  return [...told, ...untold]
}

function reckoned(option: OptionTerms): ToldGreeks {
  const each = greeksOf({ ...option, strike: Number(option.strike), underlying: Number(option.underlying) })
  const digits = (greek: number) => new Decimal(greek.toPrecision(12)).toFixed()
  return { delta: digits(each.delta), gamma: digits(each.gamma), vega: digits(each.vega), theta: digits(each.theta) }
}
