import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import type { VenueRequest } from '../venue'
import { badParameter, emptyParameter, unknownInstrument } from './errors'

export interface Call {
  request: VenueRequest
  exchange: Exchange
  query: URLSearchParams
}

export interface SignedCall extends Call {
  ledger: Ledger
}

export const INSTRUMENT_TYPES = ['SPOT', 'MARGIN', 'SWAP', 'FUTURES', 'OPTION'] as const
export type InstrumentType = (typeof INSTRUMENT_TYPES)[number]

const TYPES: Record<SimMarket['type'], InstrumentType> = { spot: 'SPOT', swap: 'SWAP', future: 'FUTURES', option: 'OPTION' }

export function typeOf(market: SimMarket): InstrumentType {
  return TYPES[market.type]
}

/** `BTC-USD`: what a derivative is on. */
export function underlyingOf(market: SimMarket): string {
  return market.type === 'spot' ? '' : `${market.base}-${market.quote}`
}

export function need(query: URLSearchParams, name: string): string {
  const value = query.get(name)
  if (value === null || value === '') throw emptyParameter(name)
  return value
}

export function instrumentType(query: URLSearchParams): InstrumentType {
  const asked = need(query, 'instType')
  const type = INSTRUMENT_TYPES.find((t) => t === asked)
  if (!type) throw badParameter('instType')
  return type
}

export function instrument(exchange: Exchange, instId: string): SimMarket {
  const market = exchange.market(instId) ?? exchange.market(`spot:${instId}`)
  if (!market || market.id !== instId) throw unknownInstrument()
  return market
}

/** Markets of the type asked for, narrowed by `uly` or `instFamily` and `instId`; MARGIN means spot with leverage. */
export function instrumentsAsked({ query, exchange }: Call): SimMarket[] {
  const type = instrumentType(query)
  const underlying = query.get('uly') ?? query.get('instFamily')
  const instId = query.get('instId')
  return exchange
    .markets()
    .filter((market) => (type === 'MARGIN' ? market.type === 'spot' && market.maxLeverage !== null : typeOf(market) === type))
    .filter((market) => underlying === null || underlyingOf(market) === underlying)
    .filter((market) => instId === null || market.id === instId)
}

/** `ccy=BTC,ETH`; null for all. */
export function currenciesAsked(query: URLSearchParams): string[] | null {
  const list = query.get('ccy')
  return list ? list.split(',') : null
}

/** Milliseconds as text: when the account changed last. Constant within an hour. */
export function updated({ exchange }: Call): string {
  return String(Math.floor(exchange.now() / 3_600_000) * 3_600_000 - 184_027)
}

/** As many digits as OKX sends of a computed figure. */
export const DIGITS = 16
