import type { Price, PriceOf } from '../../domain/types'
import { plainDecimal } from '../ccxt/amounts'

/** Stablecoins that are meant to be one US dollar, by ccxt's codes. */
const USD_STABLECOINS: ReadonlySet<string> = new Set(
  (
    'USDT USDC FDUSD BUSD DAI TUSD USDP PAX PYUSD USDD USDE USDS USDG USD0 USD1 USDH USDY USDX USDJ USDQ USDR USDB USDF USDM USDK ' +
    'USDTB USDT0 USDC.E AUSD CRVUSD CUSD DOLA FRAX FRXUSD GHO GUSD HUSD LUSD MIM RLUSD SUSD XUSD BFUSD RWUSD FEUSD USDBC MUSD'
  ).split(' '),
)

/**
 * A recording's prices in place of the price service: USD is 1; a USD stablecoin that has no price is taken at 1, with a
 * line for the warnings; any other code is unpriced.
 */
export function recordedPrices(
  prices: Readonly<Record<string, string>>,
  asOf: Date,
): { priceOf: PriceOf; assumed: () => string[] } {
  const assumed = new Set<string>()
  const priceOf = (code: string): Price | null => {
    const usd = plainDecimal(prices[code])
    if (usd !== null) return { usd, route: `${code}-USD (recorded)`, asOf }
    if (code === 'USD') return { usd: '1', route: 'USD', asOf }
    if (!USD_STABLECOINS.has(code.toUpperCase())) return null
    assumed.add(code)
    return { usd: '1', route: `${code}-USD (assumed)`, asOf }
  }
  return { priceOf, assumed: () => [...assumed].map((code) => `${code} has no price in the recording and is taken at 1 USD.`) }
}
