import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

/** Rows as in https://docs.kraken.com/api-reference/account-data/get-ledgers */
const row = (type: string, asset: string, amount: string, fee: string, subtype = '') => ({
  aclass: 'currency',
  amount,
  asset,
  balance: '0',
  fee,
  refid: 'TJKLXB-4',
  time: 1736128000.1234,
  type,
  subtype,
})

describe('Kraken: ledgers', () => {
  it('keeps both coins of a trade, which have one refid, and takes fees besides amounts', async () => {
    const ledger = {
      L1: row('trade', 'XXBT', '-0.5', '0.001'),
      L2: row('trade', 'ZUSD', '50000', '0'),
      L3: row('withdrawal', 'XETH', '-0.2805800000', '0.0050000000'),
      L4: row('deposit', 'ZUSD', '100', '2.5'),
    }
    const tried = ledgersOf({
      exchange: 'kraken',
      calls: [{ path: 'private/Ledgers', response: { error: [], result: { ledger, count: 4 } } }],
    })
    const entries = await tried.read('ledgers')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40.123Z trade -0.5 BTC fee 0.001 BTC spot',
      '2025-01-06T01:46:40.123Z trade 50000 USD spot',
      '2025-01-06T01:46:40.123Z withdrawal -0.2805800000 ETH fee 0.0050000000 ETH spot',
      '2025-01-06T01:46:40.123Z deposit 100 USD fee 2.5 USD spot',
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
    // Seconds, and the start is left out of the answer.
    expect(tried.asked[0]).toContain('start=1735689599&end=1736207999')
  })

  it('finds what stands under the fee alone, and sees that staking moves within the account', async () => {
    const ledger = {
      L1: row('rollover', 'ZUSD', '0.0000', '0.7'),
      L2: row('margin', 'ZUSD', '12.5', '0.3'),
      L3: row('earn', 'DOT', '-10', '0', 'allocation'),
      L4: row('earn', 'DOT28.S', '10', '0', 'allocation'),
      L5: row('earn', 'DOT28.S', '0.01', '0', 'reward'),
      L6: row('invented', 'DOT', '1', '0'),
    }
    const entries = await ledgersOf({
      exchange: 'kraken',
      calls: [{ path: 'private/Ledgers', response: { error: [], result: { ledger, count: 6 } } }],
    }).read('ledgers')
    expect(entries.map(({ kind, amount, coin, wallet }) => [kind, amount, coin, wallet])).toEqual([
      ['interest', '-0.7', 'USD', 'spot'],
      ['realized', '12.5', 'USD', 'spot'],
      ['transfer', '-10', 'DOT', 'spot'],
      ['transfer', '10', 'DOT', 'earn'],
      ['reward', '0.01', 'DOT', 'earn'],
      ['other', '1', 'DOT', 'spot'],
    ])
    expect(sums(entries)).toEqual({ USD: '11.5', DOT: '1.01' })
    expect(entries[2]?.counterpart?.wallet).toBe('earn')
  })
})
