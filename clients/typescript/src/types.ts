// Made of the OpenAPI document by `npm run client`: not to be changed by hand.
export type Event = SnapshotEvent | AccountFailedEvent | AlertEvent
/**
 * What the figure is to all that is held. at_least: a wallet was not read, or a coin has no price. at_most: only debts are left out. uncertain: what is left out may be either, or the figure itself may be another.
 */
export type EquityBound = 'exact' | 'at_least' | 'at_most' | 'uncertain'
/**
 * An entry an account.
 */
export type Orders = AccountOrders[]
export type Accounts = Account[]
export type KeyActivity = {
  purpose: 'market' | 'read' | 'verify' | 'leverage' | 'flows' | 'watch'
  /**
   * Method, host and path.
   */
  question: string
  asked: number
  /**
   * Of those: answered with an error of the exchange.
   */
  refused: number
  /**
   * Of those: without an answer that makes sense.
   */
  unanswered: number
  last_at: string
  last_outcome: 'answered' | 'refused' | 'unanswered'
}[]
export type Exchanges = Exchange[]
export type Alerts = Alert[]
export type AlertRules = AlertRule[]
export type AlertChannels = AlertChannel[]
export type StreamData = EventOutput | StreamHello | StreamGap | StreamEnd
export type EventOutput = SnapshotEventOutput | AccountFailedEventOutput | AlertEventOutput
export type Webhooks = Webhook[]

export interface CreateAccount {
  name: string
  /**
   * Display name or ccxt id, in any case.
   */
  exchange: string
  api_key?: string | null
  api_secret?: string | null
  /**
   * Passphrase, where the exchange needs one.
   */
  password?: string | null
  /**
   * Alias of password.
   */
  passphrase?: string | null
  uid?: string | null
  wallet_address?: string | null
  private_key?: string | null
  /**
   * Hyperliquid vault or sub-account.
   */
  vault_address?: string | null
  credential_options?: {
    [k: string]: boolean
  } | null
  margin_mode?: ('CROSS' | 'ISOLATED' | 'CASH' | 'SPOT_ISOLATED') | null
  sandbox?: boolean | null
  /**
   * true: connect a key although it may withdraw, which Ballast never needs.
   */
  allow_withdraw?: boolean | null
  [k: string]: unknown
}
export interface UpdateAccount {
  id: string
  name?: string | null
  /**
   * Alias of name.
   */
  new_name?: string | null
  api_key?: string | null
  api_secret?: string | null
  /**
   * Passphrase, where the exchange needs one.
   */
  password?: string | null
  /**
   * Alias of password.
   */
  passphrase?: string | null
  uid?: string | null
  wallet_address?: string | null
  private_key?: string | null
  /**
   * Hyperliquid vault or sub-account.
   */
  vault_address?: string | null
  credential_options?: {
    [k: string]: boolean
  } | null
  margin_mode?: ('CROSS' | 'ISOLATED' | 'CASH' | 'SPOT_ISOLATED') | null
  /**
   * true: connect a key although it may withdraw, which Ballast never needs.
   */
  allow_withdraw?: boolean | null
  /**
   * false, with fresh credentials, restores an archived account.
   */
  archived?: boolean | null
  [k: string]: unknown
}
/**
 * Either of the two.
 */
export interface ArchiveAccount {
  name?: string | null
  id?: string | null
  [k: string]: unknown
}
export interface RefreshAccounts {
  /**
   * uuids or names; all active accounts if left out.
   */
  account_ids?: string[]
  [k: string]: unknown
}
export interface SetLeverage {
  /**
   * uuids; names are taken too.
   *
   * @minItems 1
   */
  account_ids: [string, ...string[]]
  pair: string
  leverage: number | string
  [k: string]: unknown
}
export interface WebhookBody {
  type: 'ballast.events'
  timestamp: string
  data: {
    /**
     * Since when events may be missing; null: none are.
     */
    gap: {
      since: string
      error: string
      [k: string]: unknown
    } | null
    events: Event[]
    [k: string]: unknown
  }
  [k: string]: unknown
}
/**
 * An account was read, and its figures are stored.
 */
export interface SnapshotEvent {
  /**
   * The same however often it is told: drop what you have had.
   */
  id: string
  /**
   * When it happened.
   */
  at: string
  type: 'snapshot'
  account: {
    id: string
    /**
     * The name that it has now.
     */
    name: string
    exchange: string
    [k: string]: unknown
  }
  snapshot_id: string
  /**
   * Of which moment the figures are. Ask `GET /api/sor/get_cached_account_balance` for them.
   */
  as_of: string
  [k: string]: unknown
}
/**
 * An account could not be read.
 */
export interface AccountFailedEvent {
  /**
   * The same however often it is told: drop what you have had.
   */
  id: string
  /**
   * When it happened.
   */
  at: string
  type: 'account_failed'
  account: {
    id: string
    /**
     * The name that it has now.
     */
    name: string
    exchange: string
    [k: string]: unknown
  }
  code:
    | 'bad_request'
    | 'unauthenticated'
    | 'forbidden'
    | 'not_found'
    | 'name_taken'
    | 'conflict'
    | 'payload_too_large'
    | 'unsupported_media_type'
    | 'method_not_allowed'
    | 'rate_limited'
    | 'unavailable'
    | 'internal'
    | 'exchange_credentials'
    | 'exchange_permission'
    | 'exchange_location'
    | 'exchange_ip'
    | 'exchange_rate_limit'
    | 'exchange_clock'
    | 'exchange_maintenance'
    | 'exchange_network'
    | 'exchange_timeout'
    | 'exchange_refused'
    | 'exchange_blocked'
    | 'exchange_unknown'
  /**
   * Why, and what to do.
   */
  error: string
  /**
   * Since when it cannot be read; its last figures stay, and grow old.
   */
  since: string
  next_try_at: string
  [k: string]: unknown
}
/**
 * An alert was raised, is well again, or still stands.
 */
