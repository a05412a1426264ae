import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { otherEnd, someEntry } from './flows.testing'
import { chainHash } from './ids'
import { findPairs, type Leg, transferCoin } from './matching'
import type { FlowCounterpart } from './types'

const HASH = 'ab'.repeat(32)
const OTHER = 'cd'.repeat(32)
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 12, minutes))

let rows = 0
type Change = Partial<Omit<Leg, 'counterpart'>> & { end?: Partial<FlowCounterpart> | undefined }
function leg({ end, ...change }: Change): Leg {
  return {
    ...someEntry(),
    rowId: String(++rows),
    accountId: 'a',
    ledger: 'all',
    exchange: 'binance',
    setKind: null,
    counterpart: end ? otherEnd(end) : null,
    ...change,
  }
}
const out = (change: Change = {}) => leg({ kind: 'withdrawal', amount: '-1000', at: at(0), ...change })
const into = (change: Change = {}) => leg({ accountId: 'b', exchange: 'okx', at: at(20), ...change })
const pairs = (...legs: Leg[]) => findPairs(legs, new Set(), new Set()).map(({ outId, inId, rule }) => [outId, inId, rule])

describe('two legs of one transfer', () => {
  it('have the hash of the chain in common, however each exchange writes it', () => {
    for (const written of [HASH, `0x${HASH}`, HASH.toUpperCase(), `${HASH}:0`, `${HASH}@memo`, `${HASH}-1`]) {
      const [left, arrived] = [out({ end: { txHash: HASH } }), into({ end: { txHash: written }, at: at(4000) })]
      expect(pairs(left, arrived), written).toEqual([[left.rowId, arrived.rowId, 'tx_hash']])
    }
  })

  it('differ by the fee: the one that was told, or one within the amount', () => {
    const told = out({ amount: '-1000', fee: { coin: 'USDT', amount: '1' }, end: { txHash: HASH } })
    expect(pairs(told, into({ amount: '999', end: { txHash: HASH } }))).toHaveLength(1)
    expect(pairs(told, into({ amount: '1000', end: { txHash: HASH } }))).toHaveLength(1)
    expect(pairs(told, into({ amount: '998', end: { txHash: HASH } }))).toHaveLength(0)
    const within = out({ amount: '-1000', end: { txHash: HASH } })
    expect(pairs(within, into({ amount: '995', end: { txHash: HASH } }))).toHaveLength(1)
    expect(pairs(within, into({ amount: '400', end: { txHash: HASH } }))).toHaveLength(0)
    const inGas = out({ fee: { coin: 'TRX', amount: '2' }, end: { txHash: HASH } })
    expect(pairs(inGas, into({ amount: '998', end: { txHash: HASH } }))).toHaveLength(0)
  })

  it('have the exchange’s id of the transfer in common, within that exchange alone', () => {
    const left = out({ kind: 'transfer', end: { transferId: '77' } })
    const arrived = into({ kind: 'transfer', exchange: 'binance', at: at(0), end: { transferId: '77' } })
    expect(pairs(left, arrived)).toEqual([[left.rowId, arrived.rowId, 'transfer_id']])
    const elsewhere = into({ kind: 'transfer', exchange: 'okx', at: at(0), end: { transferId: '77' } })
    expect(pairs(left, elsewhere)).toEqual([])
    const offChain = 'Off-chain transfer 123'
    expect(pairs(out({ end: { txHash: offChain } }), into({ exchange: 'binance', end: { txHash: offChain } }))).toHaveLength(1)
  })

  it('may be called differently on their way; receipts and wrapped coins are other coins', () => {
    expect(pairs(out({ coin: 'XBT', end: { txHash: HASH } }), into({ coin: 'BTC', end: { txHash: HASH } }))).toHaveLength(1)
    expect(pairs(out({ coin: 'ETH', end: { txHash: HASH } }), into({ coin: 'WETH', end: { txHash: HASH } }))).toHaveLength(0)
    expect(transferCoin('kPEPE')).toBe('kPEPE')
  })

  it('are found once where another ledger of the same account tells one of them too', () => {
    const left = out({ end: { txHash: HASH } })
    const [arrived, again] = [into({ ledger: 'deposits', end: { txHash: HASH } }), into({ ledger: 'log', end: { txHash: HASH } })]
    expect(pairs(left, again, arrived)).toEqual([[left.rowId, arrived.rowId, 'tx_hash']])
  })

  it('are known by time alone where amount and coin are the same and nothing speaks against it', () => {
    expect(pairs(out(), into())).toHaveLength(1)
    expect(pairs(out({ end: { chain: 'TRC20' } }), into({ end: { chain: 'TRX' } }))).toHaveLength(1)
    expect(pairs(out({ fee: { coin: 'USDT', amount: '1' } }), into({ amount: '999' }))).toHaveLength(1)
    const within = leg({ kind: 'transfer', amount: '-50', wallet: 'spot', at: at(0) })
    const same = leg({ kind: 'transfer', amount: '50', wallet: 'perp', at: at(0) })
    expect(pairs(within, same)).toHaveLength(1)
  })
})

