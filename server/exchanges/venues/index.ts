import { CATALOGUE_IDS } from '../catalogue'
import type { MarketSource } from '../ccxt/masters'
import { binance } from './binance/adapter'
import { bingx } from './bingx/adapter'
import { bitget } from './bitget/adapter'
import { bybit } from './bybit/adapter'
import { coinbase } from './coinbase/adapter'
import { deribit } from './deribit/adapter'
import { gate } from './gate/adapter'
import { genericVenue } from './generic/adapter'
import { htx } from './htx/adapter'
import { hyperliquid } from './hyperliquid/adapter'
import { kraken } from './kraken/adapter'
import { krakenfutures } from './krakenfutures/adapter'
import { kucoin } from './kucoin/adapter'
import { mexc } from './mexc/adapter'
import { okx } from './okx/adapter'
import type { Venue } from './venue'

const VENUES: readonly Venue[] = [
  binance,
  bybit,
  okx,
  hyperliquid,
  bitget,
  gate,
  kucoin,
  kraken,
  krakenfutures,
  deribit,
  htx,
  bingx,
  mexc,
  coinbase,
]
/** Sites of the same exchange for other countries: other hosts and accounts, the same API. */
export const VARIANTS: Readonly<Record<string, string>> = {
  bybiteu: 'bybit',
  bybitid: 'bybit',
  myokx: 'okx',
  okxus: 'okx',
  gateeu: 'gate',
}

const BY_ID = new Map(VENUES.map((adapter) => [adapter.id, adapter]))
for (const [id, origin] of Object.entries(VARIANTS)) {
  const adapter = BY_ID.get(origin)
  if (adapter) BY_ID.set(id, { ...adapter, id })
}

/** Exchanges with an adapter of their own. */
export const ROOM_IDS: ReadonlySet<string> = new Set(BY_ID.keys())

/** The exchange's own adapter, else the generic one. @throws Error for an id that is not in the catalogue. */
export function venueFor(exchange: string): Venue {
  const own = BY_ID.get(exchange)
  if (own) return own
  if (!CATALOGUE_IDS.has(exchange)) throw new Error(`no exchange ${JSON.stringify(exchange)} in the catalogue`)
  return genericVenue(exchange)
}

export const marketSource: MarketSource = {
  settings: (exchange, scope) => venueFor(exchange).settings?.(scope) ?? {},
  refine: (exchange) => venueFor(exchange).refine,
  without: (exchange) => venueFor(exchange).without ?? ['fetchCurrencies'],
}
