import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

const apiSecret = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()
const credentials = { apiKey: 'organizations/a/apiKeys/b', apiSecret }

/** Rows as in https://docs.cdp.coinbase.com/coinbase-app/track-apis/transactions */
it('Coinbase: goes through the list of every coin, and takes a send by its sign', async () => {
  const row = (id: string, type: string, amount: string, currency: string, more: object = {}) => ({
    id,
    type,
    status: 'completed',
    amount: { amount, currency },
    native_amount: { amount: '1', currency: 'USD' },
    created_at: '2025-01-06T01:46:40Z',
    resource: 'transaction',
    ...more,
  })
  const list = (account: string, ...data: object[]) => ({
    path: `v2/accounts/${account}/transactions`,
    response: { pagination: { next_starting_after: null }, data },
  })
  const { read } = ledgersOf({
    exchange: 'coinbase',
    credentials,
    calls: [
      list(
        'btc-1',
        row('1', 'send', '-0.5', 'BTC', {
          to: { address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq' },
          network: { status: 'confirmed', hash: 'ab12', network_name: 'bitcoin' },
        }),
        row('2', 'send', '1', 'BTC'),
        row('3', 'advanced_trade_fill', '-0.1', 'BTC'),
        row('4', 'send', '-1', 'BTC', { status: 'pending' }),
      ),
      list(
        'usd-1',
        row('5', 'advanced_trade_fill', '9950', 'USD'),
        row('6', 'fiat_deposit', '100', 'USD', { status: 'failed' }),
        row('7', 'unknown_to_all', '1', 'USD'),
      ),
      {
        path: 'v2/accounts',
        response: {
          pagination: { next_starting_after: null },
          data: [
            { id: 'btc-1', type: 'wallet' },
            { id: 'usd-1', type: 'fiat' },
          ],
        },
      },
    ],
  })
  const entries = await read('transactions')
  expect(entries.map(({ id, kind, state }) => [id, kind, state])).toEqual([
    ['1', 'withdrawal', 'done'],
    ['2', 'deposit', 'done'],
    ['3', 'trade', 'done'],
    ['4', 'withdrawal', 'pending'],
    ['5', 'trade', 'done'],
    ['6', 'deposit', 'failed'],
    ['7', 'other', 'done'],
  ])
  expect(sums(entries)).toEqual({ BTC: '0.4', USD: '9951' })
  expect(entries[0]?.counterpart).toMatchObject({ address: 'bc1q…5mdq', txHash: 'ab12', chain: 'bitcoin' })
})
