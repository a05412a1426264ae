import { formatFixed } from '@/server/domain/number-format'
import { day } from '../format/time'

interface PairWords {
  /** What stands out: the coin as the contract counts it (`1000PEPE`). */
  coin: string
  /** The contract in words: `USDT perp`, `27 Mar 2026 100,000 call USDC`. '' for what is no contract. */
  rest: string
}

const PERP = /^([^:]+):PERP-([^:]+)(?::(.+))?$/
const OPTION = /^([^:]+):(\d{6})-(\d+(?:\.\d+)?)-([CP])-(.+)$/
const FUTURE = /^([^:]+):(\d{6})-([^:]+)(?::(.+))?$/

/** A pair's name as people say it; a name in another form stays as it is. */
export function pairWords(symbol: string, locale: string): PairWords {
  const perp = PERP.exec(symbol)
  if (perp) return { coin: perp[1] ?? '', rest: withSettle(`${perp[2]} perp`, perp[3], perp[2]) }
  const option = OPTION.exec(symbol)
  if (option) {
    const strike = formatFixed(option[3] ?? '0', { locale, max: 8, min: 0 })
    const right = option[4] === 'C' ? 'call' : 'put'
    return { coin: option[1] ?? '', rest: `${dateOf(option[2] ?? '', locale)} ${strike} ${right} ${option[5]}` }
  }
  const future = FUTURE.exec(symbol)
  if (future)
    return { coin: future[1] ?? '', rest: withSettle(`${future[3]} ${dateOf(future[2] ?? '', locale)}`, future[4], future[3]) }
  return { coin: symbol, rest: '' }
}

/** Where a contract pays in something else than it is priced in. */
function withSettle(words: string, settle: string | undefined, quote: string | undefined): string {
  return settle === undefined || settle === quote ? words : `${words} in ${settle}`
}

/** `260327` as a day; dates of contracts are UTC's. */
function dateOf(digits: string, locale: string): string {
  const [year, month, date] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)))
  return day(new Date(Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, date ?? 1)), { locale, timeZone: 'UTC' })
}
