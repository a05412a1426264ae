import { expect, it } from 'vitest'
import { ledgersOf, told } from '../flows.testing'

/**
 * Rows of https://www.lbank.com/en-US/docs/index.html (read 2026-11-30): Get recharge history, Get withdrawal history; within what
 * ccxt 4.5.84 recorded around them (`total`, `page_length`, `current_page`).
 */
const AT = 1735800000000
const HASH = '0x4baf730c242fe6d85559edb40399daaf8dca16255382a5ce36934f0ff964a776'
const deposit = {
  insertTime: AT,
  amount: 443,
  address: 'QiEik5W3szxqtjJnzp14apfrY7McUdX9sa',
  networkName: 'lbk20',
  txId: HASH,
  coin: 'lbk',
  status: '2',
}
const withdrawal = {
  amount: 234,
  coid: 'lbk',
  address: '34252342',
  withdrawOrderId: 'werqwerq123425353',
  fee: 2,
  networkName: 'lbk30',
  transferType: 'Digital Asset Withdrawal',
  txId: '',
  feeAssetCode: '',
  id: 93182,
  applyTime: AT,
  status: '1',
}
const ok = (data: unknown) => ({ result: true, data, error_code: 0, ts: AT })
const page = (name: string, rows: unknown[], total = rows.length) => ok({ total, [name]: rows, page_length: 20, current_page: 1 })
const STRETCH = { from: '2025-01-01T00:00:00Z', to: '2025-01-03T00:00:00Z' }
const DEPOSITS = 'v2/supplement/deposit_history.do'
const deposits = (response: unknown) =>
  ledgersOf({ exchange: 'lbank', calls: [{ path: DEPOSITS, response }] }).read('deposits', STRETCH)

it('counts what came by a transfer within LBank as come, not as on its way for good', async () => {
  const rows = ['1', '2', '3', '4', '5'].map((status, second) => ({ ...deposit, status, insertTime: AT + second * 1000 }))
  expect((await deposits(page('depositOrders', rows))).map(({ state, amount }) => `${amount} ${state}`)).toEqual([
    '443 pending',
    '443 done',
    '443 failed',
    '443 failed',
    '443 done',
  ])
})

it('reads the list as documented, and that in pages as it comes', async () => {
  expect((await deposits(ok([deposit]))).map(told)).toEqual(['2025-01-02T06:40:00Z deposit 443 LBK spot'])
  const [first, second, ...more] = await deposits(page('depositOrders', [deposit, deposit]))
  expect(more).toEqual([])
  // As before the room was there: entries that are kept are known again.
  expect(first).toMatchObject({ id: `~:${AT}:LBK:443:${HASH}`, counterpart: { chain: 'lbk20', txHash: HASH } })
  expect(second?.id).toBe(`${first?.id}#2`)
})

it('knows the coin of a withdrawal, its end and its state', async () => {
  const rows = ['1', '2', '3', '4'].map((status, index) => ({ ...withdrawal, status, id: 93182 + index }))
  const found = await ledgersOf({
    exchange: 'lbank',
    calls: [{ path: 'v2/supplement/withdraws.do', response: page('withdraws', rows) }],
  }).read('withdrawals', STRETCH)
  expect(found.map(({ id, state, amount, coin }) => [id, coin, amount, state])).toEqual([
    ['93182', 'LBK', '-234', 'pending'],
    ['93183', 'LBK', '-234', 'failed'],
    ['93184', 'LBK', '-234', 'failed'],
    ['93185', 'LBK', '-234', 'done'],
  ])
})

it('asks by halves for a stretch of which a first page alone is sent', async () => {
  const all = Array.from({ length: 50 }, (_, index) => ({ ...deposit, insertTime: AT + index * 60_000, txId: `t${index}` }))
  const ledgers = ledgersOf({
    exchange: 'lbank',
    answer: (url, body) => {
      if (!url.pathname.endsWith('deposit_history.do')) return undefined
      const asked = new URLSearchParams(body)
      const [start, end] = [Number(asked.get('startTime')), Number(asked.get('endTime'))]
      const rows = all.filter(({ insertTime }) => insertTime >= start && insertTime <= end)
      return page('depositOrders', rows.slice(-20), rows.length)
    },
  })
  const found = await ledgers.read('deposits', STRETCH)
  expect(found).toHaveLength(50)
  expect(new Set(found.map(({ id }) => id)).size).toBe(50)
})

it('says that it cannot tell them where one moment holds more than a page', async () => {
  await expect(deposits(page('depositOrders', [deposit], 2))).rejects.toMatchObject({ code: 'exchange_network' })
})

it('takes nothing else for a list', async () => {
  for (const bad of [
    ok({}),
    ok({ total: 0 }),
    ok({ depositOrders: [] }),
    ok([{}]),
    ok({ total: 1, depositOrders: [{ ...deposit, amount: '' }] }),
  ])
    await expect(deposits(bad)).rejects.toMatchObject({ code: 'exchange_network' })
})
