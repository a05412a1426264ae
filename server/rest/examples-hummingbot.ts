import { EXAMPLE_ACCOUNT } from './examples'

/** Values for the examples of the operations that clients of hummingbot-api ask. */

const AS_OF = '2026-01-01T00:01:00.000Z'
const ROW = { as_of: AS_OF, stale: false }
const NOTHING = { units: 'unknown', price: 'unknown', value: 'unknown', available_units: null } as const

export const HUMMINGBOT_STATE = {
  AccountABC: {
    bybit: [
      { token: 'USDT', units: 298.90609459, price: 1, value: 298.90609459, available_units: null, ...ROW },
      { token: 'ABC', ...NOTHING, units: 12.5, ...ROW },
      { token: '(funding not read)', ...NOTHING, ...ROW, note: 'The key may not read this wallet.' },
    ],
  },
}

export const HUMMINGBOT_HISTORY = {
  data: [
    {
      timestamp: '2026-01-01T01:00:00.000Z',
      state: {
        AccountABC: { bybit: [{ token: 'EQUITY-USD', units: 298.9, price: 1, value: 298.9, available_units: null }] },
        Account123: { binance: [{ token: '(not read)', ...NOTHING }] },
      },
    },
  ],
  pagination: {
    limit: 100,
    has_more: true,
    next_cursor: '1767225600000',
    current_cursor: null,
    filters: { account_names: null, connector_names: null, start_time: null, end_time: null, interval: '1h' },
  },
}

export const HUMMINGBOT_DISTRIBUTION = {
  total_portfolio_value: 298.906095,
  token_count: 1,
  distribution: [
    {
      token: 'USDT',
      total_value: 298.906095,
      total_units: 298.90609459,
      percentage: 100,
      accounts: {
        AccountABC: {
          value: 298.906095,
          units: 298.90609459,
          percentage: 100,
          connectors: { bybit: { value: 298.906095, units: 298.90609459 } },
        },
      },
    },
  ],
  tokens: { USDT: { value: 298.906095, percentage: 100 } },
  account_filter: 'AccountABC',
}

export const HUMMINGBOT_ACCOUNTS_DISTRIBUTION = {
  total_portfolio_value: 298.906095,
  account_count: 1,
  distribution: [
    {
      account: 'AccountABC',
      total_value: 298.906095,
      percentage: 100,
      connectors: { bybit: { value: 298.906095, percentage: 100 } },
    },
  ],
}

export const HUMMINGBOT_POSITIONS = {
  data: [
    {
      account_name: EXAMPLE_ACCOUNT.name,
      connector_name: 'bybit',
      trading_pair: 'ETH:PERP-USDT',
      side: 'LONG' as const,
      amount: 1.69,
      entry_price: 1791.03609467,
      mark_price: 1805.63810651,
      unrealized_pnl: 24.6772,
      leverage: 10,
      ...ROW,
    },
  ],
  pagination: { limit: 50, has_more: false, next_cursor: null, total_count: 1 },
}
