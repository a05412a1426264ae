import type { FlowCounterpart, FlowEntry } from './types'

/** An entry for tests: a thousand dollars that came in, with what the test says otherwise. */
export function someEntry(change: Partial<FlowEntry> = {}): FlowEntry {
  return {
    id: 'e1',
    at: new Date('2026-03-01T12:00:00Z'),
    coin: 'USDT',
    amount: '1000',
    kind: 'deposit',
    word: 'DEPOSIT',
    state: 'done',
    wallet: 'spot',
    pair: null,
    fee: null,
    counterpart: null,
    ...change,
  }
}

/** The other end with what is told of it. */
export function otherEnd(change: Partial<FlowCounterpart>): FlowCounterpart {
  return { wallet: null, account: null, chain: null, address: null, txHash: null, transferId: null, ...change }
}
