import { expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/** Rows as in https://www.htx.com/en-us/opend/newApiPages/?id=7ec4f16c-7773-11ed-9966-0242ac110003 */
it('HTX: knows the final word of each kind, and takes a fee besides the amount', async () => {
  const row = {
    id: 45182894,
    type: 'deposit',
    'sub-type': '',
    currency: 'usdt',
    chain: 'trc20usdt',
    'tx-hash': '9ab1c2',
    amount: 100,
    'from-addr-tag': '',
    address: 'TRwkUYHWgUh23jbKpgTcYHgE9CcBzhGno9',
    'address-tag': '',
    fee: 0,
    state: 'safe',
    'created-at': 1736128000000,
    'updated-at': 1736128000000,
  }
  const { read } = ledgersOf({
    exchange: 'htx',
    calls: [
      {
        path: 'deposit-withdraw',
        query: 'type=deposit',
        response: { status: 'ok', data: [row, { ...row, id: 2, state: 'confirming' }, { ...row, id: 3, state: 'orphan' }] },
      },
      {
        path: 'deposit-withdraw',
        query: 'type=withdraw',
        response: {
          status: 'ok',
          data: [
            { ...row, type: 'withdraw', fee: 2, amount: 30, state: 'confirmed' },
            { ...row, type: 'withdraw', id: 5, state: 'wallet-transfer' },
            { ...row, type: 'withdraw', id: 6, state: 'reject' },
          ],
        },
      },
    ],
  })
  const entries = await read('moved')
  expect(entries.map(({ kind, state }) => [kind, state])).toEqual([
    ['deposit', 'done'],
    ['deposit', 'pending'],
    ['deposit', 'failed'],
    ['withdrawal', 'done'],
    ['withdrawal', 'pending'],
    ['withdrawal', 'failed'],
  ])
  expect(sums(entries)).toEqual({ USDT: '68' })
  // The same number is used for both kinds.
  expect(new Set(entries.map(({ id }) => id)).size).toBe(6)
})

const ACCOUNTS = {
  path: 'v1/account/accounts',
  response: {
    status: 'ok',
    data: [
      { id: 10000001, type: 'spot', subtype: '', state: 'working' },
      { id: 10000002, type: 'super-margin', subtype: '', state: 'working' },
      { id: 10000003, type: 'point', subtype: '', state: 'working' },
    ],
  },
}

/** Rows as in https://www.htx.com/en-us/opend/newApiPages/?id=7ec4b85b-7773-11ed-9966-0242ac110003 */
it('HTX: reads what changes each account, page by page, and leaves what has a list of its own to that', async () => {
  const row = {
    'account-id': 10000001,
    currency: 'usdt',
    'record-id': 359044707902783800,
    'transact-amt': '-10.000000000000000001',
    'transact-type': 'trade',
    'avail-balance': '81.850043797676510303',
    'acct-balance': '97.010043797676510318',
    'transact-time': 1736128000557,
  }
  const pages: Record<string, unknown> = {
    '10000001 ': {
      status: 'ok',
      data: [
        row,
        { ...row, 'record-id': 2, currency: 'btc', 'transact-amt': '0.0002' },
        { ...row, 'record-id': 3, currency: 'btc', 'transact-amt': '-0.0000004', 'transact-type': 'transact-fee' },
        { ...row, 'record-id': 4, 'transact-amt': '-7', 'transact-type': 'transfer' },
        { ...row, 'record-id': 5, 'transact-amt': '900', 'transact-type': 'deposit' },
      ],
      'next-id': 47996522235,
    },
    '10000001 47996522235': {
      status: 'ok',
      data: [{ ...row, 'record-id': 47996522235, 'transact-amt': '1.5', 'transact-type': 'other-types' }],
    },
    '10000002 ': {
      status: 'ok',
      data: [
        { ...row, 'record-id': 6, 'transact-amt': '100', 'transact-type': 'credit' },
        { ...row, 'record-id': 7, 'transact-amt': '-0.25', 'transact-type': 'interest' },
      ],
    },
  }
  const { read, asked } = ledgersOf({
    exchange: 'htx',
    calls: [ACCOUNTS],
    answer: ({ pathname, searchParams }) =>
      pathname === '/v1/account/history'
        ? pages[`${searchParams.get('account-id')} ${searchParams.get('from-id') ?? ''}`]
        : undefined,
  })
  const entries = await read('changes', { from: '2025-01-06T01:00:00Z', to: '2025-01-06T02:00:00Z' })
  expect(entries.map(({ kind, coin, amount, wallet, counterpart }) => [kind, coin, amount, wallet, counterpart?.wallet])).toEqual(
    [
      ['trade', 'USDT', '-10.000000000000000001', 'spot', undefined],
      ['trade', 'BTC', '0.0002', 'spot', undefined],
      ['fee', 'BTC', '-0.0000004', 'spot', undefined],
      ['other', 'USDT', '1.5', 'spot', undefined],
      ['transfer', 'USDT', '100', 'margin', 'loan'],
      ['interest', 'USDT', '-0.25', 'margin', undefined],
    ],
  )
  expect(new Set(entries.map(({ id }) => id)).size).toBe(6)
  // An hour is the widest that it takes; points are no coins.
  const histories = asked.filter((line) => line.startsWith('v1/account/history'))
  expect(histories).toHaveLength(3)
  expect(histories.every((line) => !line.includes('10000003'))).toBe(true)
})

it('HTX: reads what changes each account whose coins are held, each under the wallet that it is', async () => {
  const wallets = {
    spot: 'spot',
    otc: 'funding',
    'deposit-earning': 'earn',
    'grid-trading': 'grid',
    investment: 'lending',
    borrow: 'lending',
    margin: 'isolated_margin',
    'super-margin': 'margin',
    'cross-margin': 'margin',
  }
  const types = [...Object.keys(wallets), 'point', 'futures', 'swap', 'linear-swap', 'contract']
  const data = types.map((type, index) => ({ id: 100 + index, type, subtype: '', state: 'working' }))
  const { read } = ledgersOf({
    exchange: 'htx',
    calls: [{ path: 'v1/account/accounts', response: { status: 'ok', data } }],
    answer: ({ pathname, searchParams }) =>
      pathname === '/v1/account/history'
        ? {
            status: 'ok',
            data: [
              {
                'account-id': Number(searchParams.get('account-id')),
                currency: 'usdt',
                'record-id': 1,
                'transact-amt': '-10',
                'transact-type': 'trade',
                'transact-time': 1736128000557,
              },
            ],
          }
        : undefined,
  })
  const entries = await read('changes', { from: '2025-01-06T01:00:00Z', to: '2025-01-06T02:00:00Z' })
  expect(entries.map(({ wallet }) => wallet)).toEqual(Object.values(wallets))
})

/** Rows as in https://www.htx.com/en-us/opend/newApiPages/?id=7ec501f7-7773-11ed-9966-0242ac110003 */
it('HTX: a transfer between its own wallets changes nothing of the account, one with another user does', async () => {
  const row = {
    accountId: 10000001,
    currency: 'usdt',
    transactAmt: 10,
    transactType: 'transfer',
    transferType: 'margin-transfer-out',
    transactId: 0,
    transactTime: 1736128000066,
    transferer: 28483123,
    transferee: 10000001,
  }
  const { read } = ledgersOf({
    exchange: 'htx',
    calls: [
      {
        path: 'v2/account/ledger',
        response: {
          code: 200,
          message: 'success',
          data: [
            row,
            { ...row, transactAmt: -4, transferType: 'spot-to-linear-swap' },
            { ...row, transactAmt: -5, transferType: 'sub-transfer-out', transferer: 10000001, transferee: 13496526 },
            { ...row, transactAmt: -6, transferType: 'new-word' },
          ],
          ok: true,
        },
      },
    ],
  })
  const entries = await read('transfers')
  expect(entries.map(({ amount, counterpart }) => [amount, counterpart?.wallet, counterpart?.account])).toEqual([
    ['10', 'isolated_margin', null],
    ['-4', 'perp', null],
    ['-5', null, expect.stringContaining('…')],
    ['-6', null, expect.stringContaining('…')],
  ])
  expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
})
