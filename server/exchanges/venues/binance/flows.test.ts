import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

const BTC = { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }

describe('Binance: deposits and withdrawals', () => {
  /** https://developers.binance.com/docs/wallet/capital/deposite-history and …/withdraw-history */
  const deposit = {
    id: '769800519366885376',
    amount: '0.001',
    coin: 'BNB',
    network: 'BNB',
    status: 1,
    address: 'bnb136ns6lfw4zs5hg4n85vdthaad7hq5m4gtkgf23',
    addressTag: '101764890',
    txId: '98A3EA560C6B3336D348B6C83F0F95ECE4F1F5919E94BD006E5BF3BF264FACFC',
    insertTime: 1736128000000,
    completeTime: 1736128000000,
    transferType: 0,
    confirmTimes: '1/1',
    unlockConfirm: 0,
    walletType: 0,
  }
  const withdrawal = {
    id: 'b6ae22b3aa844210a7041aee7589627c',
    amount: '8.91000000',
    transactionFee: '0.004',
    coin: 'USDT',
    status: 6,
    address: '0x94df8b352de7f46f64b01d3666bf6e936e44ce60',
    txId: '0xb5ef8c13b968a406cc62a93a8bd80f9e9a906ef1b3fcf20a2e48573c17659268',
    applyTime: '2025-01-03 11:12:02',
    network: 'ETH',
    transferType: 0,
    withdrawOrderId: 'WITHDRAWtest123',
    info: '',
    confirmNo: 3,
    walletType: 1,
    txKey: '',
    completeTime: '2025-01-03 16:52:41',
  }

  it('reads 1 as final of a deposit and as canceled of a withdrawal', async () => {
    const tried = ledgersOf({
      exchange: 'binance',
      calls: [
        {
          path: 'capital/deposit/hisrec',
          response: [0, 1, 2, 6, 7, 8].map((status) => ({ ...deposit, id: `${status}`, status })),
        },
        {
          path: 'capital/withdraw/history',
          response: [0, 1, 2, 3, 4, 5, 6].map((status) => ({ ...withdrawal, id: `${status}`, status })),
        },
      ],
    })
    expect((await tried.read('deposits')).map(({ state }) => state)).toEqual([
      'pending',
      'done',
      'failed',
      'done',
      'failed',
      'pending',
    ])
    expect((await tried.read('withdrawals')).map(({ state }) => state)).toEqual([
      'pending',
      'failed',
      'pending',
      'failed',
      'pending',
      'failed',
      'done',
    ])
  })

  it('takes a withdrawal for what arrives, with its fee besides, at a time written in UTC', async () => {
    const { read } = ledgersOf({ exchange: 'binance', calls: [{ path: 'capital/withdraw/history', response: [withdrawal] }] })
    const [entry] = await read('withdrawals')
    expect(entry && told(entry)).toBe('2025-01-03T11:12:02Z withdrawal -8.91000000 USDT fee 0.004 USDT funding')
    expect(entry?.counterpart).toMatchObject({ address: '0x94…ce60', chain: 'ETH', txHash: withdrawal.txId })
  })

  it('counts rows where a page is full: a thousand', async () => {
    const page = Array.from({ length: 1000 }, (_, i) => ({ ...deposit, id: `${i}` }))
    const tried = ledgersOf({
      exchange: 'binance',
      calls: [
        { path: 'deposit/hisrec', response: page },
        { path: 'deposit/hisrec', query: 'offset=1000', response: [deposit] },
      ],
    })
    expect(await tried.read('deposits')).toHaveLength(1001)
  })
})

/** https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Get-Income-History */
const INCOME = {
  symbol: '',
  incomeType: 'TRANSFER',
  income: '-0.37500000',
  asset: 'USDT',
  info: 'TRANSFER',
  time: 1736128000000,
  tranId: 9689322392,
  tradeId: '',
}

