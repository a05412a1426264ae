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
