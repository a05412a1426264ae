import { isStable } from '../../domain/stablecoins'
import type { Market } from '../ccxt/markets'

/** What an adapter knows of a contract that is not among its exchange's markets (any more). */
export interface Unlisted {
  /** What the exchange's amounts are: `coins` (of inverse contracts: USD), or `contracts` of a size that nobody tells any more. */
  counts: 'coins' | 'contracts'
  /** ccxt's code of the settlement, where the position says it. */
  settle?: string | null
  inverse?: boolean
  type?: 'spot' | 'swap' | 'future' | 'option'
}

/** The exchange's codes that are not ccxt's, as they stand in ids of contracts. */
const CODES: Readonly<Record<string, string>> = { XBT: 'BTC', XDG: 'DOGE' }
/** What a contract may be quoted in where nothing is between base and quote: `TONUSDT`, `XBTUSDTM`, `PF_TONUSD`. */
const JOINED = /^([A-Z0-9]+?)(USDT|USDC|FDUSD|BUSD|USDE|USD|EUR|PERP)M?$/
const WORDS: ReadonlySet<string> = new Set(['PF', 'PI', 'FI', 'FF', 'PV', 'SWAP', 'PERP', 'PERPETUAL', 'INTX', 'CDE'])
const DAY = /^(\d{6,8}|\d{1,2}[A-Z]{3}\d{2})$/

/**
 * A market in place of one that is not listed: the position in it becomes a row by the exchange's own id, since an
 * exchange may take a contract off its list before the last positions are settled. Base and quote are read out of the id,
 * for exposure; size and value are known where the exchange counts coins.
 */
export function unlistedMarket(id: string, { counts, settle = null, inverse = false, type }: Unlisted): Market {
  const parts = id
    .toUpperCase()
    .split(/[-_/:]/)
    .filter((part) => part !== '')
  const names = parts.filter((part) => !WORDS.has(part))
  const [first = id, second = ''] = names
  const [, joinedBase, joinedQuote] = JOINED.exec(first) ?? []
  const base = codeOf(isStable(second) || !joinedBase ? first : joinedBase)
  const quote = isStable(second)
    ? second
    : joinedQuote && joinedQuote !== 'PERP'
      ? joinedQuote
      : inverse
        ? 'USD'
        : (settle ?? 'USD')
  const dated = names.slice(1).some((part) => DAY.test(part))
  const option = dated && /^[CP]$/.test(names.at(-1) ?? '')
  const kind = type ?? (option ? 'option' : dated ? 'future' : 'swap')
  return {
    id,
    symbol: id,
    base,
    coin: base,
    quote,
    settle: kind === 'spot' ? null : (settle ?? (inverse ? base : quote)),
    type: kind,
    contract: kind !== 'spot',
    linear: !inverse,
    inverse,
    contractSize: '1',
    active: false,
    expiry: null,
    strike: null,
    optionType: null,
    maxLeverage: null,
    unlisted: counts,
  }
}

const codeOf = (code: string) => CODES[code] ?? code
