import type { AccountSettings } from './accounts'
import type { Ledger } from './ledger'
import type { SimMarket } from './markets/market'
import type { Movement } from './movement'
import type { RateLimiter } from './rate-limit'

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
  /**
   * In the market's quote currency at a moment before now: where the index stood before the simulator began, and since then
   * where it began. Null further back than anything is known.
   */
  pastPrice(market: string, at: number): string | null
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
  /** What moved on an account, oldest first: a month before the simulator began, and since then by the clock. */
  movements(ledger: Ledger): readonly Movement[]
  limiter: RateLimiter
}