export interface AlertEvent {
  /**
   * The same however often it is told: drop what you have had.
   */
  id: string
  /**
   * When it happened.
   */
  at: string
  type: 'alert'
  /**
   * Null: all accounts together.
   */
  account: {
    id: string
    /**
     * The name that it has now.
     */
    name: string
    exchange: string
    [k: string]: unknown
  } | null
  told: 'raised' | 'cleared' | 'reminder'
  /**
   * Where `cleared`: the level that is over.
   */
  level: 'warn' | 'urgent'
  kind:
    | 'margin'
    | 'liquidation'
    | 'equity_change'
    | 'equity_level'
    | 'drawdown'
    | 'exposure'
    | 'hedge'
    | 'funding'
    | 'no_stop'
    | 'unknown'
    | 'key'
    | 'unexplained'
    | 'worker'
  rule_id: string
  /**
   * What of the rule fires; the same as long as it does.
   */
  subject: string
  /**
   * The sentence that channels carry.
   */
  text: string
  since: string
  [k: string]: unknown
}
/**
 * The token that asks, and what it may do.
 */
export interface Me {
  user_id: string
  token: {
    id: string
    name: string
    /**
     * How the key begins.
     */
    prefix: string
    scopes: ('read' | 'manage' | 'trade')[]
    /**
     * From where it may be used; null: from anywhere.
     */
    addresses: string[] | null
    /**
     * The accounts that it is limited to; null: all.
     */
    account_ids: string[] | null
    created_at: string
    /**
     * Null: never.
     */
    expires_at: string | null
    last_used_at: string | null
  }
  /**
   * The clock here.
   */
  time: string
}
export interface Error {
  /**
   * One sentence for a person.
   */
  error: string
  /**
   * A word for a program.
   */
  code: string
  /**
   * Field of the request → why it was refused.
   */
  fields?: {
    [k: string]: string
  }
  /**
   * The exchange's own words.
   */
  exchange_error?: string
}
export interface Balances {
  [k: string]: LiveBalance
}
/**
 * All fields of a cached balance, or why the account could not be read.
 */
export interface LiveBalance {
  account_id: string
  exchange: string
  assets: Asset[]
  /**
   * Why this account could not be read; assets is then empty.
   */
  error?: string
  code?: string
  exchange_error?: string
  /**
   * When the exchange was asked.
   */
  as_of?: string
  age_seconds?: number
  /**
   * Older than three intervals, or the last try failed.
   */
  stale?: boolean
  /**
   * Total equity in USD, of what is known: see equity_bound.
   */
  equity?: string | null
  equity_bound?: EquityBound
  /**
   * Held, without a known value now, with the last known one; not in equity.
   */
  set_aside?: {
    wallet: string
    /**
     * Null: the whole wallet.
     */
    symbol: string | null
    usd: string
    /**
     * When that was known.
     */
    as_of: string
  }[]
  equities?: WalletEquity[]
  unpriced?: string[]
  not_included?: NotIncluded[]
}
export interface Asset {
  /**
   * Currency code, or the pair of a position.
   */
  symbol: string
  /**
   * Coins without unrealised profit; a short position or a net debt is negative.
   */
  size: string
  /**
   * USD, signed; null: no price is known.
   */
  notional: string | null
  market_type: string
  asset_type: 'token' | 'position'
  /**
   * In the token, or the settlement currency of a position.
   */
  unrealized_profit: string | null
  initial_margin: string | null
  maint_margin: string | null
  margin_balance: string | null
  leverage: string | null
  /**
   * Share of the absolute notional of one market_type in this account.
   */
  notional_pct_total: string | null
  /**
   * The wallet that holds or margins it.
   */
  wallet_type: string
  /**
   * Coins before what is borrowed.
   */
  amount: string
  /**
   * Coins owed; amount − borrowed = size.
   */
  borrowed: string
  available_balance: string | null
  /**
   * USD.
   */
  price: string | null
  price_route: string | null
  entry_price: string | null
  mark_price: string | null
  liquidation_price: string | null
  margin_mode: ('cross' | 'isolated') | null
  position_side: ('long' | 'short' | 'net') | null
}
/**
 * USD.
 */
export interface WalletEquity {
  wallet_type: string
  total_equity: string | null
  margin_balance: string | null
  initial_margin: string | null
  maint_margin: string | null
  available_margin: string | null
  /**
   * Maintenance margin ÷ margin balance; 1 is liquidation.
   */
  margin_ratio: string | null
  unrealized_profit: string | null
  /**
   * The exchange's own figure, if it sends one.
   */
  reported_equity: string | null
}
/**
 * A wallet that this key may not read; the rest of the account counts.
 */
