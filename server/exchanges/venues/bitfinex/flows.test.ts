import { expect, it } from 'vitest'
import { ledgersOf, sums, type TestLedgers, told } from '../flows.testing'

const HASH = `0x${'ab'.repeat(32)}`

/** A row of movements: its places are its names. */
function movement(id: number, state: string, amount: number, fees: number) {
  const times = [1735800000000, 1735800001000]
  const address = [HASH, null, null, null]
  return [
    id,
    'ETH',
    'ETHEREUM',
    null,
    null,
    ...times,
    null,
    null,
    state,
    null,
    null,
    amount,
    fees,
    null,
    null,
    ...address,
    HASH,
    null,
  ]
}

/** Rows in the form of Bitfinex's documentation, and what they come to. */
const DOCUMENTED: readonly (readonly [string, TestLedgers & { ledger: string; entries: readonly string[] }])[] = [
  [
    // Signed; words alone say what a row is. Deposits are left to the list of movements; both ends of a transfer are rows.
    'https://docs.bitfinex.com/reference/rest-auth-ledgers',
    {
      exchange: 'bitfinex',
      ledger: 'log',
      calls: [
        {
          path: 'v2/auth/r/ledgers/hist',
          response: [
            [1, 'USD', null, 1735800000000, null, 0.01644445, 0, null, 'Settlement @ 185.79 on wallet margin'],
            [
              2,
              'BTC',
              null,
              1735800001000,
              null,
              -0.1,
              0,
              null,
              'Transfer of 0.1 BTC from wallet Exchange to Trading on wallet exchange',
            ],
            [
              3,
              'BTC',
              null,
              1735800001000,
              null,
              0.1,
              0,
              null,
              'Transfer of 0.1 BTC from wallet Exchange to Trading on wallet margin',
            ],
            [4, 'BTC', null, 1735800002000, null, -0.0004, 0, null, 'Bitcoin Withdrawal fee on wallet exchange'],
            [5, 'BTC', null, 1735800003000, null, 1, 1, null, 'Deposit (BITCOIN) #123 on wallet exchange'],
            [
              6,
              'USD',
              null,
              1735800004000,
              null,
              -2,
              1,
              null,
              'Trading fees for 0.1 BTC (BTCUSD) @ 20000 on BFX (0.1%) on wallet exchange',
            ],
          ],
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z realized 0.01644445 USD margin',
        '2025-01-02T06:40:01Z transfer -0.1 BTC spot',
        '2025-01-02T06:40:01Z transfer 0.1 BTC margin',
        '2025-01-02T06:40:02Z fee -0.0004 BTC spot',
        '2025-01-02T06:40:04Z fee -2 USD spot',
      ],
    },
  ],
  [
    'https://docs.bitfinex.com/reference/rest-auth-movements',
    {
      exchange: 'bitfinex',
      ledger: 'moved',
      calls: [
        {
          path: 'v2/auth/r/movements/hist',
          response: [
            movement(13293039, 'CANCELED', -0.24, -0.00135),
            movement(13293040, 'COMPLETED', -0.24, -0.00135),
            movement(13293041, 'COMPLETED', 0.5, 0),
          ],
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z withdrawal failed -0.24 ETH spot',
        '2025-01-02T06:40:00Z withdrawal -0.24 ETH spot',
        '2025-01-02T06:40:00Z deposit 0.5 ETH spot',
      ],
    },
  ],
]

it.each(DOCUMENTED)('%s', async (_source, { ledger, entries, ...exchange }) => {
  const read = await ledgersOf(exchange).read(ledger)
  expect(read.map(told)).toEqual(entries)
  expect(new Set(read.map(({ id }) => id)).size).toBe(read.length)
})

it('has both ends of a transfer between wallets, which come to nothing', async () => {
  const [, log] = DOCUMENTED.find(([, { ledger }]) => ledger === 'log') ?? []
  const read = log ? await ledgersOf(log).read('log') : []
  const within = read.filter(({ kind }) => kind === 'transfer')
  expect(within.map(({ counterpart }) => counterpart?.wallet)).toEqual(['margin', 'spot'])
  expect(sums(within)).toEqual({})
})
