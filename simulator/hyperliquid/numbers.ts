import { type Decimal, text } from '../decimal'

/** A number as Hyperliquid writes one: at least one decimal (`4.0`, `0.0`). */
export function amount(value: Decimal, digits = 6): string {
  const plain = text(value, digits)
  return plain.includes('.') ? plain : `${plain}.0`
}
