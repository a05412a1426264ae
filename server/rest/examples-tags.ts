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

/** What a carry trade earned in a month. */
export const EXAMPLE_TAG_GAINS = {
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-31T00:00:00.000Z',
  tags: [
    {
      id: '2f0c6a52-7f4c-4b62-9a55-0c3f9a6f9f31',
      name: 'Carry',
      kind: 'strategy',
      gain: 41.25,
      parts: {
        ...{ flows: 0, prices: 210.5, unrealized: -180.25, realized: -20, funding: 35.5, interest: 0, fees: -4.5 },
        ...{ rewards: 0, unexplained: 0 },
      },
      contribution: 0.00309,
      at_work: 13349.51,
      untold: 0,
      accounts: 2,
      read_from: '2026-01-01T00:00:00.000Z',
      read_to: '2026-01-30T23:59:10.000Z',
      reasons: [],
    },
  ],
}
