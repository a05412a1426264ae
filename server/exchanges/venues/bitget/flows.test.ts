import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

const BTC = { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }
const answer = (data: unknown) => ({ code: '00000', msg: 'success', requestTime: 1736128000000, data })
const TIME = '1736128000000'

describe('Bitget: bills', () => {
  /** https://www.bitget.com/api-doc/contract/account/Get-Account-Bill */
  const bill = {
    billId: '1111499428100472833',
    symbol: 'BTCUSDT',
    amount: '0',
    fee: '-0.05',
    feeByCoupon: '',
    businessType: 'open_long',
    coin: 'USDT',
    cTime: TIME,
  }
  const mix = (product: string, ...bills: object[]) => ({
    path: 'mix/account/bill',
    query: `productType=${product}`,
    response: answer({ bills, endId: '1' }),
  })

  it('finds the cost of an opening, which stands under fee alone, and believes the sign rather than the name of a transfer', async () => {
    const { read } = ledgersOf({
      exchange: 'bitget',
      markets: [BTC],
      calls: [
        mix(
          'USDT-FUTURES',
          bill,
          { ...bill, billId: '2', businessType: 'close_long', amount: '12.5', fee: '-0.06' },
          { ...bill, billId: '3', businessType: 'contract_settle_fee', amount: '-0.7', fee: '0' },
          { ...bill, billId: '4', businessType: 'trans_to_exchange', amount: '-100', fee: '0', symbol: '' },
          { ...bill, billId: '5', businessType: 'trans_from_exchange', amount: '40', fee: '0', symbol: '' },
          { ...bill, billId: '6', businessType: 'something_else', amount: '1', fee: '0', symbol: '' },
        ),
        mix('USDC-FUTURES'),
        mix('COIN-FUTURES'),
      ],
    })
    const entries = await read('futures')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z fee -0.05 USDT perp BTC:PERP-USDT',
      '2025-01-06T01:46:40Z realized 12.5 USDT fee 0.06 USDT perp BTC:PERP-USDT',
      '2025-01-06T01:46:40Z funding -0.7 USDT perp BTC:PERP-USDT',
      '2025-01-06T01:46:40Z transfer -100 USDT perp',
      '2025-01-06T01:46:40Z transfer 40 USDT perp',
      '2025-01-06T01:46:40Z other 1 USDT perp',
    ])
    expect(sums(entries)).toEqual({ USDT: '-47.31' })
  })

  /** https://www.bitget.com/api-doc/spot/account/Get-Account-Bills, Get-Deposit-Record, Get-Withdraw-Record */
  it('leaves deposits and withdrawals to their own lists, where a withdrawal holds its fee', async () => {
    const row = (billId: string, businessType: string, size: string) => ({
      billId,
      coin: 'USDT',
      groupType: 'x',
      businessType,
      size,
      balance: '0',
      fees: '0',
      cTime: TIME,
    })
    const withdrawal = {
      orderId: '1083832260799930368',
      tradeId: '35bf0e588a42b25c',
      clientOid: '123',
      coin: 'USDT',
      type: 'withdraw',
      size: '30',
      fee: '-1.0000000',
      status: 'success',
      toAddress: '1BfZh7JESJGBUszCGeZnzxbVVvBycbJSbA',
      dest: 'on_chain',
      chain: 'TRC20',
      confirm: '100',
      fromAddress: null,
      cTime: TIME,
      uTime: TIME,
    }
    const tried = ledgersOf({
      exchange: 'bitget',
      calls: [
        {
          path: 'spot/account/bills',
          response: answer([row('1', 'deposit', '100'), row('2', 'withdraw', '-30'), row('3', 'transfer_out', '-11.64958799')]),
        },
        {
          path: 'deposit-records',
          response: answer([{ ...withdrawal, orderId: '7', type: 'deposit', size: '100', fee: undefined }]),
        },
        { path: 'withdrawal-records', response: answer([withdrawal, { ...withdrawal, orderId: '2', status: 'pending' }]) },
      ],
    })
    const entries = [...(await tried.read('spot')), ...(await tried.read('deposits')), ...(await tried.read('withdrawals'))]
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z transfer -11.64958799 USDT spot',
      '2025-01-06T01:46:40Z deposit 100 USDT spot',
      '2025-01-06T01:46:40Z withdrawal -29 USDT fee 1.0000000 USDT spot',
      '2025-01-06T01:46:40Z withdrawal pending -29 USDT fee 1.0000000 USDT spot',
    ])
    expect(entries[2]?.counterpart?.address).toBe('1BfZ…JSbA')
  })

  /** https://www.bitget.com/api-doc/uta/account/Get-Financial-Records */
  it('reads a unified account category by category', async () => {
    const row = {
      category: 'Spot',
      id: '131',
      symbol: 'BTCUSDT',
      coin: 'BTC',
      type: 'ORDER_DEALT_IN',
      fee: '-0.00000531',
      amount: '0.00531168',
      balance: '55.1',
      ts: TIME,
    }
    const { read } = ledgersOf({
      exchange: 'bitget',
      calls: [
        {
          path: 'v3/account/financial-records',
          query: 'category=SPOT',
          response: answer({ list: [row, { ...row, id: '132', type: 'AUTO_BORROW', amount: '5', fee: '0' }], cursor: '1' }),
        },
        {
          path: 'v3/account/financial-records',
          query: 'category=USDT-FUTURES',
          response: answer({
            list: [{ ...row, id: '133', coin: 'USDT', type: 'CONTRACT_MAIN_SETTLE_FEE_USER_OUT', amount: '-1.5', fee: '0' }],
            cursor: '1',
          }),
        },
        { path: 'v3/account/financial-records', response: answer({ list: null }) },
      ],
    })
    expect(
      (await read('unified')).map(({ kind, amount, fee, counterpart }) => [
        kind,
        amount,
        fee?.amount ?? null,
        counterpart?.wallet ?? null,
      ]),
    ).toEqual([
      ['trade', '0.00531168', '0.00000531', null],
      ['transfer', '5', null, 'loan'],
      ['funding', '-1.5', null, null],
    ])
  })
})

