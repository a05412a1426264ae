/** Rows of the contract's own sample of balances: examples of the OpenAPI document, and what tests expect to the last decimal. */

export const SAMPLE_BYBIT_ETH = {
  symbol: 'ETH:PERP-USDT',
  size: 1.69,
  notional: 3051.5284,
  market_type: 'perp',
  asset_type: 'position',
  unrealized_profit: 24.6772,
  initial_margin: 306.80066534,
  maint_margin: 16.90546734,
  margin_balance: 298.90609459,
  leverage: 10,
  notional_pct_total: 0.994565,
}

export const SAMPLE_BYBIT_USDT = {
  symbol: 'USDT',
  size: 275.56989474,
  notional: 275.569895,
  market_type: 'unified',
  asset_type: 'token',
  unrealized_profit: 23.33619985,
  initial_margin: 308.47710954,
  maint_margin: 17.08121552,
  margin_balance: 298.90609459,
  leverage: null,
  notional_pct_total: 0.817474,
}

export const SAMPLE_BINANCE_USDT = {
  symbol: 'USDT',
  size: 1414.06039641,
  notional: 1414.060396,
  market_type: 'perp',
  asset_type: 'token',
  unrealized_profit: 11.02638782,
  initial_margin: 155.72429442,
  maint_margin: 3.32015061,
  margin_balance: 1425.08678423,
  leverage: null,
  notional_pct_total: 0.6449,
}

export const SAMPLE_BINANCE_BTC = {
  symbol: 'BTC:PERP-USDT',
  size: 0.021,
  notional: 572.956735,
  market_type: 'perp',
  asset_type: 'position',
  unrealized_profit: 7.87343483,
  initial_margin: 114.59134696,
  maint_margin: 2.29182693,
  margin_balance: null,
  leverage: 5,
  notional_pct_total: 0.261304,
}
