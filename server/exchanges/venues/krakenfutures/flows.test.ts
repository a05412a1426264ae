import { expect, it } from 'vitest'
import { ledgersOf, sums } from '../flows.testing'

/** Rows as in https://docs.kraken.com/api-reference/account-history/account-log */
const row = {
  asset: 'xbt',
  contract: 'pi_xbtusd',
  booking_uid: '86fdc252',
  collateral: null,
  date: '2025-01-06T01:46:40.185Z',
  execution: 'e9e9',
  fee: 0.01,
  funding_rate: null,
  id: 1,
  info: 'futures trade',
  margin_account: 'f-xbt:usd',
  mark_price: 1,
  new_balance: 1.08,
  old_balance: 1,
  realized_funding: 0.04,
  realized_pnl: 0.05,
}

it('Kraken Futures: counts money and not positions, and tells profit, funding and fee of one change apart', async () => {
  const logs = [
    row,
    {
      ...row,
      id: 2,
      booking_uid: '2',
      asset: 'pi_xbtusd',
      old_balance: 0,
      new_balance: 5000,
      realized_pnl: null,
      realized_funding: null,
      fee: null,
    },
    {
      ...row,
      id: 3,
      booking_uid: '3',
      info: 'cross-exchange transfer',
      old_balance: 1.08,
      new_balance: 1.58,
      realized_pnl: null,
      realized_funding: null,
      fee: null,
      contract: '',
    },
  ]
  const { read } = ledgersOf({
    exchange: 'krakenfutures',
    calls: [{ path: 'history/v3/account-log', response: { accountUid: 'x', logs } }],
  })
  const entries = await read('log')
  expect(entries.map(({ kind, amount, fee }) => [kind, amount, fee?.amount ?? null])).toEqual([
    ['realized', '0.05', '0.01'],
    ['funding', '0.04', null],
    ['transfer', '0.5', null],
  ])
  expect(sums(entries)).toEqual({ BTC: '0.58' })
})
