import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

/** Forms as in https://www.gate.com/docs/developers/apiv4/en/#query-account-book and its neighbours. */
const ETH = { symbol: 'ETH/USDT:USDT', id: 'ETH_USDT' }

describe('Gate', () => {
  it('reads books whose moments are milliseconds, seconds, or seconds with a fraction', async () => {
    const tried = ledgersOf({
      exchange: 'gate',
      markets: [ETH],
      calls: [
        {
          path: 'spot/account_book',
          response: [
            { id: '123456', time: 1736128000123, currency: 'USDT', change: '-103', balance: '4.59', type: 'futures_out' },
          ],
        },
        {
          path: 'margin/account_book',
          response: [
            {
              id: '7',
              time: '1736128000',
              time_ms: 1736128000123,
              currency: 'BTC',
              currency_pair: 'BTC_USDT',
              change: '1.03',
              balance: '4.59',
            },
          ],
        },
        {
          path: 'futures/usdt/account_book',
          response: [{ time: 1736128000.123, change: '103', balance: '103', text: '', type: 'dnw' }],
        },
        { path: 'futures/btc/account_book', response: [] },
        { path: 'delivery/usdt/account_book', response: [] },
      ],
    })
    const entries = [...(await tried.read('spot')), ...(await tried.read('futures')), ...(await tried.read('margin'))]
    expect(new Set(entries.map(({ at }) => at.toISOString()))).toEqual(new Set(['2025-01-06T01:46:40.123Z']))
    expect(sums(entries.slice(0, 2))).toEqual({})
    expect(tried.asked[0]).toBe('api/v4/spot/account_book?from=1735689600&to=1736207999&page=1&limit=1000')
  })

  it('gives rows without ids ids of their own, takes signs as they are, and no points for coins', async () => {
    const row = { time: 1736128000, change: '-0.05', balance: '1', text: 'ETH_USDT:6086261', type: 'fee' }
    const { read } = ledgersOf({
      exchange: 'gate',
      markets: [ETH],
      calls: [
        {
          path: 'futures/usdt/account_book',
          response: [
            row,
            row,
            { ...row, type: 'pnl', change: '12.5' },
            { ...row, type: 'fund', change: '-0.7', text: 'ETH_USDT' },
            { ...row, type: 'point_fee', change: '-9' },
          ],
        },
        { path: 'account_book', response: [] },
      ],
    })
    const entries = await read('futures')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z fee -0.05 USDT perp ETH:PERP-USDT',
      '2025-01-06T01:46:40Z fee -0.05 USDT perp ETH:PERP-USDT',
      '2025-01-06T01:46:40Z realized 12.5 USDT perp ETH:PERP-USDT',
      '2025-01-06T01:46:40Z funding -0.7 USDT perp ETH:PERP-USDT',
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
  })

  it('leaves deposits and withdrawals to their lists, where a withdrawal holds its fee', async () => {
    const row = {
      id: 'w210496',
      timestamp: '1736128000',
      currency: 'USDT',
      address: 'TUu2rLFrmzUodiWfYki7QCNtv1akL682p1',
      txid: '1289',
      amount: '222.61',
      fee: '0.01',
      memo: '',
      status: 'DONE',
      chain: 'TRX',
    }
    const book = (id: string, type: string, change: string) => ({
      id,
      time: 1736128000000,
      currency: 'USDT',
      change,
      balance: '0',
      type,
    })
    const tried = ledgersOf({
      exchange: 'gate',
      calls: [
        {
          path: 'spot/account_book',
          response: [
            book('1', 'deposit', '100'),
            book('2', 'withdraw', '-222.61'),
            book('3', 'sub_account_transfer', '-5'),
            book('4', 'unheard_of', '1'),
          ],
        },
        { path: 'wallet/deposits', response: [{ ...row, id: 'd33361395', currency: 'USDT_TRX', amount: '100', fee: undefined }] },
        {
          path: 'wallet/withdrawals',
          response: [row, ...['REQUEST', 'CANCEL', 'FAIL', 'EXTPEND'].map((status) => ({ ...row, id: status, status }))],
        },
      ],
    })
    expect((await tried.read('spot')).map(({ kind, word }) => [kind, word])).toEqual([
      ['transfer', 'sub_account_transfer'],
      ['other', 'unheard_of'],
    ])
    expect((await tried.read('deposits')).map(told)).toEqual(['2025-01-06T01:46:40Z deposit 100 USDT spot'])
    const withdrawals = await tried.read('withdrawals')
    expect(withdrawals[0]).toMatchObject({
      amount: '-222.6',
      fee: { coin: 'USDT', amount: '0.01' },
      counterpart: { address: 'TUu2…82p1' },
    })
    expect(withdrawals.map(({ state }) => state)).toEqual(['done', 'pending', 'failed', 'failed', 'pending'])
  })

  it('owes what a loan cost and gains what lent coins earned: both come without a sign', async () => {
    const row = {
      status: 1,
      currency_pair: 'BTC_USDT',
      currency: 'USDT',
      actual_rate: '0.00000236',
      interest: '0.00006136',
      type: 'platform',
      create_time: 1736128000000,
    }
    const tried = ledgersOf({
      exchange: 'gate',
      calls: [
        { path: 'margin/uni/interest_records', response: [row, { ...row, status: 0, create_time: 1736128000001 }] },
        { path: 'earn/uni/interest_records', response: [{ ...row, currency_pair: undefined }] },
      ],
    })
    expect((await tried.read('margin-interest')).map(({ amount, state }) => [amount, state])).toEqual([
      ['-0.00006136', 'done'],
      ['-0.00006136', 'failed'],
    ])
    expect((await tried.read('earn')).map(({ amount }) => amount)).toEqual(['0.00006136'])
  })
})
