/** The demo desk: every situation of the simulator's scenarios once, spread over three exchanges. */
export const DEMO_ACCOUNTS: readonly { name: string; venue: 'binance' | 'bybit' | 'okx'; scenario: string }[] = [
  { name: 'Binance desk', venue: 'binance', scenario: 'hedged-desk' },
  { name: 'Binance COIN-M', venue: 'binance', scenario: 'inverse' },
  { name: 'Binance long tail', venue: 'binance', scenario: 'dust-and-unpriced' },
  { name: 'Binance index', venue: 'binance', scenario: 'two-hundred-assets' },
  { name: 'Bybit momentum', venue: 'bybit', scenario: 'leveraged-long' },
  { name: 'Bybit both ways', venue: 'bybit', scenario: 'hedge-mode' },
  { name: 'Bybit new', venue: 'bybit', scenario: 'empty' },
  { name: 'OKX swing', venue: 'okx', scenario: 'isolated-and-cross' },
  { name: 'OKX margin', venue: 'okx', scenario: 'borrowed' },
]
