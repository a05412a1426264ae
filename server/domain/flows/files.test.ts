import { expect, it } from 'vitest'
import type { FlowView } from '../views'
import { FLOW_SHAPES } from './files'
import { FLOW_KINDS } from './types'

const flow = (change: Partial<FlowView> = {}): FlowView => ({
  ...{
    id: '7',
    accountId: 'a',
    accountName: 'Desk',
    exchange: 'bybit',
    exchangeName: 'Bybit',
    at: new Date('2026-03-01T12:00:05Z'),
  },
  ...{
    coin: 'USDT',
    amount: '-500.25',
    kind: 'withdrawal',
    exchangeKind: null,
    word: 'withdraw',
    state: 'done',
    wallet: 'funding',
  },
  ...{
    pair: null,
    fee: { coin: 'USDT', amount: '1' },
    otherWallet: null,
    otherAccount: null,
    chain: 'TRX',
    address: 'TAbc…wxyz',
  },
  ...{ txHash: 'aa', value: '-500.2', price: '0.9999', priceSource: 'snapshot', priceAgeSeconds: 4, byHand: false, note: null },
  ...{ pairedWith: null, pairedBy: null, external: true },
  ...change,
})

it('Koinly: a signed amount, the time in UTC, its net worth', () => {
  expect(FLOW_SHAPES.koinly.line(flow())).toEqual({
    'Koinly Date': '2026-03-01 12:00:05 UTC',
    Amount: '-500.25',
    Currency: 'USDT',
    'Net Worth Amount': '500.2',
    'Net Worth Currency': 'USD',
    Label: '',
    Description: 'Bybit withdraw',
    TxHash: 'aa',
  })
})

it('CoinTracking: what left under Sell, what came under Buy', () => {
  expect(FLOW_SHAPES.cointracking.line(flow())).toMatchObject({
    Type: 'Withdrawal',
    'Sell Amount': '500.25',
    'Buy Amount': '',
    Fee: '1',
  })
  const paid = flow({ kind: 'funding', amount: '2', fee: null })
  expect(FLOW_SHAPES.cointracking.line(paid)).toMatchObject({
    Type: 'Derivatives / Futures Profit',
    'Buy Amount': '2',
    'Buy Currency': 'USDT',
  })
})

it('every kind has a line with every column and no other; tools are told nothing that did not happen', () => {
  for (const { columns, line } of Object.values(FLOW_SHAPES))
    for (const kind of FLOW_KINDS) expect(Object.keys(line(flow({ kind })) ?? {})).toEqual([...columns])
  for (const shape of ['koinly', 'cointracking'] as const) {
    expect(FLOW_SHAPES[shape].line(flow({ state: 'pending' }))).toBeNull()
    expect(FLOW_SHAPES[shape].line(flow({ otherWallet: 'perp' }))).toBeNull()
  }
  expect(FLOW_SHAPES.ballast.line(flow({ state: 'pending', value: null }))).toMatchObject({ state: 'pending', value_usd: '' })
})
