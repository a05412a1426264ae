import { CATALOGUE, type CatalogueEntry } from '../catalogue'
import type { MarketSource } from '../ccxt/masters'
import { apex } from './apex/adapter'
import { aster } from './aster/adapter'
import { backpack } from './backpack/adapter'
import { binance } from './binance/adapter'
import { bingx } from './bingx/adapter'
import { bitfinex } from './bitfinex/adapter'
import { bitget } from './bitget/adapter'
import { bithumb } from './bithumb/adapter'
import { bitmart } from './bitmart/adapter'
import { bitmex } from './bitmex/adapter'
import { bitrue } from './bitrue/adapter'
import { bitstamp } from './bitstamp/adapter'
import { blofin } from './blofin/adapter'
import { bybit } from './bybit/adapter'
import { coinbase } from './coinbase/adapter'
import { coinex } from './coinex/adapter'
import { cryptocom } from './cryptocom/adapter'
import { deribit } from './deribit/adapter'
import { derive } from './derive/adapter'
import { digifinex } from './digifinex/adapter'
import { dydx } from './dydx/adapter'
import { edgex } from './edgex/adapter'
import { extended } from './extended/adapter'
import { gate } from './gate/adapter'
import { gemini } from './gemini/adapter'
import { genericVenue } from './generic/adapter'
import { genericFlowRequests, genericFlows } from './generic/flows'
import { grvt } from './grvt/adapter'
import { hibachi } from './hibachi/adapter'
import { htx } from './htx/adapter'
import { hyperliquid } from './hyperliquid/adapter'
import { kraken } from './kraken/adapter'
import { krakenfutures } from './krakenfutures/adapter'
import { kucoin } from './kucoin/adapter'
import { lbank } from './lbank/adapter'
import { lighter } from './lighter/adapter'
import { mexc } from './mexc/adapter'
import { nado } from './nado/adapter'
import { okx } from './okx/adapter'
import { pacifica } from './pacifica/adapter'
import { paradex } from './paradex/adapter'
import { phemex } from './phemex/adapter'
import { poloniex } from './poloniex/adapter'
import { toobit } from './toobit/adapter'
import { upbit } from './upbit/adapter'
import type { Venue } from './venue'
import { weex } from './weex/adapter'
import { whitebit } from './whitebit/adapter'
import { woofipro } from './woofipro/adapter'
import { xt } from './xt/adapter'

export { withLedgers } from './generic/ledger-page'
export { withTable } from './generic/page'

/** A room without ledgers of its own has those that the table tells of its exchange, under the same names as before it had a room. */
function withTold(venue: Venue): Venue {
  const { about, flows = genericFlows(about.id) } = venue
  const [first] = about.requests
  if (venue.flows || !flows || !first) return venue
  const told = { hosts: first.hosts, flows: genericFlowRequests(about.id) }
  return { ...venue, flows, about: { ...about, requests: [...about.requests, told] } }
}

/** The exchanges that have a room of their own, in the order in which a person is shown them. */
export const ROOMS: readonly Venue[] = [
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
  lighter,
  bitfinex,
  phemex,
  bitmex,
  bitmart,
  cryptocom,
  blofin,
  whitebit,
  xt,
  weex,
  coinex,
  bitstamp,
  toobit,
  upbit,
  bithumb,
  bitrue,
  lbank,
  digifinex,
  poloniex,
  gemini,
  aster,
  paradex,
  extended,
  dydx,
  backpack,
  grvt,
  pacifica,
  woofipro,
  derive,
  apex,
  hibachi,
  edgex,
  nado,
].map(withTold)

const ENTRIES = new Map(CATALOGUE.map((entry) => [entry.id, entry]))

/** A site for another country is read by its exchange's room, under its own name. */
function site({ about, ...venue }: Venue, { id, name, www }: CatalogueEntry): Venue {
  const { aliases: _, sites, ...shared } = about
  return {
    ...venue,
    about: { ...shared, id, name, keyPage: about.keyPage, keyUrl: www, mark: { hue: about.mark?.hue, ...sites?.[id] } },
  }
}

const BY_ID = new Map(ROOMS.map((venue) => [venue.about.id, venue]))
for (const venue of ROOMS) {
  for (const id of Object.keys(venue.about.sites ?? {})) {
    const entry = ENTRIES.get(id)
    if (entry) BY_ID.set(id, site(venue, entry))
  }
}

/** Exchanges that are read by a room of their own, national sites among them. */
export const ROOM_IDS: ReadonlySet<string> = new Set(BY_ID.keys())
/** Those whose accounts can be watched. */
export const WATCHED_IDS: ReadonlySet<string> = new Set([...BY_ID].flatMap(([id, { watch }]) => (watch ? [id] : [])))

/** Those that tell from which address they are asked. */
export const ADDRESS_IDS: ReadonlySet<string> = new Set(ROOMS.flatMap(({ about, seenFrom }) => (seenFrom ? [about.id] : [])))

/** The exchange's own room, else the generic one. @throws Error for an id that is not in the catalogue. */
export function venueFor(exchange: string): Venue {
  const own = BY_ID.get(exchange)
  if (own) return own
  const entry = ENTRIES.get(exchange)
  if (!entry) throw new Error(`no exchange ${JSON.stringify(exchange)} in the catalogue`)
  return genericVenue(entry)
}

export const marketSource: MarketSource = {
  settings: (exchange, scope) => venueFor(exchange).settings?.(scope) ?? {},
  refine: (exchange) => venueFor(exchange).refine,
  without: (exchange) => venueFor(exchange).without ?? ['fetchCurrencies'],
}
