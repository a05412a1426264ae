import { CATALOGUE_IDS } from '../../catalogue'
import type { MarketSource } from '../masters'
import type { Adapter } from './adapter'
import { binance } from './binance'
import { bingx } from './bingx'
import { bitget } from './bitget'
import { bybit } from './bybit'
import { coinbase } from './coinbase'
import { deribit } from './deribit'
import { gate } from './gate'
import { genericAdapter } from './generic'
import { htx } from './htx'
import { hyperliquid } from './hyperliquid'
import { kraken } from './kraken'
import { krakenfutures } from './krakenfutures'
import { kucoin } from './kucoin'
import { mexc } from './mexc'
import { okx } from './okx'

const ADAPTERS: readonly Adapter[] = [
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

const BY_ID = new Map(ADAPTERS.map((adapter) => [adapter.id, adapter]))
for (const [id, origin] of Object.entries(VARIANTS)) {
  const adapter = BY_ID.get(origin)
  if (adapter) BY_ID.set(id, { ...adapter, id })
}

/** Exchanges with an adapter of their own. */
export const ADAPTED_IDS: ReadonlySet<string> = new Set(BY_ID.keys())

/** The exchange's own adapter, else the generic one. @throws Error for an id that is not in the catalogue. */
export function adapterFor(exchange: string): Adapter {
  const own = BY_ID.get(exchange)
  if (own) return own
  if (!CATALOGUE_IDS.has(exchange)) throw new Error(`no exchange ${JSON.stringify(exchange)} in the catalogue`)
  return genericAdapter(exchange)
}

export const adapterSource: MarketSource = {
  settings: (exchange, scope) => adapterFor(exchange).settings?.(scope) ?? {},
  refine: (exchange) => adapterFor(exchange).refine,
  without: (exchange) => adapterFor(exchange).without ?? ['fetchCurrencies'],
}