describe('Bitget: the two kinds of accounts', () => {
  const refused = (path: string, code: string) => ({
    path,
    status: 400,
    response: { code, msg: 'of the other kind', data: null },
  })

  /** https://www.bitget.com/docs/catalog/account/deposit-withdrawal */
  it('asks a unified account for deposits and withdrawals by its own calls', async () => {
    const row = {
      orderId: '1477183242218870001',
      recordId: '0999e9fc8dfa7d65',
      coin: 'USDT',
      size: '30',
      status: 'success',
      toAddress: 'TKtjsywjRu4HechtABGJBVhkDJtwYcMVfc',
      fromAddress: 'TFcWfiw5p5DDZ6vi6Bktf7yK1asRYLpN33',
      dest: 'on_chain',
      chain: 'TRC20',
      createdTime: TIME,
    }
    const { read } = ledgersOf({
      exchange: 'bitget',
      calls: [
        refused('v2/spot/wallet/deposit-records', '40085'),
        refused('v2/spot/wallet/withdrawal-records', '40085'),
        { path: 'v3/account/deposit-records', response: answer([row]) },
        { path: 'v3/account/withdrawal-records', response: answer([{ ...row, fee: '-1.5' }]) },
      ],
    })
    const entries = [...(await read('deposits')), ...(await read('withdrawals'))]
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z deposit 30 USDT spot',
      '2025-01-06T01:46:40Z withdrawal -28.5 USDT fee 1.5 USDT spot',
    ])
    expect(entries.map(({ counterpart }) => counterpart?.txHash)).toEqual(['0999e9fc8dfa7d65', '0999e9fc8dfa7d65'])
  })

  it('a ledger of the other kind tells nothing; a key that may not read it is still refused', async () => {
    const { read } = ledgersOf({
      exchange: 'bitget',
      calls: [
        refused('v2/spot/account/bills', '40085'),
        refused('v3/account/funding-financial-records', '40084'),
        refused('v2/margin/crossed/financial-records', '40014'),
        refused('v2/spot/wallet/deposit-records', '40014'),
      ],
    })
    expect([await read('spot'), await read('funding')]).toEqual([[], []])
    await expect(read('margin')).rejects.toMatchObject({ code: 'exchange_permission' })
    await expect(read('deposits')).rejects.toMatchObject({ code: 'exchange_permission' })
  })
})
