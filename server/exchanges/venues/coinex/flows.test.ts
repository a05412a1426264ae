import { expect, it } from 'vitest'
import { ledgersOf, type TestLedgers, told } from '../flows.testing'

const HASH = `0x${'ab'.repeat(32)}`
const ok = (data: unknown, more: object = {}) => ({ code: 0, data, message: 'OK', ...more })
const funded = {
  market: ' CETUSDT',
  market_type: 'FUTURES',
  ccy: 'USDT',
  position_id: 927266133,
  side: 'long',
  margin_mode: 'cross',
  open_interest: '129384.12',
  settle_price: '0.0642',
  funding_rate: '0.0003',
  funding_value: '2.49193815',
  created_at: 1735800000000,
}

/** Rows in the form of CoinEx's documentation (2026-11-29), and what they come to. */
const DOCUMENTED: readonly (readonly [string, TestLedgers & { ledger: string; entries: readonly string[] }])[] = [
  [
    // What arrived, and its cost in a coin of its own.
    'https://docs.coinex.com/api/v2/assets/deposit-withdrawal/http/list-withdrawal-history',
    {
      exchange: 'coinex',
      ledger: 'withdrawals',
      calls: [
        {
          path: 'v2/assets/withdraw',
          response: ok([
            {
              withdraw_id: 259364,
              created_at: 1735800000000,
              ccy: 'USDT',
              chain: 'CSC',
              withdraw_method: 'ON_CHAIN',
              amount: '20.08',
              actual_amount: '20.00',
              tx_fee: '0.00005',
              fee_asset: 'BTC',
              tx_id: HASH,
              to_address: '0x1234567890abcdef1234',
              status: 'finished',
            },
            {
              withdraw_id: 259365,
              created_at: 1735800001000,
              ccy: 'USDT',
              chain: 'CSC',
              withdraw_method: 'ON_CHAIN',
              amount: '20.08',
              actual_amount: '20.00',
              tx_fee: '0.08',
              fee_asset: 'USDT',
              tx_id: '',
              to_address: '0x12',
              status: 'audit_required',
            },
          ]),
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z withdrawal -20.00 USDT fee 0.00005 BTC spot',
        '2025-01-02T06:40:01Z withdrawal pending -20.00 USDT fee 0.08 USDT spot',
      ],
    },
  ],
  [
    'https://docs.coinex.com/api/v2/assets/deposit-withdrawal/http/list-deposit-history',
    {
      exchange: 'coinex',
      ledger: 'deposits',
      calls: [
        {
          path: 'v2/assets/deposit-history',
          response: ok([
            {
              deposit_id: 14270229,
              created_at: 1735800000000,
              tx_id: '',
              ccy: 'USDT',
              chain: '',
              deposit_method: 'inter_user',
              amount: '200',
              actual_amount: '199.5',
              to_address: 'somebody@example.com',
              confirmations: 0,
              status: 'finished',
            },
          ]),
        },
      ],
      entries: ['2025-01-02T06:40:00Z deposit 199.5 USDT spot'],
    },
  ],
  [
    // Of all markets at once; who paid is told by side and rate.
    'https://docs.coinex.com/api/v2/futures/position/http/list-position-funding-history',
    {
      exchange: 'coinex',
      ledger: 'funding',
      markets: [{ symbol: 'CET/USDT:USDT', id: 'CETUSDT' }],
      calls: [
        {
          path: 'futures/position-funding-history',
          query: 'page=2',
          response: ok([{ ...funded, funding_rate: '-0.0001', created_at: 1735700000000 }], { pagination: { has_next: false } }),
        },
        {
          path: 'futures/position-funding-history',
          response: ok([funded, { ...funded, position_id: 5, side: 'short' }], { pagination: { has_next: true } }),
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z funding -2.49193815 USDT perp CET:PERP-USDT',
        '2025-01-02T06:40:00Z funding 2.49193815 USDT perp CET:PERP-USDT',
        '2025-01-01T02:53:20Z funding 2.49193815 USDT perp CET:PERP-USDT',
      ],
    },
  ],
]

it.each(DOCUMENTED)('%s', async (_source, { ledger, entries, ...exchange }) => {
  const read = await ledgersOf(exchange).read(ledger)
  expect(read.map(told)).toEqual(entries)
  expect(new Set(read.map(({ id }) => id)).size).toBe(read.length)
})

it('asks for funding without a market, a stretch at a time', async () => {
  const ledgers = ledgersOf({
    exchange: 'coinex',
    calls: [{ path: 'futures/position-funding-history', response: ok([], { pagination: { has_next: false } }) }],
  })
  await ledgers.read('funding')
  expect(ledgers.asked.join()).toMatch(/market_type=FUTURES/)
  expect(ledgers.asked.join()).not.toMatch(/market=/)
})
