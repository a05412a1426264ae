import type { Exchange } from './exchange'
import type { VenueId } from './ledger'
import type { SimMarket } from './markets/market'
import type { StreamSession, StreamSocket } from './stream'

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

/** Refusals that a fault asks for; each venue answers with its own status, headers, code and words. */
export type Refusal =
  | 'rate-limit' // 429 with Retry-After, or the exchange's own code
  | 'account-limit' // as it words a limit counted for the account; where it has none, as one of the address
  | 'address-limit' // as it words a limit counted for the caller's address
  | 'ban' // Binance 418; others: their longest block
  | 'maintenance'
  | 'server-error' // 5xx in the exchange's own form
  | 'key-revoked'
  | 'key-expired'
  | 'ip-refused'
  | 'permission-denied'
  | 'clock' // timestamp outside the window

/** A stand-in exchange that speaks the real wire format. */
export interface Venue {
  id: VenueId
  /** Real hosts this venue answers for. */
  hosts: string[]
  /** All its markets; `now` (milliseconds) decides the expiries of dated contracts. */
  markets(now: number): SimMarket[]
  /** The API key (or wallet address) that a request carries; null for a public one. */
  apiKeyOf(request: VenueRequest): string | null
  handle(request: VenueRequest, exchange: Exchange): VenueResponse | Promise<VenueResponse>
  /** The exchange's own answer for a refusal. `retryAfterSeconds` where the exchange has such a header or field. */
  refuse(refusal: Refusal, request: VenueRequest, exchange: Exchange, retryAfterSeconds: number): VenueResponse
  /** Takes a websocket connection; null (or no such method): refused. */
  stream?(socket: StreamSocket): StreamSession | null
}
