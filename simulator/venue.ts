import type { AccountSettings } from './accounts'
import type { Ledger, VenueId } from './ledger'
import type { SimMarket } from './markets/market'
import type { RateLimiter } from './rate-limit'
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

/** What a venue may ask of the simulator it runs in. Made anew for each request, so that faults can bend it. */
export interface Exchange {
  /** Milliseconds of the simulator's clock, skew faults included. */
  now(): number
  /** Mark price of a market of this venue (key, id or alias), moved by the seeded walk. Throws on an unknown market. */
  markPrice(market: string): string
  lastPrice(market: string): string
  /** Price of the underlying in the market's quote currency, without the market's own basis. */
  indexPrice(market: string): string
  /** USD price of one of this venue's own currency codes; null for a token that no market prices. */
  coinPrice(coin: string): string | null
  /** Share by which the price moved in 24 hours, e.g. `0.0123`; fixed by seed. */
  change24h(market: string): string
  /** Traded base coins in 24 hours; fixed by seed. */
  volume24h(market: string): string
  /** Markets of this venue that have not expired. */
  markets(): readonly SimMarket[]
  /** By key, id or alias; a bare id that spot and derivatives share means the derivative. */
  market(name: string): SimMarket | undefined
  /** Live ledgers: what a venue writes into them (leverage, margin mode, position mode) stays until the simulator ends. */
  ledgers(): Ledger[]
  /** By API key or (wallet exchanges) address. Positions' `market` is already the exchange's own id, aliases resolved. */
  ledgerByKey(apiKey: string): Ledger | undefined
  /** Per-account state that is no holding: leverage and margin mode of markets without a position, account modes. */
  settings(ledger: Ledger): AccountSettings
  limiter: RateLimiter
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
