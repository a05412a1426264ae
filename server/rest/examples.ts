import { SAMPLE_BYBIT_ETH, SAMPLE_BYBIT_USDT } from '../contract-sample'

/** Values for the examples of the OpenAPI document, which are the tests' inputs too. The balances are the contract's own sample. */

export const EXAMPLE_ACCOUNT = {
  id: '5f0c0f6e-7a0e-4c57-9d0a-0b8d5a0f6c11',
  name: 'AccountABC',
  exchange: 'Bybit',
  margin_mode: 'CROSS',
  position_mode: 'one_way',
  archived: false,
  valid: true,
  api_key: 'abcde********',
  permissions: ['read', 'trade'],
  credential_options: { default: true },
  sandbox: false,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  last_refreshed_at: '2026-01-01T00:01:00.000Z',
  last_error: null,
}

/** What live and cached balances say besides of each asset. */
const TOKEN = {
  wallet_type: 'unified',
  amount: 275.56989474,
  borrowed: 0,
  available_balance: null,
  price: 1,
  price_route: 'USDT-USD',
  entry_price: null,
  mark_price: null,
  liquidation_price: null,
  margin_mode: null,
  position_side: null,
}
const POSITION = {
  ...TOKEN,
  amount: 1.69,
  entry_price: 1791.03609467,
  mark_price: 1805.63810651,
  liquidation_price: 1640.2,
  margin_mode: 'cross',
  position_side: 'long',
}

const WHOLE = {
  as_of: '2026-01-01T00:01:00.000Z',
  age_seconds: 12,
  stale: false,
  equity: 298.906095,
  equity_bound: 'exact',
  set_aside: [],
  equities: [
    {
      wallet_type: 'unified',
      total_equity: 298.906095,
      margin_balance: 298.906095,
      initial_margin: 308.47711,
      maint_margin: 17.081216,
      available_margin: null,
      margin_ratio: 0.057146,
      unrealized_profit: 23.3362,
      reported_equity: 298.91,
    },
  ],
  unpriced: [],
  not_included: [],
}

export const EXAMPLE_BALANCES = {
  AccountABC: {
    account_id: EXAMPLE_ACCOUNT.id,
    exchange: 'Bybit',
    ...WHOLE,
    assets: [
      { ...SAMPLE_BYBIT_ETH, ...POSITION },
      { ...SAMPLE_BYBIT_USDT, ...TOKEN },
    ],
  },
  Account123: {
    account_id: '0c2f7a51-3a0e-4b7e-8f5d-9b1f6f2f8d22',
    exchange: 'Binance',
    assets: [],
    error: 'Binance does not answer.',
    code: 'exchange_timeout',
  },
}

export const EXAMPLE_CACHED = {
  balances: [
    {
      account_id: EXAMPLE_ACCOUNT.id,
      account_name: 'AccountABC',
      exchange: 'Bybit',
      ...WHOLE,
      assets: [{ ...SAMPLE_BYBIT_USDT, ...TOKEN }],
    },
  ],
  errors: [],
}

export const EXAMPLE_POSITIONS = {
  positions: [
    {
      account_id: EXAMPLE_ACCOUNT.id,
      account_name: 'AccountABC',
      exchange: 'Bybit',
      as_of: WHOLE.as_of,
      age_seconds: 12,
      stale: false,
      ...SAMPLE_BYBIT_ETH,
      ...POSITION,
    },
  ],
  count: 1,
  notional: 3051.5284,
  gross: 3051.5284,
  notional_bound: 'exact',
  gross_bound: 'exact',
  unrealized_profit: 24.6772,
  unpriced: 0,
  left_out: { count: 0, account_names: [] },
  errors: [],
  next: null,
}

export const EXAMPLE_EXPOSURE = {
  as_of: WHOLE.as_of,
  stale: false,
  gross: 5051.5284,
  net: 1051.5284,
  gross_bound: 'exact',
  net_bound: 'exact',
  coins: [
    {
      coin: 'ETH',
      spot: -1000,
      positions: 2051.5284,
      long: 3051.5284,
      short: -2000,
      net: 1051.5284,
      gross: 5051.5284,
      hedged: 2000,
      drift: 0.20816,
      partial: false,
    },
  ],
  left_out: { count: 0, accounts: [] },
  errors: [],
}

export const EXAMPLE_ME = {
  user_id: '3f1c2b7a-54b1-4b8f-9a77-0d6d3f2a9c10',
  token: {
    id: '9b7d2f10-8c1e-4a55-b6f0-2f5f1d0c7e31',
    name: 'Report',
    prefix: 'bal_3kF9',
    scopes: ['read'],
    addresses: null,
    account_ids: null,
    created_at: '2026-01-01T00:00:00.000Z',
    expires_at: '2026-04-01T00:00:00.000Z',
    last_used_at: '2026-01-01T00:00:30.000Z',
  },
  time: '2026-01-01T00:01:00.000Z',
}

export const EXAMPLE_ACTIVITY = [
  {
    purpose: 'read',
    question: 'GET api.bybit.com/v5/account/wallet-balance',
    asked: 1440,
    refused: 0,
    unanswered: 2,
    last_at: '2026-01-01T00:01:00.000Z',
    last_outcome: 'answered',
  },
]

export const EXAMPLE_REFRESH = {
  results: [
    {
      account_id: EXAMPLE_ACCOUNT.id,
      account_name: EXAMPLE_ACCOUNT.name,
      as_of: '2026-01-01T00:01:00.000Z',
      duration_ms: 412,
    },
  ],
  errors: [],
}

export const EXAMPLE_LEVERAGE = {
  results: [
    {
      account_id: EXAMPLE_ACCOUNT.id,
      account_name: EXAMPLE_ACCOUNT.name,
      pair: 'ETH:PERP-USDT',
      leverage: 10,
      previous_leverage: 5,
    },
  ],
  errors: [],
}

export const EXAMPLE_HISTORY = {
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-01T02:00:00.000Z',
  resolution_seconds: 3600,
  series: [
    {
      account_id: EXAMPLE_ACCOUNT.id,
      account_name: EXAMPLE_ACCOUNT.name,
      points: [
        {
          time: '2026-01-01T00:00:00.000Z',
          open: 298.1,
          high: 299.4,
          low: 297.8,
          close: 298.9,
          gross_exposure: 3068.2041,
          net_exposure: 3034.8527,
          equity_bound: 'exact',
          set_aside: 0,
        },
        {
          time: '2026-01-01T01:00:00.000Z',
          open: null,
          high: null,
          low: null,
          close: null,
          gross_exposure: null,
          net_exposure: null,
          equity_bound: 'exact',
          set_aside: null,
        },
      ],
    },
  ],
}

export const EXAMPLE_EXCHANGES = [
  {
    id: 'okx',
    name: 'OKX',
    credential_fields: [
      { field: 'api_key', label: 'API key', required: true, secret: false, help: null },
      { field: 'api_secret', label: 'Secret key', required: true, secret: true, help: null },
      { field: 'password', label: 'Passphrase', required: true, secret: true, help: 'Chosen when the key was made.' },
    ],
    key_page: 'Profile → API',
    key_url: 'https://www.okx.com/account/my-api',
    permissions_wanted: ['Read'],
    wallets: ['unified', 'funding', 'earn'],
    generic: false,
    sandbox: true,
    can_set_leverage: true,
  },
]