export interface NotIncluded {
  wallet: string
  reason: string
  /**
   * It was never opened, so nothing is missing. Absent otherwise.
   */
  unopened?: true
}
export interface CachedBalances {
  balances: CachedBalance[]
  errors: CachedBalanceError[]
  /**
   * `after` of the next page, where `limit` was sent; null: these are the last.
   */
  next?: string | null
}
export interface CachedBalance {
  account_id: string
  account_name: string
  exchange: string
  /**
   * When the exchange was asked.
   */
  as_of: string
  age_seconds: number
  /**
   * Older than three intervals, or the last try failed.
   */
  stale: boolean
  /**
   * Total equity in USD, of what is known: see equity_bound.
   */
  equity: string | null
  equity_bound: EquityBound
  /**
   * Held, without a known value now, with the last known one; not in equity.
   */
  set_aside: {
    wallet: string
    /**
     * Null: the whole wallet.
     */
    symbol: string | null
    usd: string
    /**
     * When that was known.
     */
    as_of: string
  }[]
  equities: WalletEquity[]
  unpriced: string[]
  not_included: NotIncluded[]
  assets: Asset[]
}
/**
 * Why nothing is known of an account, or nothing newer.
 */
export interface CachedBalanceError {
  account_name: string
  account_id: string
  error: string
  code: string
  since: string | null
  next_try_at: string | null
}
/**
 * Open positions, the largest first. All pages are of the book that the first one saw.
 */
export interface Positions {
  positions: Position[]
  /**
   * Positions on all pages.
   */
  count: number
  /**
   * USD over all pages, signed, of what is known.
   */
  notional: string | null
  /**
   * USD over all pages: the same without signs.
   */
  gross: string | null
  notional_bound: EquityBound
  gross_bound: EquityBound
  /**
   * USD over all pages, of what is known.
   */
  unrealized_profit: string | null
  /**
   * Positions without a known value, which no sum holds.
   */
  unpriced: number
  /**
   * Accounts of which not all was read: how many, and the first of them.
   */
  left_out: {
    count: number
    account_names: string[]
  }
  errors: CachedBalanceError[]
  /**
   * Send it as `after` for the next page; null: these are the last.
   */
  next: string | null
}
export interface Position {
  account_id: string
  account_name: string
  exchange: string
  /**
   * When the exchange was asked.
   */
  as_of: string
  age_seconds: number
  stale: boolean
  /**
   * Currency code, or the pair of a position.
   */
  symbol: string
  /**
   * Coins without unrealised profit; a short position or a net debt is negative.
   */
  size: string
  /**
   * USD, signed; null: no price is known.
   */
  notional: string | null
  market_type: string
  asset_type: 'token' | 'position'
  /**
   * In the token, or the settlement currency of a position.
   */
  unrealized_profit: string | null
  initial_margin: string | null
  maint_margin: string | null
  margin_balance: string | null
  leverage: string | null
  /**
   * Share of the absolute notional of one market_type in this account.
   */
  notional_pct_total: string | null
  /**
   * The wallet that holds or margins it.
   */
  wallet_type: string
  /**
   * Coins before what is borrowed.
   */
  amount: string
  /**
   * Coins owed; amount − borrowed = size.
   */
  borrowed: string
  available_balance: string | null
  /**
   * USD.
   */
  price: string | null
  price_route: string | null
  entry_price: string | null
  mark_price: string | null
  liquidation_price: string | null
  margin_mode: ('cross' | 'isolated') | null
  position_side: ('long' | 'short' | 'net') | null
}
/**
 * Exposure to each coin in USD, the largest gross first; stablecoins and currencies are none.
 */
