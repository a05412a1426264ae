import { Decimal, type DecimalString } from '../../domain/decimal'
import { pairOf } from '../../domain/pairs'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { LeverageInput } from './reading'

/** Refuses what cannot be set: no derivative, below 1, above the market's highest (null: the exchange does not tell). */
export function checkLeverage({ market, leverage }: LeverageInput, highest: DecimalString | null): void {
  const pair = pairOf(market)
  if (!market.contract || market.type === 'option')
    throw new DomainError('exchange_refused', sentence`${pair} has no leverage to set.`)
  const wanted = new Decimal(leverage)
  if (wanted.lt(1)) throw new DomainError('exchange_refused', sentence`The leverage of ${pair} must be at least 1.`)
  if (highest !== null && wanted.gt(highest)) {
    throw new DomainError('exchange_refused', sentence`The highest leverage of ${pair} is ${new Decimal(highest).toFixed()}.`)
  }
}

/** Refuses a fraction where the exchange takes whole numbers only. */
export function checkWhole({ market, leverage }: LeverageInput): void {
  if (!new Decimal(leverage).isInteger()) {
    throw new DomainError('exchange_refused', sentence`The leverage of ${pairOf(market)} must be a whole number.`)
  }
}
