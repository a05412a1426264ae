import { expect, it } from 'vitest'
import { ledgersOf, told } from '../flows.testing'

/** Rows of https://api-docs.poloniex.com (read 2026-11-30): spot/api/private/wallet#wallets-activity-records, v3/futures/api/account/bills. */
const STRETCH = { from: '2025-01-01T00:00:00Z', to: '2025-01-03T00:00:00Z' }
const AT = 1735800000
const activity = (deposits: unknown, withdrawals: unknown) => ({ adjustments: [], deposits, withdrawals })
const deposit = {
  depositNumber: 7397520,
  currency: 'BTC',
  address: '131rdg5Rzn6BFufnnQaHhVa5ZtRU1J2EZR',
  amount: '0.00006000',
  confirmations: 4,
  txid: 'ab',
  timestamp: AT,
  status: 'COMPLETED',
}
const withdrawal = {
  withdrawalRequestsId: 8224394,
  currency: 'EMC2',
  address: 'EYEKyCrqTNmVCpdDV8w49XvSKRP9N3EUyF',
  amount: '63.10796020',
  fee: '0.01000000',
  timestamp: AT + 1,
  status: 'COMPLETE: d3',
  txid: 'd3',
}
const read = (response: unknown) =>
  ledgersOf({ exchange: 'poloniex', calls: [{ path: 'wallets/activity', response }] }).read('moved', STRETCH)

it('takes the fee out of the amount of a withdrawal, which holds it', async () => {
  const found = await read(activity([deposit, { ...deposit, depositNumber: 2, status: 'PENDING' }], [withdrawal]))
  expect(found.map(told)).toEqual([
    '2025-01-02T06:40:00Z deposit 0.00006000 BTC spot',
    '2025-01-02T06:40:00Z deposit pending 0.00006000 BTC spot',
    '2025-01-02T06:40:01Z withdrawal -63.0979602 EMC2 fee 0.01000000 EMC2 spot',
  ])
  expect(found.map(({ id }) => id)).toEqual(['deposit:7397520', 'deposit:2', 'withdrawal:8224394'])
})

it('takes no answer without both lists for one that says that nothing moved', async () => {
  for (const bad of [{}, { deposits: [] }, activity([{}], []), activity([], [{ ...withdrawal, amount: '' }])])
    await expect(read(bad)).rejects.toMatchObject({ code: 'exchange_network' })
})

const bill = (id: number, type: string, sz: string, more: object = {}) => ({
  id: `3612067890036408${id}`,
  actType: 'TRADING',
  type,
  ccy: 'USDT',
  cTime: String(AT * 1000 - id * 1000),
  sz,
  symbol: 'BTC_USDT_PERP',
  mgnMode: 'CROSS',
  posSide: 'BOTH',
  ...more,
})

it('tells what trading did to futures, and nothing of what stays within the account or is of trial funds', async () => {
  const rows = [
    bill(1, 'TRANSFER', '2', { symbol: '' }),
    bill(2, 'FEE', '-0.0002'),
    bill(3, 'PNL', '-0.0052'),
    bill(4, 'FUNDING_FEE', '0.01'),
    bill(5, 'LIQ_PNL', '-3'),
    bill(6, 'MANUAL_MARGIN', '-1', { mgnMode: 'ISOLATED' }),
    bill(7, 'PNL', '5', { actType: 'TRIAL' }),
    bill(8, 'SOMETHING_NEW', '1'),
  ]
  const found = await ledgersOf({
    exchange: 'poloniex',
    markets: [{ symbol: 'BTC/USDT:USDT', id: 'BTC_USDT_PERP' }],
    calls: [{ path: 'v3/account/bills', response: { code: 200, msg: '', data: rows } }],
  }).read('bills', STRETCH)
  expect(found.map(told).map((line) => line.slice(21))).toEqual([
    'fee -0.0002 USDT perp BTC:PERP-USDT',
    'realized -0.0052 USDT perp BTC:PERP-USDT',
    'funding 0.01 USDT perp BTC:PERP-USDT',
    'liquidation -3 USDT perp BTC:PERP-USDT',
    'other 1 USDT perp BTC:PERP-USDT',
  ])
})

it('goes through pages by time, newest first, and loses none of one moment', async () => {
  const all = Array.from({ length: 250 }, (_, index) =>
    bill(1000 + index, 'FEE', '-1', { cTime: String(AT * 1000 - Math.floor(index / 7) * 1000) }),
  )
  const found = await ledgersOf({
    exchange: 'poloniex',
    answer: (url) => {
      if (!url.pathname.endsWith('account/bills')) return undefined
      const [start, end] = ['sTime', 'eTime'].map((name) => Number(url.searchParams.get(name)))
      const rows = all.filter(({ cTime }) => Number(cTime) >= (start ?? 0) && Number(cTime) <= (end ?? 0))
      return { code: 200, msg: '', data: rows.slice(0, Number(url.searchParams.get('limit'))) }
    },
  }).read('bills', STRETCH)
  expect(new Set(found.map(({ id }) => id)).size).toBe(250)
})
