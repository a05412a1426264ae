import { EXAMPLE_ACCOUNT } from './examples'

export const EXAMPLE_ORDERS = [
  {
    account_id: EXAMPLE_ACCOUNT.id,
    account_name: 'AccountABC',
    exchange: 'Bybit',
    as_of: '2026-01-01T00:00:00.000Z',
    age_seconds: 140,
    told: true,
    problem: null,
    orders: [
      {
        id: '1829365174',
        pair: 'ETH:PERP-USDT',
        side: 'sell',
        word: 'StopLoss',
        price: null,
        trigger: 1650,
        size: null,
        whole_position: true,
        reduce_only: true,
        position_side: null,
        placed_at: '2025-12-31T18:20:11.000Z',
      },
    ],
  },
]
