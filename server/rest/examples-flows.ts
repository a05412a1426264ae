/** Values for the examples of the operations about what came, went and was earned. */

const ACCOUNT = { account_id: '5f0c0f6e-7a0e-4c57-9d0a-0b8d5a0f6c11', account_name: 'AccountABC' }

export const EXAMPLE_FLOWS = {
  flows: [
    {
      id: '1024',
      ...ACCOUNT,
      exchange: 'Bybit',
      time: '2026-01-02T10:00:00.000Z',
      coin: 'USDT',
      amount: 500,
      kind: 'deposit',
      exchange_word: 'deposit',
      state: 'done',
      wallet: 'funding',
      pair: null,
      fee: null,
      chain: 'TRX',
      address: 'TQ1x…9aBc',
      tx_hash: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      value: 499.95,
      price: 0.9999,
      price_source: 'snapshot',
      price_route: null,
      price_age_seconds: 42,
      by_hand: false,
      note: null,
      paired_with: null,
      external: true,
    },
  ],
  next: null,
}

const FIGURES = {
  start: 1000,
  end: 1559.5,
  flows: 500,
  gain: 59.5,
  twr: 0.039666666667,
  twr_yearly: null,
  xirr: null,
  notes: [],
  left_out: [],
}

export const EXAMPLE_PERFORMANCE = {
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-31T00:00:00.000Z',
  flows_known_until: '2026-01-30T23:55:00.000Z',
  ...FIGURES,
  volatility: 0.21,
  sharpe: 1.4,
  sortino: 2.1,
  drawdown: 0.034,
  drawdown_days: 3,
  days: [{ day: '2026-01-02', opened: 1000, closed: 1500, flows: 500, gain: 0, rate: 0 }],
  groups: [{ key: ACCOUNT.account_id, label: ACCOUNT.account_name, ...FIGURES }],
}

const PARTS = {
  flows: 500,
  prices: 10,
  unrealized: 0,
  realized: 0,
  funding: -10,
  interest: 0,
  fees: -0.5,
  rewards: 60,
  unexplained: 0,
}

export const EXAMPLE_EXPLANATION = {
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-31T00:00:00.000Z',
  width_seconds: 86_400,
  change: 559.5,
  parts: PARTS,
  accounts: [{ ...ACCOUNT, change: 559.5, parts: PARTS }],
  coins: [
    {
      coin: 'USDT',
      change: 489.5,
      unexplained_size: 0,
      parts: { ...PARTS, prices: 0, rewards: 0 },
    },
  ],
  left_out: [],
}

export const EXAMPLE_HEDGES = {
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-31T00:00:00.000Z',
  width_seconds: 86_400,
  hedges: [
    {
      coin: 'BTC',
      hedged: 60_000,
      hedged_seconds: 864_000,
      carry: 120,
      rate: 0.002,
      yearly: 0.073,
      legs: [
        { ...ACCOUNT, exchange: 'bybit', symbol: 'BTC', asset_type: 'token', side: 'long', average: 60_000, income: 0 },
        {
          ...ACCOUNT,
          ...{ exchange: 'bybit', symbol: 'BTC:PERP-USDT', asset_type: 'position', side: 'short', average: 60_000, income: 120 },
        },
      ],
    },
  ],
  left_out: [],
}

export const EXAMPLE_FUNDING = {
  start_time: '2026-01-01T00:00:00.000Z',
  end_time: '2026-01-31T00:00:00.000Z',
  total: -10,
  received: 2.5,
  paid: 12.5,
  share_of_equity: -0.0064,
  yearly: -0.078,
  pairs: [
    {
      account_name: ACCOUNT.account_name,
      exchange: 'bybit',
      pair: 'BTC:PERP-USDT',
      coin: 'USDT',
      entries: 90,
      amount: -10,
      value: -10,
    },
  ],
  days: [{ day: '2026-01-02', value: -10, cumulative: -10 }],
  left_out: [],
}