describe('Binance: futures', () => {
  it('tells profit, fees and funding as they are signed, the fee in BNB too', async () => {
    const row = { ...INCOME, symbol: 'BTCUSDT', tradeId: '2059192' }
    const { read } = ledgersOf({
      exchange: 'binance',
      markets: [BTC],
      calls: [
        {
          path: 'fapi/v1/income',
          response: [
            { ...row, incomeType: 'REALIZED_PNL', income: '12.5', tranId: 77 },
            { ...row, incomeType: 'COMMISSION', income: '-0.02', tranId: 77 },
            { ...row, incomeType: 'COMMISSION', income: '-0.00003', asset: 'BNB', tranId: 77 },
            { ...row, incomeType: 'FUNDING_FEE', income: '0.134317', tradeId: '', tranId: 78 },
            { ...row, incomeType: 'NEW_WORD', income: '1', tranId: 0 },
            { ...row, incomeType: 'NEW_WORD', income: '1', tranId: 0 },
          ],
        },
      ],
    })
    const entries = await read('income')
    expect(entries.map(({ kind, amount, coin, pair }) => [kind, amount, coin, pair])).toEqual([
      ['realized', '12.5', 'USDT', 'BTC:PERP-USDT'],
      ['fee', '-0.02', 'USDT', 'BTC:PERP-USDT'],
      ['fee', '-0.00003', 'BNB', 'BTC:PERP-USDT'],
      ['funding', '0.134317', 'USDT', 'BTC:PERP-USDT'],
      ['other', '1', 'USDT', 'BTC:PERP-USDT'],
      ['other', '1', 'USDT', 'BTC:PERP-USDT'],
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(6)
  })

  /** https://developers.binance.com/docs/wallet/asset/query-user-universal-transfer */
  it('counts a transfer from spot once in each wallet: the end in futures is income', async () => {
    const row = {
      asset: 'USDT',
      amount: '100',
      type: 'MAIN_UMFUTURE',
      status: 'CONFIRMED',
      tranId: 11415955596,
      timestamp: 1736128000000,
    }
    const tried = ledgersOf({
      exchange: 'binance',
      calls: [
        {
          path: 'asset/transfer',
          response: {
            total: 3,
            rows: [
              row,
              { ...row, type: 'MAIN_FUNDING', amount: '7', tranId: 2 },
              { ...row, type: 'UMFUTURE_MAIN', amount: '30', tranId: 3, status: 'PENDING' },
            ],
          },
        },
        { path: 'fapi/v1/income', response: [{ ...INCOME, income: '100' }] },
      ],
    })
    const entries = [...(await tried.read('transfers')), ...(await tried.read('income'))]
    expect(entries.map(({ amount, wallet, state }) => [amount, wallet, state])).toEqual([
      ['-100', 'spot', 'done'],
      ['30', 'spot', 'pending'],
      ['-7', 'spot', 'done'],
      ['7', 'funding', 'done'],
      ['100', 'perp', 'done'],
    ])
    expect(sums(entries)).toEqual({})
  })

  it('is refused as a permission that lacks: whether the key is good is not for a ledger to say', async () => {
    const refused = { code: -2015, msg: 'Invalid API-key, IP, or permissions for action' }
    const { read } = ledgersOf({ exchange: 'binance', calls: [{ path: 'papi/v1/um/income', status: 401, response: refused }] })
    await expect(read('portfolio-income')).rejects.toMatchObject({ code: 'exchange_permission' })
  })
})

describe('Binance: the other lists of spot', () => {
  it('owes interest that is sent as a positive figure', async () => {
    const row = {
      txId: 1352286576,
      interestAccuredTime: 1736128000000,
      asset: 'USDT',
      rawAsset: 'USDT',
      principal: '45.3313',
      interest: '0.00024995',
      interestRate: '0.00013233',
      type: 'ON_BORROW',
      isolatedSymbol: '',
    }
    const { read } = ledgersOf({
      exchange: 'binance',
      calls: [{ path: 'margin/interestHistory', response: { rows: [row, { ...row, isolatedSymbol: 'BNBUSDT' }], total: 2 } }],
    })
    expect((await read('margin-interest')).map(({ amount, wallet }) => [amount, wallet])).toEqual([
      ['-0.00024995', 'margin'],
      ['-0.00024995', 'isolated_margin'],
    ])
  })

  it('changes dust and conversions coin for coin, and counts rewards of savings in one list alone', async () => {
    const tried = ledgersOf({
      exchange: 'binance',
      calls: [
        {
          path: 'asset/dribblet',
          response: {
            total: 1,
            userAssetDribblets: [
              {
                operateTime: 1736128000000,
                totalTransferedAmount: '0.00132256',
                totalServiceChargeAmount: '0.00002699',
                transId: 45178372831,
                userAssetDribbletDetails: [
                  {
                    transId: 4359321,
                    serviceChargeAmount: '0.000009',
                    amount: '0.0009',
                    operateTime: 1736128000000,
                    transferedAmount: '0.000441',
                    fromAsset: 'USDT',
                  },
                  {
                    transId: 4359321,
                    serviceChargeAmount: '0.00001799',
                    amount: '0.0009',
                    operateTime: 1736128000000,
                    transferedAmount: '0.00088156',
                    fromAsset: 'ETH',
                  },
                ],
              },
            ],
          },
        },
        {
          path: 'convert/tradeFlow',
          response: {
            list: [
              {
                quoteId: 'f3b',
                orderId: 940708407462,
                orderStatus: 'SUCCESS',
                fromAsset: 'USDT',
                fromAmount: '20',
                toAsset: 'BNB',
                toAmount: '0.06154036',
                createTime: 1736128000000,
              },
            ],
            moreData: false,
          },
        },
        {
          path: 'asset/assetDividend',
          response: {
            rows: [
              {
                id: 1637366104,
                amount: '10.00000000',
                asset: 'BHFT',
                divTime: 1736128000000,
                enInfo: 'BHFT distribution',
                tranId: 2968885920,
              },
              { id: 1631750237, amount: '1', asset: 'USDT', divTime: 1736128000000, enInfo: 'Flexible', tranId: 2968885921 },
            ],
          },
        },
        {
          path: 'flexible/history/rewardsRecord',
          response: { rows: [{ asset: 'USDT', rewards: '1', projectId: 'USDT001', type: 'REALTIME', time: 1736128000000 }] },
        },
        { path: 'locked/history/rewardsRecord', response: { rows: [] } },
      ],
    })
    const entries = await Promise.all(['dust', 'converts', 'dividends', 'earn'].map((id) => tried.read(id)))
    expect(sums(entries.flat())).toEqual({ USDT: '-19.0009', ETH: '-0.0009', BNB: '0.06286292', BHFT: '10' })
  })

  it('takes coins bought by card from outside, and by balance as a change of coins', async () => {
    const row = {
      orderNo: '353fca443f06466db0c4dc89f94f027a',
      sourceAmount: '20.0',
      fiatCurrency: 'EUR',
      obtainAmount: '4.462',
      cryptoCurrency: 'LUNA',
      totalFee: '0.2',
      price: '4.437472',
      status: 'Completed',
      paymentMethod: 'Credit Card',
      createTime: 1736128000000,
      updateTime: 1736128000000,
    }
    const order = {
      orderNo: '25ced37075c1470ba8939d0df2316e23',
      fiatCurrency: 'EUR',
      indicatedAmount: '15.00',
      amount: '15.00',
      totalFee: '0.50',
      method: 'BankAccount',
      status: 'Successful',
      createTime: 1736128000000,
      updateTime: 1736128000000,
    }
    const { read } = ledgersOf({
      exchange: 'binance',
      calls: [
        { path: 'fiat/orders', query: 'transactionType=0', response: { data: [{ ...order, status: 'Failed' }] } },
        { path: 'fiat/orders', query: 'transactionType=1', response: { data: [order] } },
        {
          path: 'fiat/payments',
          query: 'transactionType=0',
          response: { data: [row, { ...row, orderNo: 'b', paymentMethod: 'Cash Balance' }] },
        },
        { path: 'fiat/payments', query: 'transactionType=1', response: { data: [] } },
      ],
    })
    expect(
      (await read('fiat')).map(({ kind, amount, coin, state, fee }) => [kind, amount, coin, state, fee?.amount ?? null]),
    ).toEqual([
      ['deposit', '15.00', 'EUR', 'failed', null],
      ['withdrawal', '-15.00', 'EUR', 'done', '0.50'],
      ['deposit', '4.462', 'LUNA', 'done', null],
      ['trade', '4.462', 'LUNA', 'done', null],
      ['trade', '-20.0', 'EUR', 'done', null],
    ])
  })

  it('knows from the type of a sub-account’s transfer whether it came or went', async () => {
    const row = {
      counterParty: 'master',
      email: 'master@test.com',
      type: 1,
      asset: 'BTC',
      qty: '1',
      fromAccountType: 'SPOT',
      toAccountType: 'SPOT',
      status: 'SUCCESS',
      tranId: 11798835829,
      time: 1736128000000,
    }
    const { read } = ledgersOf({
      exchange: 'binance',
      calls: [
        {
          path: 'transfer/subUserHistory',
          response: [row, { ...row, type: 2, tranId: 2 }, { ...row, toAccountType: 'USDT_FUTURE', tranId: 3 }],
        },
      ],
    })
    const entries = await read('sub-transfers')
    expect(entries.map(({ amount }) => amount)).toEqual(['1', '-1'])
    expect(entries[0]?.counterpart).toMatchObject({ account: 'mast….com', transferId: '11798835829' })
  })
})
