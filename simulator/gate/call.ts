import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import type { VenueRequest } from '../venue'
import { unknownContract } from './errors'

export interface Call {
  request: VenueRequest
  exchange: Exchange
  query: URLSearchParams
  /** Filled from the path: `settle`, `contract`. */
  named: Record<string, string>
}

export interface SignedCall extends Call {
  ledger: Ledger
}

/** `futures` (perpetuals) or `delivery` (dated contracts). */
export type Kind = 'futures' | 'delivery'

/** The ledger's name of the wallet behind a settlement currency; unified accounts have one for all. */
export function walletOf(kind: Kind, settle: string, ledger: Ledger): string {
  return isUnified(ledger) ? 'unified' : `${kind}-${settle.toLowerCase()}`
}

export function isUnified(ledger: Ledger): boolean {
  return ledger.mode === 'unified'
}

export function contractsOf(exchange: Exchange, kind: Kind, settle: string | undefined): readonly SimMarket[] {
  const type = kind === 'futures' ? 'swap' : 'future'
  return exchange.markets().filter((m) => m.type === type && m.settle?.toLowerCase() === settle?.toLowerCase())
}

export function contractNamed({ exchange, named }: Call, kind: Kind): SimMarket {
  const market = contractsOf(exchange, kind, named.settle).find((m) => m.id === named.contract)
  if (!market) throw unknownContract()
  return market
}
