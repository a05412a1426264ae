import { Decimal } from '../../domain/decimal'
import type { Leg } from './routes'

/** Decimals of a price in USD. */
export const PRICE_DECIMALS = 18

/** A stablecoin taken as one dollar, where nothing tells what it is worth; the route says so. */
export function pegged(code: string): Leg {
  return { from: code, to: 'USD', rate: new Decimal(1), label: `${code}-USD (pegged)`, volume: null }
}
