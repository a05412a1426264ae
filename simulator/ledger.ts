/**
 * A ledger is the truth of one simulated account: what tests compare Ballast's figures with. Amounts are decimal
 * strings. The venues (`simulator/binance`, `bybit`, `okx`) speak each exchange's wire format from it.
 */
export type VenueId = 'binance' | 'bybit' | 'okx' | (string & {})

export interface LedgerKey {
  apiKey: string
  apiSecret: string
  /** OKX and others. */
  passphrase?: string
  permissions: ('read' | 'trade' | 'withdraw' | 'transfer')[]
  /** Empty: any address. */
  ipList?: string[]
  revoked?: boolean
}

export interface LedgerToken {
  /**
   * Binance: `spot`, `funding`, `margin` (cross), `isolated:SYMBOL`, `usdm`, `coinm`, `earn-flexible`, `earn-locked`;
   * Bybit: `unified`, `funding`; OKX: `trading`, `funding`, `earn`, `staking`; Bitget: `spot`, `funding`, `earn`, `margin`,
   * `isolated:SYMBOL`, `usdt-futures`, `usdc-futures`, `coin-futures`, or `unified`; Gate: `spot`, `earn`, `isolated:PAIR`,
   * `futures-usdt`, `futures-btc`, `delivery-usdt`, or `unified`; Lighter: `perp`, `spot`, `perp:2`, `spot:2`, `pool:NUMBER`,
   * `staked`; Aster, Paradex, Extended, dYdX and Backpack: as the README says.
   */
  wallet: string
  coin: string
  /** Wallet balance in coins without unrealised profit. */
  balance: string
  /** Coins locked in orders. */
  locked?: string
  /** Coins borrowed, already part of `balance` being lower (balance = held − borrowed). */
  borrowed?: string
  /** Accrued interest as the exchange tells it apart: on top of `borrowed` on Bybit, within it elsewhere. */
  interest?: string
  collateral?: boolean
  /** Fixed figures that override what the venue would compute (to reproduce a recorded answer to the last decimal). */
  fixed?: Record<string, string>
}

export interface LedgerPosition {
  wallet: string
  /** The exchange's own market id (`BTCUSDT`, `BTCUSD_PERP`, `BTC-USD-SWAP`) or an alias for a dated one (`BTC-USDT-QUARTER`). */
  market: string
  /** Signed contracts as the exchange counts them. */
  contracts: string
  entryPrice: string
  leverage: string
  marginMode: 'cross' | 'isolated'
  /** Hedge mode keeps both sides; `net` in one-way mode. */
  side: 'net' | 'long' | 'short'
  /** Isolated margin put up, in the settlement coin. */
  isolatedMargin?: string
  fixed?: Record<string, string>
}

/** An order that waits. */
export interface LedgerOrder {
  id: string
  /** As a position's. */
  market: string
  side: 'buy' | 'sell'
  /** Contracts as the exchange counts them; `0` closes the whole position. */
  contracts: string
  /** At which it trades; absent: at the market. */
  price?: string
  /** At which it begins; absent: it waits for no price. */
  trigger?: string
  /** What it is for where it waits for a price. */
  kind?: 'stop' | 'take_profit'
  reduceOnly: boolean
}

export interface Ledger {
  /** File name without ending; also how tests and the demo name it. */
  scenario: string
  /** What a person should see in it. */
  description: string
  venue: VenueId
  /** Unique per account. */
  uid: string
  label?: string
  /** Of a sub-account: the key of the account that it belongs to (Hyperliquid, Lighter: its address; OKX: its key). */
  master?: string
  key: LedgerKey
  positionMode: 'one_way' | 'hedge'
  /** The account's kind in the exchange's own words where it has several: Binance `portfolio-margin`, OKX `1` to `4` (acctLv), Bitget and Gate `unified`. */
  mode?: string
  tokens: LedgerToken[]
  positions: LedgerPosition[]
  /** Orders that wait; absent: none. */
  orders?: LedgerOrder[]
  /**
   * Prices that hold while prices are frozen: a market's id, key or alias (an id that spot and derivatives share means
   * both) → its mark, last and index price; `coin:USDT` → that coin's USD price on all venues.
   */
  prices?: Record<string, string>
}
