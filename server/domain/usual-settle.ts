/** The currency that a contract is settled in when its pair does not say: the quote, but the base for a quote in USD (inverse). */
export function usualSettle({ base, quote }: { base: string; quote: string }): string {
  return quote === 'USD' ? base : quote
}