export interface Exposure {
  /**
   * The oldest reading that it rests on; null: there is none.
   */
  as_of: string | null
  stale: boolean
  /**
   * USD; null: nothing is known.
   */
  gross: string | null
  net: string | null
  gross_bound: EquityBound
  net_bound: EquityBound
  coins: CoinExposure[]
  left_out: {
    count: number
    accounts: {
      account_id: string
      account_name: string
      reasons: string[]
    }[]
  }
  errors: CachedBalanceError[]
  /**
   * `after` of the next page, where `limit` was sent; null: these are the last.
   */
  next?: string | null
}
export interface CoinExposure {
  coin: string
  /**
   * USD held as coins, signed.
   */
  spot: string
  /**
   * USD of positions, signed.
   */
  positions: string
  long: string
  /**
   * Negative.
   */
  short: string
  net: string
  gross: string
  /**
   * USD that stand against as many on the other side.
   */
  hedged: string
  /**
   * |net| ÷ gross: 0 is a perfect hedge, 1 is none. Null: not all of the coin is known.
   */
  drift: string | null
  /**
   * Something is held of the coin that has no known value, and is in none of these.
   */
  partial: boolean
}
export interface Tags {
  tags: Tag[]
  /**
   * What belongs to no tag of a kind. With the tags it is all there is, but for what is shared.
   */
  untagged: {
    kind: 'strategy' | 'fund' | 'person'
    equity: string | null
    equity_bound: EquityBound
  }[]
  /**
   * USD of all accounts.
   */
  equity: string | null
  equity_bound: EquityBound
}
export interface Tag {
  id: string
  name: string
  kind: 'strategy' | 'fund' | 'person'
  /**
   * It takes whole accounts alone: returns and history are known of it.
   */
  of_whole_accounts: boolean
  /**
   * What belongs to it: all that fits each field that is not null.
   */
  rules: {
    account_id: string | null
    coin: string | null
    /**
     * `held`: coins in whatever wallet.
     */
    market: ('held' | 'perp' | 'future' | 'option' | 'margin') | null
  }[]
  /**
   * USD that what belongs to it contributes to equity: whole accounts theirs, positions their profit and isolated margin, coins what they are worth without that. Null: nothing is known, or nothing belongs to it.
   */
  equity: string | null
  equity_bound: EquityBound
  /**
   * Assets and accounts of it that contribute nobody knows what.
   */
  unknown: number
  gross: string | null
  net: string | null
  gross_bound: EquityBound
  net_bound: EquityBound
  /**
   * USD, of its positions.
   */
  unrealized_profit: string | null
  /**
   * Accounts of which it has anything.
   */
  accounts: number
  positions: number
  /**
   * The oldest reading that it rests on; null: there is none.
   */
  as_of: string | null
  stale: boolean
  /**
   * Other tags of its kind that some of the same belongs to: it counts in both.
   */
  shared_with: {
    tag_id: string
    equity: string | null
  }[]
}
export interface AccountOrders {
  account_id: string
  account_name: string
  exchange: string
  /**
   * When the exchange told them; null: it never did.
   */
  as_of: string | null
  age_seconds: number | null
  /**
   * False: nothing is known of its orders, and an empty list is not none.
   */
  told: boolean
  /**
   * Why the last try told nothing; null where `told` is false: this exchange’s orders are not read.
   */
  problem: string | null
  orders: OpenOrder[]
}
export interface OpenOrder {
  /**
   * The exchange’s own.
   */
  id: string
  /**
   * As positions are named.
   */
  pair: string
  side: 'buy' | 'sell'
  /**
   * The exchange’s own word for its kind.
   */
  word: string | null
  /**
   * In the quote currency at which it trades; null: at the market.
   */
  price: string | null
  /**
   * In the quote currency at which it begins; null: it waits for no price.
   */
  trigger: string | null
  /**
   * Base coins that are left of it; null: not told, or the whole position.
   */
  size: string | null
  /**
   * It closes all that is open of its side then.
   */
  whole_position: boolean
  /**
   * It only closes; null: not told.
   */
  reduce_only: boolean | null
  position_side: ('long' | 'short') | null
  placed_at: string | null
}
export interface Account {
  id: string
  name: string
  /**
   * Display name.
   */
  exchange: string
  margin_mode: 'CROSS' | 'ISOLATED' | 'CASH' | 'SPOT_ISOLATED'
  position_mode: ('one_way' | 'hedge' | 'pair_level') | null
  archived: boolean
  /**
   * The key worked when it was last used.
   */
  valid: boolean
  /**
   * Masked: the first 5 characters and ********.
   */
  api_key: string
  permissions: ('read' | 'trade' | 'withdraw' | 'transfer')[] | null
  /**
   * Which markets are enabled: {"default": true} is all of them.
   */
  credential_options: {
    [k: string]: boolean
  }
  sandbox: boolean
  created_at: string
  updated_at: string
  last_refreshed_at: string | null
  last_error: {
    code: string
    message: string
    since: string
    next_try_at: string | null
  } | null
}
export interface RefreshResults {
  results: {
    account_id: string
    account_name: string
    as_of: string
    duration_ms: number
  }[]
  errors: {
    account_id: string
    account_name: string
    error: string
    code: string
    exchange_error?: string
  }[]
}
export interface LeverageResults {
  results: {
    account_id: string
    account_name: string
    pair: string
    leverage: string
    previous_leverage: string | null
  }[]
  errors: {
    account_id: string | null
    account_name: string
    error: string
    code: string
    exchange_error?: string
  }[]
}
export interface LeverageFailure {
  error: string
  code: string
  results: {
    [k: string]: unknown
  }[]
  errors: {
    account_id: string | null
    account_name: string
    error: string
    code: string
    exchange_error?: string
  }[]
}
/**
 * Equity in USD. A point of nulls is where a gap begins: nothing was read, not a zero.
 */
export interface EquityHistory {
  start_time: string
  end_time: string
  resolution_seconds: number
  series: {
    account_id: string
    account_name: string
    points: {
      /**
       * Start of the stretch.
       */
      time: string
      open: string | null
      high: string | null
      low: string | null
      close: string | null
      gross_exposure: string | null
      net_exposure: string | null
      equity_bound: EquityBound
      /**
       * USD: what was held at the close without a known value, at its last known one; not in close. Compare close + set_aside.
       */
      set_aside: string | null
    }[]
  }[]
}
/**
 * What a change of equity is made of, USD.
 */
export interface Explanation {
  start_time: string
  end_time: string
  width_seconds: number
  change: string | null
  /**
   * They add up to the change. Null: what was held is not known.
   */
  parts: {
    flows: string
    prices: string
    unrealized: string
    realized: string
    funding: string
    interest: string
    fees: string
    rewards: string
    unexplained: string
  } | null
  accounts: {
    account_id: string
    account_name: string
    change: string
    parts: {
      flows: string
      prices: string
      unrealized: string
      realized: string
      funding: string
      interest: string
      fees: string
      rewards: string
      unexplained: string
    } | null
  }[]
  coins: {
    coin: string
    change: string
    unexplained_size: string
    parts: {
      flows: string
      prices: string
      unrealized: string
      realized: string
      funding: string
      interest: string
      fees: string
      rewards: string
      unexplained: string
    }
  }[]
  left_out: string[]
}
/**
 * Returns over whole days (UTC) without what came and went, USD.
 */
