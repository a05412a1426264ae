import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import type { VenueRequest } from '../venue'
import { badSymbol, missing } from './errors'

/** One request being answered. */
export interface Call {
  request: VenueRequest
  exchange: Exchange
  /** Query string and form body together. */
  params: URLSearchParams
}

export interface SignedCall extends Call {
  ledger: Ledger
}

/** USD-M (`fapi`) or COIN-M (`dapi`). */
export type Side = 'um' | 'cm'

/** The ledger's name of the wallet behind it. */
export const WALLET = { um: 'usdm', cm: 'coinm' } as const

export function paramsOf(request: VenueRequest): URLSearchParams {
  const params = new URLSearchParams(request.rawQuery)
  for (const [name, value] of new URLSearchParams(request.body)) params.append(name, value)
  return params
}

export function need(params: URLSearchParams, name: string): string {
  const value = params.get(name)
  if (value === null || value === '') throw missing(name)
  return value
}

export function sideOf(market: SimMarket): Side | 'spot' {
  if (market.type === 'spot') return 'spot'
  return market.inverse ? 'cm' : 'um'
}

/** Markets of one kind, or the one that `symbol` names; -1121 if there is none. */
export function marketsAsked({ params, exchange }: Call, side: Side | 'spot'): readonly SimMarket[] {
  const symbol = params.get('symbol')
  if (symbol !== null && symbol !== '') return [marketNamed(exchange, side, symbol)]
  return exchange.markets().filter((market) => sideOf(market) === side)
}

export function marketNamed(exchange: Exchange, side: Side | 'spot', symbol: string): SimMarket {
  const market = exchange.market(side === 'spot' ? `spot:${symbol}` : symbol)
  if (!market || sideOf(market) !== side || market.id !== symbol) throw badSymbol()
  return market
}

/** Milliseconds: when the account changed last. Constant within an hour, as an account at rest is. */
export function updated({ exchange }: Call): number {
  return Math.floor(exchange.now() / 3_600_000) * 3_600_000 - 271_083
}

/** Margin, USD-M and COIN-M wallets of such an account answer under `papi` and no longer under `fapi` and `dapi`. */
export function isPortfolioMargin(ledger: Ledger): boolean {
  return ledger.mode === 'portfolio-margin'
}
