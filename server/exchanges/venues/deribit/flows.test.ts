import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

/** Rows as in https://docs.deribit.com/api-reference/account-management/private-get_transaction_log */
const PERP = { symbol: 'BTC/USD:BTC', id: 'BTC-PERPETUAL' }
const row = {
  username: 'TestUser',
  user_seq: 6009,
  user_id: 7,
  type: 'trade',
  trade_id: '2',
  timestamp: 1736128000000,
  side: 'close sell',
  price: 50000,
  instrument_name: 'BTC-PERPETUAL',
  id: 66005,
  equity: 3001.5,
  currency: 'BTC',
  commission: 0.00000025,
  change: 0.0002,
  cashflow: 0,
  balance: 3001.2,
  interest_pl: 0.00001,
}
const log = (currency: string, ...logs: object[]) => ({
  path: 'get_transaction_log',
  query: `currency=${currency}&`,
  response: { jsonrpc: '2.0', result: { logs, continuation: null } },
})

describe('Deribit: transaction log', () => {
  it('takes commission out of every change and funding out of a settlement’s, and they come to it', async () => {
    const { read } = ledgersOf({
      exchange: 'deribit',
      markets: [PERP],
      calls: [
        log(
          'BTC',
          row,
          { ...row, id: 2, type: 'settlement', commission: 0, change: -0.5, interest_pl: -0.1 },
          {
            ...row,
            id: 3,
            type: 'deposit',
            instrument_name: null,
            commission: 0,
            change: 1,
            interest_pl: null,
            info: { addr: '2NBqqD5GRJ8wHy1PYyCXTe9ke5226FhavBf', transaction: 'ab12' },
          },
        ),
        { path: 'get_transaction_log', response: { jsonrpc: '2.0', result: { logs: [], continuation: null } } },
      ],
    })
    const entries = await read('log')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z realized 0.00020025 BTC fee 0.00000025 BTC unified BTC:PERP-USD',
      '2025-01-06T01:46:40Z realized -0.4 BTC unified BTC:PERP-USD',
      '2025-01-06T01:46:40Z funding -0.1 BTC unified BTC:PERP-USD',
      '2025-01-06T01:46:40Z deposit 1 BTC unified',
    ])
    expect(sums(entries)).toEqual({ BTC: '0.5002' })
    expect(entries[3]?.counterpart).toMatchObject({ address: '2NBq…avBf', txHash: 'ab12' })
  })
})