export interface Performance {
  start_time: string
  end_time: string
  flows_known_until: string | null
  start: string | null
  end: string | null
  flows: string | null
  /**
   * end − start − flows, USD. Null: not everything that came and went is known.
   */
  gain: string | null
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  twr: string | null
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  twr_yearly: string | null
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  xirr: string | null
  notes: ('no_equity' | 'no_base' | 'no_points' | 'gap')[]
  /**
   * Coins that had no price: what came and went of them is left out.
   */
  left_out: string[]
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  volatility: string | null
  sharpe: string | null
  sortino: string | null
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  drawdown: string | null
  drawdown_days: number | null
  days: {
    day: string
    opened: string
    closed: string
    flows: string | null
    gain: string | null
    /**
     * Share: 0.01 is one per cent. Null: not known.
     */
    rate: string | null
  }[]
  groups: {
    key: string
    label: string
    start: string | null
    end: string | null
    flows: string | null
    /**
     * end − start − flows, USD. Null: not everything that came and went is known.
     */
    gain: string | null
    /**
     * Share: 0.01 is one per cent. Null: not known.
     */
    twr: string | null
    /**
     * Share: 0.01 is one per cent. Null: not known.
     */
    twr_yearly: string | null
    /**
     * Share: 0.01 is one per cent. Null: not known.
     */
    xirr: string | null
    notes: ('no_equity' | 'no_base' | 'no_points' | 'gap')[]
    /**
     * Coins that had no price: what came and went of them is left out.
     */
    left_out: string[]
  }[]
}
/**
 * Entries of the ledgers of exchanges, newest first.
 */
export interface Flows {
  flows: {
    id: string
    account_id: string
    account_name: string
    exchange: string
    time: string
    coin: string
    /**
     * Signed, in coins: what left is negative.
     */
    amount: string
    kind:
      | 'deposit'
      | 'withdrawal'
      | 'transfer'
      | 'trade'
      | 'funding'
      | 'interest'
      | 'fee'
      | 'rebate'
      | 'reward'
      | 'realized'
      | 'liquidation'
      | 'other'
    exchange_word: string
    /**
     * Pending and failed entries count in no figure.
     */
    state: 'pending' | 'done' | 'failed'
    wallet: string | null
    pair: string | null
    fee: {
      coin: string
      amount: string
    } | null
    chain: string | null
    /**
     * First and last four characters.
     */
    address: string | null
    tx_hash: string | null
    /**
     * USD at its time; null: the coin had no price.
     */
    value: string | null
    price: string | null
    price_source: ('snapshot' | 'candle' | 'fixed') | null
    /**
     * Markets whose candles gave the price, or why there is none; null: candles were not asked.
     */
    price_route: string | null
    price_age_seconds: number | null
    by_hand: boolean
    note: string | null
    /**
     * Id of the other leg of a transfer between own accounts.
     */
    paired_with: string | null
    /**
     * Came from or went to outside of all accounts here: taken out of returns.
     */
    external: boolean
  }[]
  /**
   * Send it as `after` for the next page; null: these are the last.
   */
  next: string | null
}
/**
 * Funding of perpetuals, received less paid, USD.
 */
export interface Funding {
  start_time: string
  end_time: string
  total: string | null
  received: string | null
  paid: string | null
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  share_of_equity: string | null
  /**
   * Share: 0.01 is one per cent. Null: not known.
   */
  yearly: string | null
  pairs: {
    account_name: string
    exchange: string
    pair: string
    coin: string
    amount: string
    value: string | null
    entries: number
  }[]
  days: {
    day: string
    value: string
    cumulative: string
  }[]
  left_out: string[]
}
/**
 * Carry of hedges: what both sides of each brought in.
 */
export interface Hedges {
  start_time: string
  end_time: string
  /**
   * Between the points that holdings are taken from.
   */
  width_seconds: number
  hedges: {
    coin: string
    /**
     * USD that were hedged on average while they were: of the smaller side.
     */
    hedged: string
    /**
     * How long they were.
     */
    hedged_seconds: number
    /**
     * USD that the hedged part of both sides brought in. Null: not all of it is known.
     */
    carry: string | null
    /**
     * carry ÷ hedged.
     */
    rate: string | null
    /**
     * At the same pace for a year. Null for a hedge of less than a day.
     */
    yearly: string | null
    legs: {
      account_id: string
      account_name: string
      exchange: string
      /**
       * The pair of a position, the code of coins that are held or owed.
       */
      symbol: string
      asset_type: 'position' | 'token'
      side: 'long' | 'short'
      /**
       * USD on average, without its sign.
       */
      average: string
      /**
       * USD of funding, interest and rewards, fees not in it. Null: not all of it is known.
       */
      income: string | null
    }[]
  }[]
  left_out: string[]
}
/**
 * What tags earned.
 */
