import { describe, expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/** Answers in the form of https://docs.paradex.trade/api/prod (2026-11; paradex-py 0.6.2, `TransferResult`, `FundingPayment`). */

const transfer = (id: string, kind: string, direction: string | null, amount: string, more: object = {}) => ({
  ...{ id, account: '0x1', kind, direction, amount, token: 'USDC', status: 'COMPLETED', created_at: 1736128000000 },
  ...more,
})
const page = (path: string, results: object[], next: string | null = null) => ({ path, response: { next, prev: null, results } })

describe('Paradex: ledgers', () => {
  it('takes the direction for the sign, and the kind where no direction is told', async () => {
    const rows = [
      transfer('1', 'DEPOSIT', 'IN', '100', { external_chain: 'ETHEREUM' }),
      transfer('2', 'WITHDRAWAL', 'OUT', '30', { status: 'AVAILABLE' }),
      transfer('3', 'VAULT_DEPOSIT', null, '20'),
      transfer('4', 'VAULT_WITHDRAWAL', null, '5'),
      transfer('5', 'WITHDRAWAL', 'OUT', '10', { status: 'PENDING' }),
      transfer('6', 'WITHDRAWAL', 'OUT', '10', { status: 'FAILED' }),
    ]
    const entries = await ledgersOf({ exchange: 'paradex', calls: [page('v1/transfers', rows)] }).read('transfers')
    expect(entries.map(({ kind, amount, state, counterpart }) => [kind, amount, state, counterpart?.wallet ?? null])).toEqual([
      ['deposit', '100', 'done', null],
      // It is ready on the other chain: it has left.
      ['withdrawal', '-30', 'done', null],
      ['transfer', '-20', 'done', 'vaults'],
      ['transfer', '5', 'done', 'vaults'],
      ['withdrawal', '-10', 'pending', null],
      ['withdrawal', '-10', 'failed', null],
    ])
  })

  it('follows pages by what the answer says comes next', async () => {
    const payment = (id: string, amount: string) => ({ id, market: 'BTC-USD-PERP', payment: amount, created_at: 1736128000000 })
    const calls = [
      page('v1/funding/payments', [payment('1', '-1.5')], 'next-page'),
      page('v1/funding/payments', [payment('2', '0.25')]),
    ]
    const { read, asked } = ledgersOf({ exchange: 'paradex', calls })
    expect(sums(await read('funding'))).toEqual({ USDC: '-1.25' })
    expect(asked[1]).toContain('cursor=next-page')
  })
})