describe('what looks like a pair and is none', () => {
  const none: [string, Leg[]][] = [
    ['other hashes', [out({ end: { txHash: HASH } }), into({ end: { txHash: OTHER } })]],
    ['other networks', [out({ end: { chain: 'TRC20' } }), into({ end: { chain: 'ERC20' } })]],
    ['an arrival before the departure', [out({ at: at(30) }), into({ at: at(20) })]],
    ['an arrival long after', [out(), into({ at: at(600) })]],
    ['another coin', [out(), into({ coin: 'USDC' })]],
    ['an amount that is less by nothing that was told', [out(), into({ amount: '999' })]],
    ['a failed leg', [out({ end: { txHash: HASH } }), into({ state: 'failed', end: { txHash: HASH } })]],
    ['income', [out(), into({ kind: 'reward' })]],
    ['a transfer and a deposit', [out({ kind: 'transfer' }), into()]],
    ['transfers of two exchanges', [out({ kind: 'transfer' }), into({ kind: 'transfer', at: at(1) })]],
    [
      'other ids of one exchange',
      [
        out({ kind: 'transfer', end: { transferId: '1' } }),
        into({ kind: 'transfer', exchange: 'binance', at: at(1), end: { transferId: '2' } }),
      ],
    ],
    [
      'two wallets of two accounts',
      [
        leg({ kind: 'transfer', amount: '-5', end: { wallet: 'perp' } }),
        into({ kind: 'transfer', amount: '5', exchange: 'binance', at: at(0), end: { wallet: 'spot' } }),
      ],
    ],
    [
      'entries that name both of their wallets',
      [
        leg({ kind: 'transfer', amount: '-5', wallet: 'spot', end: { wallet: 'perp' } }),
        leg({ kind: 'transfer', amount: '5', wallet: 'perp', end: { wallet: 'spot' } }),
      ],
    ],
    ['one wallet of one account', [leg({ kind: 'transfer', amount: '-5' }), leg({ kind: 'transfer', amount: '5' })]],
    [
      'ids that say nothing',
      [
        out({ end: { transferId: '0', txHash: '0' }, at: at(0) }),
        into({ exchange: 'binance', end: { transferId: '0', txHash: '0' }, at: at(500) }),
      ],
    ],
    ['nothing at all', [out({ amount: '0' }), into({ amount: '0' })]],
  ]
  it.each(none)('%s', (_, legs) => {
    expect(pairs(...legs)).toEqual([])
  })

  it('one arrival that could be of two departures, and two arrivals of one', () => {
    expect(pairs(out(), out({ accountId: 'c', at: at(5) }), into())).toEqual([])
    expect(pairs(out(), into(), into({ accountId: 'c', at: at(25) }))).toEqual([])
    expect(pairs(out(), out({ at: at(5) }), into())).toEqual([])
  })

  it('what was decided stays: ties of before, and pairs that a person parted', () => {
    const [left, arrived, other] = [out(), into(), into({ accountId: 'c', at: at(25) })]
    expect(findPairs([left, arrived], new Set(), new Set([`${left.rowId} ${arrived.rowId}`]))).toEqual([])
    expect(findPairs([left, arrived], new Set([left.rowId]), new Set())).toEqual([])
    expect(findPairs([left, arrived, other], new Set(), new Set([`${left.rowId} ${other.rowId}`]))).toHaveLength(1)
  })
})

it('as many of the same amount as left one account for another are paired in the order of time', () => {
  const [first, second] = [out(), out({ at: at(5) })]
  const [one, two] = [into(), into({ at: at(25) })]
  expect(pairs(two, second, first, one)).toEqual([
    [first.rowId, one.rowId, 'time'],
    [second.rowId, two.rowId, 'time'],
  ])
})

it('hashes of chains are told from words', () => {
  expect(chainHash('5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW')).not.toBeNull()
  for (const none of ['', '0', null, undefined, 'Internal transfer 1', '0'.repeat(64), '123456'])
    expect(chainHash(none)).toBeNull()
})

it('pairs do not depend on the order of entries, no leg is in two, and each has both directions', () => {
  const anyLeg = fc.record({
    amount: fc.constantFrom('-10', '-9', '9', '10'),
    minute: fc.integer({ min: 0, max: 90 }),
    accountId: fc.constantFrom('a', 'b', 'c'),
    txHash: fc.constantFrom(null, HASH, OTHER),
    transferId: fc.constantFrom(null, '1', '2'),
    kind: fc.constantFrom('deposit', 'withdrawal', 'transfer', 'funding'),
  })
  fc.assert(
    fc.property(fc.array(anyLeg, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (given, random) => {
      const legs = given.map(({ minute, txHash, transferId, ...rest }, n) =>
        leg({
          ...rest,
          at: at(minute),
          rowId: `${n}`,
          exchange: rest.accountId === 'c' ? 'okx' : 'binance',
          end: { txHash, transferId },
        }),
      )
      const found = findPairs(legs, new Set(), new Set())
      const keys = new Map(legs.map((each) => [each, random.next().value]))
      const shuffled = [...legs].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
      expect(findPairs(shuffled, new Set(), new Set())).toEqual(found)
      const ids = found.flatMap(({ outId, inId }) => [outId, inId])
      expect(new Set(ids).size).toBe(ids.length)
      for (const { outId, inId } of found) {
        expect(legs[Number(outId)]?.amount.startsWith('-')).toBe(true)
        expect(legs[Number(inId)]?.amount.startsWith('-')).toBe(false)
        expect(legs[Number(outId)]?.kind).not.toBe('funding')
      }
    }),
    { numRuns: 500 },
  )
})
