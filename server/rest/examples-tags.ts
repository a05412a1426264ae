/** Two accounts' worth of one strategy. */
export const EXAMPLE_TAGS = {
  tags: [
    {
      id: '2f0c6a52-7f4c-4b62-9a55-0c3f9a6f9f31',
      name: 'Carry',
      kind: 'strategy',
      of_whole_accounts: false,
      rules: [{ account_id: null, coin: 'ETH', market: null }],
      equity: 3124.8421,
      equity_bound: 'exact',
      unknown: 0,
      gross: 6103.0568,
      net: 0,
      gross_bound: 'exact',
      net_bound: 'exact',
      unrealized_profit: 24.6772,
      accounts: 2,
      positions: 1,
      as_of: '2026-01-01T12:00:00.000Z',
      stale: false,
      shared_with: [],
    },
  ],
  untagged: [{ kind: 'strategy', equity: 10210.5, equity_bound: 'exact' }],
  equity: 13335.3421,
  equity_bound: 'exact',
}
