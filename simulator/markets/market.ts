/** One market of a venue in venue-neutral terms; the venues write their own wire format from it. */
export interface SimMarket {
  /** Unique within a venue: `spot:BTCUSDT` for spot, the bare id for everything else. */
  key: string
  /** The exchange's own id. Spot and derivatives may share one (`BTCUSDT`). */
  id: string
  type: 'spot' | 'swap' | 'future' | 'option'
  /** The exchange's own currency codes, before ccxt renames any. */
  base: string
  quote: string
  /** Null for spot. */
  settle: string | null
  /** Margined and settled in the base coin. */
  inverse: boolean
  /** Linear and options: base coins a contract (`1` where the exchange counts in coins); inverse: USD a contract. */
  contractSize: string
  /** Price step. */
  tick: string
  /** Amount step: base coins for spot, contracts for derivatives. */
  lot: string
  minAmount: string
  maxAmount: string
  /** Least order value in the quote currency. */
  minNotional: string
  /** Null where there is no leverage to set (spot, options). Changed by the control API. */
  maxLeverage: string | null
  /** Maintenance margin as a share of the value, `0.005`. */
  maintenanceRate: string
  /** The coin of the price walk behind `base`, and how many of it one `base` is (`1000PEPE` = 1000 × `PEPE`). */
  coin: string
  multiplier: number
  /** Quote currency's coin in the price walk. */
  quoteCoin: string
  /** Milliseconds; null for spot and perpetuals. */
  expiry: number | null
  strike: string | null
  optionType: 'call' | 'put' | null
  /** Milliseconds since the epoch. */
  listedAt: number
  /** A name that does not move with the calendar, for ledgers: `BTC-USDT-QUARTER`, `BTC-QUARTER-ATM-C`. */
  alias: string | null
}

/** `spot:BTCUSDT` or `BTCUSDT`. */
export function marketKey(type: SimMarket['type'], id: string): string {
  return type === 'spot' ? `spot:${id}` : id
}
