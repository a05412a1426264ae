import { Decimal } from '../decimal'
import { isStable } from '../stablecoins'
import type { Beta, Scope } from './types'

/** Farthest that prices are moved, as a share. */
export const LOWEST_SHOCK = -0.6
export const HIGHEST_SHOCK = 1
/** What a slider moves by, and a death is found to: a hundredth of a per cent for the latter. */
export const SHOCK_STEP = 0.01
export const DEATH_STEP = 0.0001

/** Digits of a factor: a supposed price has no more. */
const FACTOR_DIGITS = 12

/** What each coin's price is multiplied with. */
export type Factors = (coin: string) => number

/**
 * Prices after a shock: Bitcoin at `1 + shock`, a coin of beta b at `(1 + shock)^b`, since betas are measured on logarithmic
 * returns (so a price never falls below nothing). Money (`isStable`) stays. A coin whose beta is not known goes as Bitcoin
 * does; `withoutBeta` names those, and whoever shows figures has to.
 * @param shock a share: −0.2 is 20 % down
 */
export function factorsOf(scope: Scope, shock: number, betas: readonly Beta[]): Factors {
  if (scope.kind === 'coin') return (coin) => (coin === scope.coin ? 1 + shock : 1)
  const known = new Map(betas.map(({ coin, beta }) => [coin, Number(beta)]))
  const made = new Map<string, number>()
  return (coin) => {
    const found = made.get(coin)
    if (found !== undefined) return found
    const beta = coin === 'BTC' ? 1 : (known.get(coin) ?? 1)
    const factor = isStable(coin) ? 1 : beta === 1 ? 1 + shock : (1 + shock) ** beta
    made.set(coin, factor)
    return factor
  }
}

const exact = new WeakMap<Factors, Map<string, Decimal>>()

/** A coin's factor as money is multiplied with; exactly 1 where nothing moves. */
export function exactFactor(factors: Factors, coin: string): Decimal {
  const made = exact.get(factors) ?? new Map<string, Decimal>()
  exact.set(factors, made)
  const found = made.get(coin)
  if (found !== undefined) return found
  const factor = new Decimal(factors(coin).toPrecision(FACTOR_DIGITS))
  made.set(coin, factor)
  return factor
}

/** Coins of these whose beta is not known: they are moved as Bitcoin is. */
export function withoutBeta(coins: Iterable<string>, betas: readonly Beta[]): string[] {
  const known = new Set(betas.map(({ coin }) => coin))
  return [...new Set(coins)].filter((coin) => coin !== 'BTC' && !known.has(coin) && !isStable(coin)).sort()
}
