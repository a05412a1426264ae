import { describe, expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/**
 * Answers in the form of https://orderly.network/docs/build-on-omnichain/public-info-api/account/user-deposits-withdrawals,
 * funding-payments and, of a key, restful-api/private/get-asset-history and get-funding-fee-history (2026-08-21).
 */

const AT = Date.parse('2025-01-02T00:00:00Z')
const ADDRESS = { apiKey: '', apiSecret: '', uid: '' }
const KEY = { walletAddress: '' }
const row = (id: string, side: string, more: object = {}) => ({
  ...{ id, side, token: 'USDC', amount: '1000.5', fee: '0.5', chain_id: '1', tx_id: '0xabc', created_time: AT },
  ...more,
})
const page = (path: string, data: object, query?: string) => ({
  path,
  ...(query && { query }),
  response: { success: true, data, ts: 1 },
})

describe('WOOFi Pro (Orderly): ledgers', () => {
  it('tells deposits and withdrawals of an address, page after page', async () => {
    const calls = [
      page('v1/public/query', { rows: [row('1', 'deposit', { status: 'SUCCESS' })], next_cursor: 'abc' }),
      page('v1/public/query', {
        rows: [
          row('2', 'withdraw', { status: 'PENDING' }),
          row('3', 'withdraw', { status: 'FAILED', amount: '7' }),
          row('4', 'withdraw', { status: 'SUCCESS', amount: '10' }),
        ],
        next_cursor: null,
      }),
    ]
    const { read, asked } = ledgersOf({ exchange: 'woofipro', calls, credentials: ADDRESS })
    const entries = await read('moved')
    expect(entries.map(({ id, kind, amount, state }) => [id, kind, amount, state])).toEqual([
      ['deposit:1', 'deposit', '1000.5', 'done'],
      ['withdrawal:2', 'withdrawal', '-1000.5', 'pending'],
      ['withdrawal:3', 'withdrawal', '-7', 'failed'],
      ['withdrawal:4', 'withdrawal', '-10', 'done'],
    ])
    expect(asked[0]).toContain('"type":"userDepositsWithdrawals"')
    expect(asked[1]).toContain('"cursor":"abc"')
  })

  // ccxt 4.5.84 looks for `token_side` and `status` there: of its rows nobody knows which way the money went.
  it('tells those of a key by the words that the exchange has for them', async () => {
    const rows = [row('5', 'DEPOSIT', { trans_status: 'COMPLETED' }), row('6', 'WITHDRAW', { trans_status: 'FAILED' })]
    const calls = [page('v1/asset/history', { meta: { total: 2, records_per_page: 500, current_page: 1 }, rows })]
    const entries = await ledgersOf({ exchange: 'woofipro', calls, credentials: KEY }).read('moved')
    expect(entries.map(({ id, amount, state }) => [id, amount, state])).toEqual([
      ['deposit:5', '1000.5', 'done'],
      ['withdrawal:6', '-1000.5', 'failed'],
    ])
  })

  it('takes no side for a deposit that is none', async () => {
    const calls = [page('v1/public/query', { rows: [row('1', 'airdrop')], next_cursor: null })]
    await expect(ledgersOf({ exchange: 'woofipro', calls, credentials: ADDRESS }).read('moved')).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  it('tells funding: what is above zero was paid', async () => {
    const payment = (fee: string, type: string | null, more: object = {}) => ({
      ...{ symbol: 'PERP_BTC_USDC', funding_rate: '0.0001', funding_fee: fee, position_qty: '0.5', mark_price: '45000' },
      ...{ funding_rate_timestamp: AT, payment_type: type, funding_status: 'Settled', margin_mode: 'CROSS' },
      ...more,
    })
    const rows = [payment('10.50', 'Pay'), payment('-2.5', 'Receive', { funding_rate_timestamp: AT + 1 }), payment('0', null)]
    const calls = [page('v1/public/query', { rows, next_cursor: null })]
    const entries = await ledgersOf({ exchange: 'woofipro', calls, credentials: ADDRESS }).read('funding')
    expect(entries.map(({ amount }) => amount)).toEqual(['-10.50', '2.5'])
    expect(sums(entries)).toEqual({ USDC: '-8' })
    // Of a key the sign says nothing, and the word all.
    const keyed = { symbol: 'PERP_ETH_USDC', funding_fee: 0.25, payment_type: 'Receive', status: 'Accrued', updated_time: AT }
    const own = [page('v1/funding_fee/history', { rows: [keyed] })]
    expect(sums(await ledgersOf({ exchange: 'woofipro', calls: own, credentials: KEY }).read('funding'))).toEqual({
      USDC: '0.25',
    })
  })
})
