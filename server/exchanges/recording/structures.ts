import type { AccountHoldings } from '../../domain/types'
import type { Market } from '../ccxt/markets'
import type { Master } from '../ccxt/masters'
import type { Venue } from '../venues/venue'

/** What of ccxt's structure tells a market from others and what it is worth. */
const KEPT = [
  'id',
  'symbol',
  'base',
  'quote',
  'settle',
  'baseId',
  'quoteId',
  'settleId',
  'type',
  'spot',
  'swap',
  'future',
  'option',
  'contract',
  'linear',
  'inverse',
  'active',
  'contractSize',
  'expiry',
  'expiryDatetime',
  'strike',
  'optionType',
  'info',
] as const

function structure({ ccxt }: Master, { symbol }: Market): unknown {
  const found = ccxt.markets?.[symbol]
  if (typeof found !== 'object' || found === null) return null
  return Object.fromEntries(KEPT.map((name) => [name, Reflect.get(found, name)]))
}

/**
 * What the answers behind these holdings need: the structures of each position's market and of one market of each coin,
 * and what loading the markets told ccxt besides.
 */
export function marketsBehind(
  { holdings }: AccountHoldings,
  { masters, markets }: { masters: ReadonlySet<Master>; markets: ReadonlySet<Market> },
  venue: Venue,
): { markets: unknown[]; marketOptions: Record<string, unknown> } {
  const wanted = new Map<string, unknown>()
  const note = (master: Master, market: Market | undefined) => {
    if (market && !wanted.has(market.symbol)) wanted.set(market.symbol, structure(master, market))
  }
  const codes = new Set(holdings.map((row) => (row.kind === 'token' ? row.symbol : row.settle)))
  const pairs = holdings.flatMap((row) => (row.kind === 'position' ? [row.symbol] : []))
  for (const master of masters) {
    for (const pair of pairs) note(master, master.book.byPair(pair))
    for (const market of markets) if (master.ccxt.markets?.[market.symbol]) note(master, market)
    for (const market of venue.alsoNeeds?.(master.book) ?? []) note(master, market)
    const spot = master.book.all.filter((market) => !market.contract)
    const byBase = new Map(spot.map((market) => [market.base, market]))
    const byQuote = new Map(spot.map((market) => [market.quote, market]))
    for (const code of codes) note(master, byBase.get(code) ?? byQuote.get(code))
  }
  const [main] = [...masters]
  return {
    markets: [...wanted.values()].filter((found) => found !== null),
    marketOptions: Object.fromEntries((venue.shared ?? []).map((name) => [name, main?.ccxt.options[name]])),
  }
}
