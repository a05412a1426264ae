import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'

/** Binance cuts its figures off after eight decimals, it does not round: 607.52416678 × 0.4 % is sent as `2.43009666`. */
export function cut(value: Decimal | string, digits = 8): Decimal {
  return new Decimal(value).toDecimalPlaces(digits, Decimal.ROUND_DOWN)
}

/** Exactly `digits` decimals, cut off; no negative zero. */
export function d8(value: Decimal | string, digits = 8): string {
  const number = cut(value, digits)
  return (number.isZero() ? number.abs() : number).toFixed(digits)
}

/** `0` for nothing, else eight decimals: how futures write margins of positions. */
export function orZero(value: Decimal): string {
  return cut(value).isZero() ? '0' : d8(value)
}

/** Eight decimals; 0 for a coin without a price. */
export function inBtc(coin: string, amount: Decimal, { exchange }: { exchange: Exchange }): string {
  const price = exchange.coinPrice(coin)
  const btc = exchange.coinPrice('BTC')
  // Most coins of the long lists that Binance sends.
  if (amount.isZero() && price !== null && btc !== null) return d8(amount)
  return price === null || btc === null ? '0' : d8(amount.times(price).div(btc))
}

/** Without trailing zeros, as the wallet interfaces write amounts. */
export function plain(value: Decimal): string {
  return value.toDecimalPlaces(8, Decimal.ROUND_DOWN).toFixed()
}
