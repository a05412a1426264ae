import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import type { VenueRequest } from '../venue'
import { badParameter, unknownSymbol } from './errors'

export interface Call {
  request: VenueRequest
  exchange: Exchange
  query: URLSearchParams
}

export interface SignedCall extends Call {
  ledger: Ledger
}

export type Product = 'USDT-FUTURES' | 'USDC-FUTURES' | 'COIN-FUTURES'

/** The ledger's name of the wallet behind a product. */
export const WALLET = { 'USDT-FUTURES': 'usdt-futures', 'USDC-FUTURES': 'usdc-futures', 'COIN-FUTURES': 'coin-futures' } as const

export function productOf(market: SimMarket): Product | 'SPOT' {
  if (market.type === 'spot') return 'SPOT'
  if (market.settle === market.base) return 'COIN-FUTURES'
  return market.settle === 'USDC' ? 'USDC-FUTURES' : 'USDT-FUTURES'
}

/** Null for a product of demo coins (`SUSDT-FUTURES`), which has nothing here. */
export function productAsked(value: string | null | undefined): Product | null {
  if (value === 'USDT-FUTURES' || value === 'USDC-FUTURES' || value === 'COIN-FUTURES') return value
  if (/^S(USDT|USDC|COIN)-FUTURES$/.test(value ?? '')) return null
  throw badParameter('productType')
}

export function marketsOf(exchange: Exchange, product: Product | 'SPOT' | null): readonly SimMarket[] {
  return exchange.markets().filter((market) => productOf(market) === product)
}

export function contractNamed(exchange: Exchange, product: Product | null, symbol: string | null | undefined): SimMarket {
  const market = symbol ? exchange.market(symbol) : undefined
  if (!market || productOf(market) !== product) throw unknownSymbol(symbol ?? '')
  return market
}
