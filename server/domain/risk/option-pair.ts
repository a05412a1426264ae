import type { DecimalString } from '../decimal'

/** Options of Deribit, OKX, Bybit, Binance and Gate end at 08:00 UTC (each one's contract specification). */
const ENDS_AT_HOUR = 8
const YEAR_MS = 365 * 86_400_000
const OPTION = /^[^:]+:(\d{2})(\d{2})(\d{2})-(\d+(?:\.\d+)?)-([CP])-/

/** Terms of an option that its pair tells (`BTC:260327-100000-C-USDC`); null for what is none. */
export function optionOfPair(pair: string, at: Date): { type: 'call' | 'put'; strike: DecimalString; years: number } | null {
  const [, year, month, day, strike, letter] = OPTION.exec(pair) ?? []
  if (strike === undefined) return null
  const ends = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), ENDS_AT_HOUR)
  return { type: letter === 'P' ? 'put' : 'call', strike, years: Math.max(0, (ends - at.getTime()) / YEAR_MS) }
}
