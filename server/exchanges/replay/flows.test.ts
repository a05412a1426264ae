import { describe, expect, it } from 'vitest'
import { parseRecording } from './file'
import { replay } from './replay'

const NOW = '2025-01-07T00:00:00Z'
const answer = (result: object) => ({ retCode: 0, retMsg: 'OK', result })
const row = {
  id: 'a',
  symbol: '',
  category: '',
  transactionTime: '1736128000000',
  type: 'INTEREST',
  currency: 'USDT',
  fee: '',
  change: '-1.5',
  cashFlow: '-1.5',
}
const log = (nextPageCursor = '') => ({ path: 'v5/account/transaction-log', response: answer({ list: [row], nextPageCursor }) })
const wallet = {
  path: 'v5/account/wallet-balance',
  response: answer({ list: [{ totalEquity: '', coin: [{ coin: 'USDT', walletBalance: '5', equity: '5' }] }] }),
}
const recording = (calls: object[], more: object = {}) =>
  parseRecording(JSON.stringify({ exchange: 'bybit', now: NOW, prices: { USDT: '1' }, calls, ...more }))

describe('a recording that carries flows', () => {
  it('is replayed with what is held, and each entry stands in it once', async () => {
    const { flows, flows_not_read, total_equity } = await replay(recording([wallet, log('again and again')]))
    expect(total_equity).toBe('5')
    expect(flows).toEqual([
      {
        ledger: 'log',
        id: 'a',
        time: '2025-01-06T01:46:40.000Z',
        coin: 'USDT',
        amount: '-1.5',
        kind: 'interest',
        word: 'INTEREST',
        state: 'done',
        wallet_type: 'unified',
        symbol: null,
        fee: null,
        fee_coin: null,
        counterpart_wallet: null,
        counterpart_account: null,
        chain: null,
        address: null,
        tx_hash: null,
        transfer_id: null,
      },
    ])
    expect(flows_not_read).toEqual([])
  })

  it('may hold ledgers alone', async () => {
    expect((await replay(recording([log()]))).flows).toHaveLength(1)
  })

  it('names a ledger whose answer makes no sense', async () => {
    const broken = { path: 'deposit/query-record', response: answer({ rows: [{ coin: 'USDT', status: 3, amount: '' }] }) }
    const { flows_not_read } = await replay(recording([log(), broken]))
    expect(flows_not_read).toMatchObject([{ ledger: 'deposits', reason: expect.stringContaining('Bybit') }])
  })

  it('says nothing of flows where none are recorded', async () => {
    expect(await replay(recording([wallet]))).not.toHaveProperty('flows')
    expect(await replay(recording([wallet], { flows: {} }))).toHaveProperty('flows', [])
  })
})

describe('an id that an exchange gives to several rows', () => {
  it('keeps each movement, and the last state of one', async () => {
    const rows = [
      { ...row, id: '0' },
      { ...row, id: '0', currency: 'BTC', change: '-0.1', cashFlow: '-0.1' },
      { ...row, id: '0', change: '-2', cashFlow: '-2', transactionTime: '1736128001000' },
      { ...row, id: '0' },
    ]
    const page = { path: 'v5/account/transaction-log', response: answer({ list: rows, nextPageCursor: '' }) }
    const { flows } = await replay(recording([page]))
    expect(flows?.map(({ amount, coin }) => `${amount} ${coin}`).toSorted()).toEqual(['-0.1 BTC', '-1.5 USDT', '-2 USDT'])
  })
})
