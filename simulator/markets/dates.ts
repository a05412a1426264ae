const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const LETTERS = 'FGHJKMNQUVXZ'

/** `27MAR26`, as Bybit writes an expiry (no leading zero). */
export function dayMonthYear(at: number): string {
  const date = new Date(at)
  return `${date.getUTCDate()}${MONTHS[date.getUTCMonth()]}${String(date.getUTCFullYear()).slice(2)}`
}

/** `260327`, as Binance and OKX write one. */
export function yearMonthDay(at: number): string {
  return new Date(at).toISOString().slice(2, 10).replaceAll('-', '')
}

/** `H26`: the futures trade's month letter and the year, as Bybit's inverse futures have it. */
export function monthLetterYear(at: number): string {
  const date = new Date(at)
  return `${LETTERS[date.getUTCMonth()]}${String(date.getUTCFullYear()).slice(2)}`
}
