import { expect, it } from 'vitest'
import { ledgersOf, told } from '../flows.testing'

/** Answers in the form of https://docs.dydx.xyz/indexer-client/http#get-transfers. */

const OWN = 'dydx14zzueazeh0hj67cghhf9jypslcf9sh2n5k6art'
const OTHER = 'dydx1slanxj8x9ntk9knwa6cvfv2tzlsq5gk3dshml0'
const VAULT = 'dydx18tkxrnrkqc2t0lr3zxr5g6a4hdvqksylxqje4r'
const end = (address: string, subaccountNumber?: number) => ({ address, subaccountNumber })
const row = (id: string, type: string, sender: object, recipient: object, size = '5') => ({
  ...{ id, type, sender, recipient, size, createdAt: '2025-01-02T09:43:02.105Z', createdAtHeight: '1', symbol: 'USDC' },
  transactionHash: id.toUpperCase(),
})

function dydx(lists: Readonly<Record<string, readonly object[]>>) {
  return ledgersOf({
    exchange: 'dydx',
    credentials: { walletAddress: OWN },
    answer: ({ pathname, searchParams }) => {
      if (pathname === '/v4/transfers') {
        const [page, limit] = ['page', 'limit'].map((name) => Number(searchParams.get(name)))
        const rows = lists[searchParams.get('subaccountNumber') ?? ''] ?? []
        return { transfers: rows.slice(((page ?? 1) - 1) * (limit ?? 0), (page ?? 1) * (limit ?? 0)) }
      }
      return { subaccounts: Object.keys(lists).map((subaccountNumber) => ({ subaccountNumber, equity: '0' })) }
    },
  })
}

it('tells what came and went of the first sub-account, and what stays within the account', async () => {
  const { read } = dydx({
    0: [
      row('a', 'TRANSFER_OUT', end(OWN, 0), end(OWN, 128)),
      row('b', 'TRANSFER_IN', end(OWN, 130), end(OWN, 0)),
      row('c', 'TRANSFER_OUT', end(OWN, 0), end(OTHER, 0), '0.000001'),
      row('d', 'WITHDRAWAL', end(OWN, 0), end(OWN)),
      row('e', 'DEPOSIT', end(OTHER), end(OWN, 0)),
      row('f', 'TRANSFER_OUT', end(OWN, 0), end(VAULT, 0)),
    ],
  })
  const entries = await read('moved')
  expect(entries.map((entry) => [entry.id, told(entry), entry.counterpart?.wallet])).toEqual([
    ['a', '2025-01-02T09:43:02.105Z transfer -5 USDC perp', 'perp'],
    ['b', '2025-01-02T09:43:02.105Z transfer 5 USDC perp', 'perp:2'],
    ['c', '2025-01-02T09:43:02.105Z transfer -0.000001 USDC perp', null],
    ['d', '2025-01-02T09:43:02.105Z withdrawal -5 USDC perp', null],
    ['e', '2025-01-02T09:43:02.105Z deposit 5 USDC perp', null],
    // MegaVault is a wallet of the account.
    ['f', '2025-01-02T09:43:02.105Z transfer -5 USDC perp', 'vaults'],
  ])
})

it('tells what comes straight to another sub-account, or to that of an isolated position', async () => {
  const { read, asked } = dydx({
    0: [row('a', 'TRANSFER_OUT', end(OWN, 0), end(OWN, 128))],
    1: [row('b', 'TRANSFER_IN', end(OTHER, 1), end(OWN, 1)), row('c', 'DEPOSIT', end(OTHER), end(OWN, 1), '7')],
    128: [row('a', 'TRANSFER_IN', end(OWN, 0), end(OWN, 128))],
    129: Array.from({ length: 101 }, (_, index) => row(`d${index}`, 'TRANSFER_IN', end(OTHER, 0), end(OWN, 129), '1')),
  })
  const entries = await read('others')
  expect(entries.slice(0, 4).map((entry) => [entry.id, told(entry), entry.counterpart?.wallet])).toEqual([
    ['1:b', '2025-01-02T09:43:02.105Z transfer 5 USDC perp:1', null],
    ['1:c', '2025-01-02T09:43:02.105Z deposit 7 USDC perp:1', null],
    ['128:a', '2025-01-02T09:43:02.105Z transfer 5 USDC perp', 'perp'],
    ['129:d0', '2025-01-02T09:43:02.105Z transfer 1 USDC perp:1', null],
  ])
  expect(entries.length).toBe(104)
  expect(asked.filter((path) => path.includes('/transfers') && path.includes('=0&')).length).toBe(0)
})

it('an address without sub-accounts has none of them moved, and a foreign answer is refused', async () => {
  const empty = ledgersOf({
    exchange: 'dydx',
    credentials: { walletAddress: OWN },
    calls: [
      { path: 'v4/transfers', status: 404, response: { errors: [{ msg: `No subaccount found with address ${OWN}` }] } },
      { path: `v4/addresses/${OWN}`, status: 404, response: { errors: [{ msg: `No subaccounts found for address ${OWN}` }] } },
    ],
  })
  expect([await empty.read('moved'), await empty.read('others')]).toEqual([[], []])
  for (const answer of [{}, { data: { hello: 'world' } }, { result: {} }, []]) {
    const foreign = ledgersOf({ exchange: 'dydx', credentials: { walletAddress: OWN }, answer: () => answer })
    for (const ledger of ['moved', 'others'])
      await expect(foreign.read(ledger), JSON.stringify(answer)).rejects.toMatchObject({ code: 'exchange_network' })
  }
})
