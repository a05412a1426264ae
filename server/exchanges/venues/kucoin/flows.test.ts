import { describe, expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/** Rows as in https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-ledgers-spot-margin and its neighbours. */
const row = {
  id: '611a1e7c6a053300067a88d9',
  currency: 'USDT',
  amount: '10.00059547',
  fee: '0.1',
  balance: '0',
  accountType: 'MAIN',
  bizType: 'Deposit',
  direction: 'in',
  createdAt: 1736128000000,
}
const answer = (data: unknown) => ({ code: '200000', data })

describe('KuCoin', () => {
  it('signs by direction amounts that hold their fees', async () => {
    const items = [
      row,
      { ...row, id: '2', bizType: 'Withdrawal', direction: 'out', amount: '5' },
      { ...row, id: '3', bizType: 'Loans', direction: 'in', amount: '7', accountType: 'MARGIN' },
      { ...row, id: '4', bizType: 'KCS Pay Fees', direction: 'out', amount: '0.2', accountType: 'TRADE' },
      { ...row, id: '5', bizType: 'Something', direction: 'in', amount: '1' },
    ]
    const { read, asked } = ledgersOf({
      exchange: 'kucoin',
      calls: [{ path: 'v1/accounts/ledgers', response: answer({ currentPage: 1, items }) }],
    })
    const entries = await read('ledger', { from: '2025-01-06T00:00:00Z', to: '2025-01-07T00:00:00Z' })
    expect(
      entries.map(({ kind, amount, fee, wallet, counterpart }) => [kind, amount, fee, wallet, counterpart?.wallet ?? null]),
    ).toEqual([
      ['deposit', '10.00059547', null, 'funding', null],
      ['withdrawal', '-5', null, 'funding', null],
      ['transfer', '7', null, 'margin', 'loan'],
      ['fee', '-0.2', null, 'spot', null],
      ['other', '1', null, 'funding', null],
    ])
    expect(asked[0]).toContain('startAt=1736121600000&endAt=1736207999999')
  })

  it('takes realised profit of futures, which holds fees and funding, once', async () => {
    const transaction = {
      time: 1736128000000,
      type: 'RealisedPNL',
      amount: -2.5,
      fee: 0,
      accountEquity: 54,
      status: 'Completed',
      remark: '',
      offset: 71904927,
      currency: 'USDT',
    }
    const dataList = [
      transaction,
      { ...transaction, offset: 2, type: 'TransferOut', amount: 3 },
      { ...transaction, offset: 3, type: 'TransferIn', amount: 10, status: 'Pending' },
    ]
    const { read } = ledgersOf({
      exchange: 'kucoin',
      calls: [{ path: 'v1/transaction-history', response: answer({ dataList, hasMore: false }) }],
    })
    expect(sums(await read('futures'))).toEqual({ USDT: '-5.5' })
  })

  it('names the contract that realised profit is of, which stands in its remark', async () => {
    // https://www.kucoin.com/docs/rest/funding/funding-overview/get-futures-account-ledger
    const profit = {
      time: 1557997200000,
      type: 'RealisedPNL',
      amount: -0.000017105,
      fee: 0,
      accountEquity: 8060.7899305281,
      status: 'Completed',
      remark: 'XBTUSDTM',
      offset: 1,
      currency: 'USDT',
    }
    const dataList = [
      profit,
      { ...profit, offset: 2, remark: 'GONEUSDTM' },
      { ...profit, offset: 3, remark: '' },
      { ...profit, offset: 4, type: 'TransferIn', remark: 'Transferred from Main Account' },
    ]
    const { read } = ledgersOf({
      exchange: 'kucoin',
      markets: [{ symbol: 'BTC/USDT:USDT', id: 'XBTUSDTM' }],
      calls: [{ path: 'v1/transaction-history', response: answer({ dataList, hasMore: false }) }],
    })
    expect((await read('futures')).map(({ pair }) => pair)).toEqual(['BTC:PERP-USDT', 'GONEUSDTM', null, null])
  })
})
