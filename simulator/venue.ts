import type { Ledger, VenueId } from './ledger'

/** One request to a simulated exchange, after routing. `path` begins behind the host part. */
export interface VenueRequest {
  method: string
  /** The real host that the client meant: `fapi.binance.com`. */
  host: string
  /** `/fapi/v2/account`. */
  path: string
  query: URLSearchParams
  /** As sent, for signatures. */
  rawQuery: string
  headers: Record<string, string>
  body: string
  ip: string
}

export interface VenueResponse {
  status: number
  headers?: Record<string, string>
  /** Serialised by the server; a string is sent as it is. */
  body: unknown
}

/** What a venue may ask of the simulator it runs in. */
export interface Exchange {
  /** Milliseconds of the simulator's clock, skew faults included. */
  now(): number
  /** Mark price of a market of this venue, moved by the seeded walk. */
  markPrice(market: string): string
  lastPrice(market: string): string
  ledgers(): Ledger[]
  /** By API key or (wallet exchanges) address. */
  ledgerByKey(apiKey: string): Ledger | undefined
}

/** A stand-in exchange that speaks the real wire format. */
export interface Venue {
  id: VenueId
  /** Real hosts this venue answers for. */
  hosts: string[]
  handle(request: VenueRequest, exchange: Exchange): VenueResponse | Promise<VenueResponse>
}
