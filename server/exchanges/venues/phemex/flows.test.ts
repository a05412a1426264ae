import { expect, it } from 'vitest'
import { ledgersOf, sums, type TestLedgers, told } from '../flows.testing'

const HASH = `0x${'ab'.repeat(32)}`

/** Rows in the form of Phemex's documentation, and what they come to. */
const DOCUMENTED: readonly (readonly [string, TestLedgers & { ledger: string; entries: readonly string[] }])[] = [
  [
    // 88 and 12 of 100 USDT, scaled by 10⁸ whatever the coin.
    'https://phemex-docs.github.io/#query-withdraw-history',
    {
      exchange: 'phemex',
      ledger: 'withdrawals',
      calls: [
        {
          path: 'exchange/wallets/withdrawList',
          response: {
            code: 0,
            msg: 'OK',
            data: [
              {
                id: '10000001',
                currency: 'USDT',
                status: 'Succeed',
                amountEv: '8800000000',
                feeEv: '1200000000',
                address: '0x5bfbf60e0fa7f63598e6cfd8a7fd3ffac4ccc6ad',
                txHash: HASH,
                submittedAt: '1735800000000',
                chainName: 'ETH',
              },
              {
                id: '10000002',
                currency: 'USDT',
                status: 'Rejected',
                amountRv: '100',
                feeRv: '1',
                address: '0x5b',
                txHash: null,
                submittedAt: '1735800001000',
                chainName: 'TRX',
              },
            ],
          },
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z withdrawal -88 USDT fee 12 USDT spot',
        '2025-01-02T06:40:01Z withdrawal failed -100 USDT fee 1 USDT spot',
      ],
    },
  ],
]

it.each(DOCUMENTED)('%s', async (_source, { ledger, entries, ...exchange }) => {
  const read = await ledgersOf(exchange).read(ledger)
  expect(read.map(told)).toEqual(entries)
  expect(new Set(read.map(({ id }) => id)).size).toBe(read.length)
})

it('takes what came without its ending, and no row without its amount or moment', async () => {
  const row = { id: 1, currency: 'BTC', status: 'Success', amountEv: 150000000, txHash: null, createdAt: 1735800000000 }
  const deposits = (more: object) =>
    ledgersOf({
      exchange: 'phemex',
      calls: [{ path: 'wallets/depositList', response: { code: 0, data: [{ ...row, ...more }] } }],
    }).read('deposits')
  expect(sums(await deposits({}))).toEqual({ BTC: '1.5' })
  await expect(deposits({ amountEv: '' })).rejects.toMatchObject({ code: 'exchange_network' })
  await expect(deposits({ createdAt: null })).rejects.toMatchObject({ code: 'exchange_network' })
})
