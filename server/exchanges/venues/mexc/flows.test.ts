import { expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/** Rows as in https://www.mexc.com/api-docs/spot-v3/wallet-endpoints */
it('MEXC: knows that 5 is final of a deposit and under way of a withdrawal, whose amount holds its fee', async () => {
  const deposit = {
    amount: '50',
    coin: 'USDT-TRX',
    network: 'Tron(TRC20)',
    status: 5,
    address: 'TPb4',
    txId: '01391d1c:1',
    insertTime: 1736128000000,
    unlockConfirm: '10',
    confirmTimes: '241',
    memo: null,
  }
  const withdrawal = {
    id: 'adcd1c8',
    txId: null,
    coin: 'USDT',
    network: 'TRX',
    address: 'TPb4aaaaaaaaaaaaXYZ1',
    amount: '10',
    transferType: 0,
    status: 7,
    transactionFee: '1',
    confirmNo: null,
    applyTime: 1736128000000,
    remark: '',
  }
  const tried = ledgersOf({
    exchange: 'mexc',
    calls: [
      {
        path: 'capital/deposit/hisrec',
        response: [deposit, { ...deposit, txId: 'b', status: 4 }, { ...deposit, txId: 'c', status: 7 }],
      },
      {
        path: 'capital/withdraw/history',
        response: [withdrawal, { ...withdrawal, id: '2', status: 5 }, { ...withdrawal, id: '3', status: 9 }],
      },
    ],
  })
  const deposits = await tried.read('deposits')
  expect(deposits.map(({ state }) => state)).toEqual(['done', 'pending', 'failed'])
  expect(deposits[0]).toMatchObject({ coin: 'USDT', counterpart: { txHash: '01391d1c' } })
  const withdrawals = await tried.read('withdrawals')
  expect(withdrawals.map(({ state, amount, fee }) => [state, amount, fee?.amount])).toEqual([
    ['done', '-9', '1'],
    ['pending', '-9', '1'],
    ['failed', '-9', '1'],
  ])
  expect(sums(withdrawals)).toEqual({ USDT: '-10' })
})

it('MEXC: reads funding as signed and a transfer in both of its wallets', async () => {
  const tried = ledgersOf({
    exchange: 'mexc',
    markets: [{ symbol: 'BTC/USDT:USDT', id: 'BTC_USDT' }],
    calls: [
      {
        path: 'position/funding_records',
        response: {
          success: true,
          code: 0,
          data: {
            resultList: [
              {
                id: 18,
                symbol: 'BTC_USDT',
                positionType: 1,
                positionValue: 29.8,
                funding: -0.0026,
                rate: 0.0001,
                settleTime: 1736128000000,
              },
            ],
          },
        },
      },
      {
        path: 'account/transfer_record',
        response: {
          success: true,
          code: 0,
          data: {
            resultList: [
              {
                id: 4,
                txid: 'x',
                currency: 'USDT',
                amount: 20,
                type: 'OUT',
                state: 'SUCCESS',
                createTime: 1736128000000,
                updateTime: 1736128000000,
              },
            ],
          },
        },
      },
    ],
  })
  expect(sums(await tried.read('funding'))).toEqual({ USDT: '-0.0026' })
  const transfers = await tried.read('transfers')
  expect(transfers.map(({ wallet, amount }) => [wallet, amount])).toEqual([
    ['perp', '-20'],
    ['spot', '20'],
  ])
})