export interface TagGains {
  start_time: string
  end_time: string
  tags: TagGain[]
}
export interface TagGain {
  id: string
  name: string
  kind: 'strategy' | 'fund' | 'person'
  /**
   * USD that what belongs to it earned: of positions the change of unrealised profit, and the entries that name them; of coins prices, interest, rewards and fees. Null: not known, as `reasons` say, or it had nothing.
   */
  gain: string | null
  /**
   * They add up to `gain`. `unexplained` is of whole accounts alone.
   */
  parts: {
    flows: string
    prices: string
    unrealized: string
    realized: string
    funding: string
    interest: string
    fees: string
    rewards: string
    unexplained: string
  } | null
  /**
   * gain ÷ at_work: what it contributed to the return of the accounts that it lies in, a share (0.01 is one per cent). Not a return on money of its own. Null: not known.
   */
  contribution: string | null
  /**
   * USD: equity of those accounts at the start, and what came and went since by the share of the time behind it.
   */
  at_work: string | null
  /**
   * USD of those accounts’ change that no entry and no profit tells: so much more or less may be its. Null with `gain`.
   */
  untold: string | null
  /**
   * Accounts of which it had anything in that time.
   */
  accounts: number
  read_from: string | null
  /**
   * The readings between which it is; null: there are none.
   */
  read_to: string | null
  /**
   * Why something is null, the first eight.
   */
  reasons: {
    account_id: string
    account_name: string
    reason: string
  }[]
}
export interface Exchange {
  id: string
  name: string
  credential_fields: {
    field: string
    label: string
    required: boolean
    secret: boolean
    help: string | null
  }[]
  /**
   * Where the key is made.
   */
  key_page: string
  key_url: string | null
  permissions_wanted: string[]
  wallets: string[]
  /**
   * No adapter of its own: spot balances, and positions where the library can.
   */
  generic: boolean
  sandbox: boolean
  can_set_leverage: boolean
}
export interface Alert {
  rule_id: string
  /**
   * What of the rule fires; the same as long as it does.
   */
  subject: string
  /**
   * Null: all accounts together.
   */
  account_id: string | null
  level: 'warn' | 'urgent'
  text: string
  since: string
  /**
   * False: its figure is not known now, and the text is of when it was.
   */
  known: boolean
  /**
   * Of which moment the text is.
   */
  seen_at: string
  snoozed_until: string | null
  muted: boolean
}
export interface AlertRule {
  id: string
  rule:
    | {
        kind: 'margin'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
      }
    | {
        kind: 'liquidation'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        symbol: string | null
      }
    | {
        kind: 'equity_change'
        warn: string | null
        urgent: string | null
        as: 'share' | 'usd'
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        direction: 'falls' | 'rises'
        withinMinutes: number
      }
    | {
        kind: 'equity_level'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        passes: 'above' | 'below'
      }
    | {
        kind: 'drawdown'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        withinDays: number
      }
    | {
        kind: 'exposure'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        figure: 'gross' | 'net' | 'leverage'
        coin: string | null
      }
    | {
        kind: 'hedge'
        warn: string | null
        urgent: string | null
        coin: string | null
      }
    | {
        kind: 'funding'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        symbol: string | null
      }
    | {
        kind: 'no_stop'
        accounts: [string, ...string[]] | null
        tag?: string
      }
    | {
        kind: 'unknown'
        minutes: number
        wallets: boolean
        unpriced: boolean
        accounts: [string, ...string[]] | null
        tag?: string
      }
    | {
        kind: 'key'
        days: number
        accounts: [string, ...string[]] | null
        tag?: string
      }
    | {
        kind: 'unexplained'
        accounts: [string, ...string[]] | null
        tag?: string
      }
    | {
        kind: 'worker'
        minutes: number
      }
  /**
   * The rule in words.
   */
  text: string
  enabled: boolean
  /**
   * How much of it fires now.
   */
  firing: number
  updated_at: string
}
export interface AlertHistory {
  messages: {
    id: string
    at: string
    text: string
    level: 'ok' | 'warn' | 'urgent'
    /**
     * Name of the channel; empty where it was removed.
     */
    channel: string
    state: 'waiting' | 'sent' | 'failed' | 'dropped'
    attempts: number
    sent_at: string | null
    /**
     * What the other side said last.
     */
    answer: string | null
  }[]
  /**
   * Ask on with `before`; null: that was all.
   */
  next: string | null
}
export interface AlertChannel {
  id: string
  kind: string
  name: string
  /**
   * What its owner knows it by; never a secret.
   */
  shown: string
  enabled: boolean
  /**
   * The least that it is told.
   */
  least: 'warn' | 'urgent'
  /**
   * When a test arrived; null: it is not used yet.
   */
  proven_at: string | null
  failing_since: string | null
  failure: string | null
}
/**
 * An account was read, and its figures are stored.
 */
export interface SnapshotEventOutput {
  /**
   * The same however often it is told: drop what you have had.
   */
  id: string
  /**
   * When it happened.
   */
  at: string
  type: 'snapshot'
  account: {
    id: string
    /**
     * The name that it has now.
     */
    name: string
    exchange: string
  }
  snapshot_id: string
  /**
   * Of which moment the figures are. Ask `GET /api/sor/get_cached_account_balance` for them.
   */
  as_of: string
}
/**
 * An account could not be read.
 */
export interface AccountFailedEventOutput {
  /**
   * The same however often it is told: drop what you have had.
   */
  id: string
  /**
   * When it happened.
   */
  at: string
  type: 'account_failed'
  account: {
    id: string
    /**
     * The name that it has now.
     */
    name: string
    exchange: string
  }
  code:
    | 'bad_request'
    | 'unauthenticated'
    | 'forbidden'
    | 'not_found'
    | 'name_taken'
    | 'conflict'
    | 'payload_too_large'
    | 'unsupported_media_type'
    | 'method_not_allowed'
    | 'rate_limited'
    | 'unavailable'
    | 'internal'
    | 'exchange_credentials'
    | 'exchange_permission'
    | 'exchange_location'
    | 'exchange_ip'
    | 'exchange_rate_limit'
    | 'exchange_clock'
    | 'exchange_maintenance'
    | 'exchange_network'
    | 'exchange_timeout'
    | 'exchange_refused'
    | 'exchange_blocked'
    | 'exchange_unknown'
  /**
   * Why, and what to do.
   */
  error: string
  /**
   * Since when it cannot be read; its last figures stay, and grow old.
   */
  since: string
  next_try_at: string
}
/**
 * An alert was raised, is well again, or still stands.
 */
