import { expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/** Rows as in https://bingx-api.github.io/docs/ (spot/account-api, swapV2/account-api). */
it('BingX: knows that 6 is final of a withdrawal, and of a deposit only on the chain', async () => {
  const deposit = {
    amount: '49',
    coin: 'USDTTRC20',
    network: 'TRC20',
    status: 1,
    address: '1',
    addressTag: '',
    txId: 'x1',
    insertTime: 1736128000000,
    unlockConfirm: '2/2',
    confirmTimes: '2/2',
    sourceAddress: '',
  }
  const withdrawal = {
    id: '9',
    address: '0x1234567890abcdef9999',
    amount: '5.5',
    applyTime: '2025-01-06T01:46:40.000+00:00',
    coin: 'USDT',
    network: 'ERC20',
    transferType: 1,
    transactionFee: '0.5',
    confirmNo: 12,
    info: '',
    txId: '0xe6',
    status: 6,
  }
  const tried = ledgersOf({
    exchange: 'bingx',
    calls: [
      { path: 'capital/deposit/hisrec', response: [deposit, { ...deposit, txId: 'x2', status: 6 }] },
      {
        path: 'capital/withdraw/history',
        response: [withdrawal, { ...withdrawal, id: '2', status: 4 }, { ...withdrawal, id: '3', status: 5 }],
      },
    ],
  })
  expect((await tried.read('deposits')).map(({ state }) => state)).toEqual(['done', 'pending'])
  const withdrawals = await tried.read('withdrawals')
  expect(withdrawals.map(({ state }) => state)).toEqual(['done', 'pending', 'failed'])
  expect(withdrawals[0]?.at.toISOString()).toBe('2025-01-06T01:46:40.000Z')
  expect(sums(withdrawals)).toEqual({ USDT: '-6' })
})

it('BingX: reads income as signed, each kind under the same number once', async () => {
  const row = {
    symbol: 'BTC-USDT',
    incomeType: 'FUNDING_FEE',
    income: '-0.3520',
    asset: 'USDT',
    info: 'Funding Fee',
    time: 1736128000000,
    tranId: '170',
    tradeId: '2',
  }
  const { read } = ledgersOf({
    exchange: 'bingx',
    markets: [{ symbol: 'BTC/USDT:USDT', id: 'BTC-USDT' }],
    calls: [
      {
        path: 'user/income',
        response: {
          code: 0,
          msg: '',
          data: [
            row,
            { ...row, incomeType: 'TRADING_FEE', income: '-0.1' },
            { ...row, incomeType: 'REALIZED_PNL', income: '5' },
            { ...row, incomeType: 'NEW', income: '1' },
          ],
        },
      },
    ],
  })
  const entries = await read('income')
  expect(entries.map(({ kind }) => kind)).toEqual(['funding', 'fee', 'realized', 'other'])
  expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
  expect(sums(entries)).toEqual({ USDT: '5.548' })
})