export interface AlertEventOutput {
  /**
   * The same however often it is told: drop what you have had.
   */
  id: string
  /**
   * When it happened.
   */
  at: string
  type: 'alert'
  /**
   * Null: all accounts together.
   */
  account: {
    id: string
    /**
     * The name that it has now.
     */
    name: string
    exchange: string
  } | null
  told: 'raised' | 'cleared' | 'reminder'
  /**
   * Where `cleared`: the level that is over.
   */
  level: 'warn' | 'urgent'
  kind:
    | 'margin'
    | 'liquidation'
    | 'equity_change'
    | 'equity_level'
    | 'drawdown'
    | 'exposure'
    | 'hedge'
    | 'funding'
    | 'no_stop'
    | 'unknown'
    | 'key'
    | 'unexplained'
    | 'worker'
  rule_id: string
  /**
   * What of the rule fires; the same as long as it does.
   */
  subject: string
  /**
   * The sentence that channels carry.
   */
  text: string
  since: string
}
export interface StreamHello {
  /**
   * Whether it goes on behind `Last-Event-ID` without a hole.
   */
  resumed: boolean
  at: string
}
export interface StreamGap {
  /**
   * Up to where it is known what was heard; null: not known.
   */
  since: string | null
  /**
   * Why.
   */
  error: string
}
export interface StreamEnd {
  code: string
  error: string
}
export interface Webhook {
  id: string
  /**
   * Of its address, which is not shown again.
   */
  host: string
  events: ('snapshot' | 'account_failed' | 'alert')[]
  /**
   * False: nothing is sent, for you said so or nothing got through for half a day.
   */
  enabled: boolean
  failing_since: string | null
  /**
   * What the other side said last.
   */
  failure: string | null
  next_try_at: string | null
  created_at: string
}
export interface NewWebhook {
  id: string
  /**
   * Of its address, which is not shown again.
   */
  host: string
  events: ('snapshot' | 'account_failed' | 'alert')[]
  /**
   * False: nothing is sent, for you said so or nothing got through for half a day.
   */
  enabled: boolean
  failing_since: string | null
  /**
   * What the other side said last.
   */
  failure: string | null
  next_try_at: string | null
  created_at: string
  /**
   * Checks signatures; shown this once.
   */
  secret: string
}
export interface WebhookMessages {
  messages: {
    id: string
    /**
     * `webhook-id` of the message.
     */
    message_id: string
    /**
     * When it was first tried.
     */
    at: string
    /**
     * How many events it holds.
     */
    events: number
    attempts: number
    state: 'waiting' | 'sent' | 'failed'
    last_try_at: string
    duration_ms: number
    /**
     * What the other side said last.
     */
    answer: string
  }[]
  /**
   * Ask on with `before`; null: that was all.
   */
  next: string | null
}
export interface GetBalancesQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names or ids of exchanges, in any case. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: what belongs to any of them. Figures of an account stay those of all that it holds. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
}
export interface GetCachedAccountBalanceQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * What was known at this moment instead of now: ISO 8601 or Unix seconds. Whole readings are kept for two days unless the operator chose otherwise; of an account whose reading is gone `errors` says so.
   */
  as_of?: string
  /**
   * `next` of the page before.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface GetPositionsQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names or ids of exchanges, in any case. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: what belongs to any of them. Figures of an account stay those of all that it holds. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * What was known at this moment instead of now: ISO 8601 or Unix seconds. Whole readings are kept for two days unless the operator chose otherwise; of an account whose reading is gone `errors` says so.
   */
  as_of?: string
  /**
   * `next` of the page before, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; 100 if left out.
   */
  limit?: number
}
export interface GetExposureQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names or ids of exchanges, in any case. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: what belongs to any of them. Figures of an account stay those of all that it holds. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * What was known at this moment instead of now: ISO 8601 or Unix seconds. Whole readings are kept for two days unless the operator chose otherwise; of an account whose reading is gone `errors` says so.
   */
  as_of?: string
  /**
   * `next` of the page before, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface GetOrdersQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names or ids of exchanges, in any case. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: what belongs to any of them. Figures of an account stay those of all that it holds. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
}
export interface GetAccountsQuery {
  /**
   * Archived accounts too.
   */
  include_archived?: boolean
  /**
   * `next` of the page before.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface GetKeyActivityQuery {
  /**
   * Of the account.
   */
  id: string
  /**
   * `after` of the link to the next page, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface GetEquityHistoryQuery {
  /**
   * Names of accounts; all active ones if left out. Each is a series of its own. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; 24 hours before the end if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
  /**
   * Width of a point: 1m, 5m, 15m, 1h, 4h, 1d, 1w or that in seconds; follows from the range if left out.
   */
  resolution?: string
}
export interface GetExplanationQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names of exchanges; all if left out. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; 30 days before the end if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
  /**
   * One coin alone.
   */
  coin?: string
}
export interface GetPerformanceQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names of exchanges; all if left out. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; 30 days before the end if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
  /**
   * Figures of each account or exchange, too.
   */
  group_by?: 'account' | 'exchange'
}
export interface GetFlowsQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names of exchanges; all if left out. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; from the beginning if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
  /**
   * Kinds of entries; all if left out. One or more of deposit, withdrawal, transfer, trade, funding, interest, fee, rebate, reward, realized, liquidation, other. Comma-separated, repeated or a JSON array.
   */
  kinds?: string[]
  /**
   * Currency codes; all if left out. Comma-separated, repeated or a JSON array.
   */
  coins?: string[]
  /**
   * `next` of the page before.
   */
  after?: string
  /**
   * So many at a time, at most 1000; 100 if left out.
   */
  limit?: number
}
export interface GetFundingQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names of exchanges; all if left out. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; 30 days before the end if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
}
export interface GetHedgesQuery {
  /**
   * Names of accounts; all active ones if left out. Comma-separated, repeated or a JSON array.
   */
  account_names?: string[]
  /**
   * Names of exchanges; all if left out. Comma-separated, repeated or a JSON array.
   */
  exchange_names?: string[]
  /**
   * Names or ids of tags: the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; 30 days before the end if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
}
export interface GetTagGainsQuery {
  /**
   * Names or ids of tags; all if left out. Comma-separated, repeated or a JSON array.
   */
  tag?: string[]
  /**
   * ISO 8601 or Unix seconds; 30 days before the end if left out.
   */
  start_time?: string
  /**
   * ISO 8601 or Unix seconds; now if left out.
   */
  end_time?: string
}
export interface GetExchangesQuery {
  /**
   * `after` of the link to the next page, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface GetAlertsQuery {
  /**
   * `after` of the link to the next page, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface GetAlertRulesQuery {
  /**
   * `after` of the link to the next page, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface AddAlertRuleBody {
  rule:
    | {
        kind: 'margin'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'liquidation'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        symbol: string | null
        [k: string]: unknown
      }
    | {
        kind: 'equity_change'
        warn: string | null
        urgent: string | null
        as?: 'share' | 'usd'
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        direction: 'falls' | 'rises'
        withinMinutes: number
        [k: string]: unknown
      }
    | {
        kind: 'equity_level'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        passes: 'above' | 'below'
        [k: string]: unknown
      }
    | {
        kind: 'drawdown'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        withinDays: number
        [k: string]: unknown
      }
    | {
        kind: 'exposure'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        figure: 'gross' | 'net' | 'leverage'
        coin: string | null
        [k: string]: unknown
      }
    | {
        kind: 'hedge'
        warn: string | null
        urgent: string | null
        coin: string | null
        [k: string]: unknown
      }
    | {
        kind: 'funding'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        symbol?: string | null
        [k: string]: unknown
      }
    | {
        kind: 'no_stop'
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'unknown'
        minutes: number
        wallets: boolean
        unpriced: boolean
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'key'
        days: number
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'unexplained'
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'worker'
        minutes: number
        [k: string]: unknown
      }
  [k: string]: unknown
}
export interface ChangeAlertRuleBody {
  id: string
  rule?:
    | {
        kind: 'margin'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'liquidation'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        symbol: string | null
        [k: string]: unknown
      }
    | {
        kind: 'equity_change'
        warn: string | null
        urgent: string | null
        as?: 'share' | 'usd'
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        direction: 'falls' | 'rises'
        withinMinutes: number
        [k: string]: unknown
      }
    | {
        kind: 'equity_level'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        passes: 'above' | 'below'
        [k: string]: unknown
      }
    | {
        kind: 'drawdown'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        withinDays: number
        [k: string]: unknown
      }
    | {
        kind: 'exposure'
        warn: string | null
        urgent: string | null
        of: 'account' | 'total'
        accounts: [string, ...string[]] | null
        tag?: string
        figure: 'gross' | 'net' | 'leverage'
        coin: string | null
        [k: string]: unknown
      }
    | {
        kind: 'hedge'
        warn: string | null
        urgent: string | null
        coin: string | null
        [k: string]: unknown
      }
    | {
        kind: 'funding'
        warn: string | null
        urgent: string | null
        accounts: [string, ...string[]] | null
        tag?: string
        symbol?: string | null
        [k: string]: unknown
      }
    | {
        kind: 'no_stop'
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'unknown'
        minutes: number
        wallets: boolean
        unpriced: boolean
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'key'
        days: number
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'unexplained'
        accounts: [string, ...string[]] | null
        tag?: string
        [k: string]: unknown
      }
    | {
        kind: 'worker'
        minutes: number
        [k: string]: unknown
      }
  enabled?: boolean
  [k: string]: unknown
}
export interface DeleteAlertRuleAnswer {
  deleted: string
}
export interface DeleteAlertRuleBody {
  id: string
  [k: string]: unknown
}
export interface GetAlertHistoryQuery {
  before?: string | null
}
export interface GetAlertChannelsQuery {
  /**
   * `after` of the link to the next page, with the same other parameters.
   */
  after?: string
  /**
   * So many at a time, at most 1000; all if left out.
   */
  limit?: number
}
export interface TestAlertChannelBody {
  id: string
  [k: string]: unknown
}
export interface AddWebhookBody {
  /**
   * Where messages are sent.
   */
  url: string
  /**
   * What it is told.
   *
   * @minItems 1
   */
  events?: ['snapshot' | 'account_failed' | 'alert', ...('snapshot' | 'account_failed' | 'alert')[]]
  [k: string]: unknown
}
export interface ChangeWebhookBody {
  id: string
  enabled?: boolean
  /**
   * @minItems 1
   */
  events?: ['snapshot' | 'account_failed' | 'alert', ...('snapshot' | 'account_failed' | 'alert')[]]
  [k: string]: unknown
}
export interface DeleteWebhookAnswer {
  deleted: string
}
export interface DeleteWebhookBody {
  id: string
  [k: string]: unknown
}
export interface RotateWebhookSecretBody {
  id: string
  [k: string]: unknown
}
export interface TestWebhookBody {
  id: string
  [k: string]: unknown
}
export interface GetWebhookMessagesQuery {
  id: string
  before?: string
}
