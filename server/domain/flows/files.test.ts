import { expect, it } from 'vitest'
import { Decimal } from '../decimal'
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
  ...{
    txHash: 'aa',
    value: '-500.2',
    price: '0.9999',
    priceSource: 'snapshot',
    priceRoute: null,
    priceAgeSeconds: 4,
    byHand: false,
    note: null,
  },
  ...{ pairedWith: null, pairedBy: null, external: true },
  ...change,
})

it('Koinly: what left is sent, its fee comes besides, the time is in UTC', () => {
  expect(FLOW_SHAPES.koinly.lines(flow())).toEqual([
    {
      Date: '2026-03-01 12:00:05 UTC',
      'Sent Amount': '500.25',
      'Sent Currency': 'USDT',
      'Received Amount': '',
      'Received Currency': '',
      'Fee Amount': '1',
      'Fee Currency': 'USDT',
      'Net Worth Amount': '500.2',
      'Net Worth Currency': 'USD',
      Label: '',
      Description: 'Bybit withdraw',
      TxHash: 'aa',
    },
  ])
  const earned = flow({ kind: 'reward', amount: '2', fee: null })
  expect(FLOW_SHAPES.koinly.lines(earned)).toMatchObject([{ 'Sent Amount': '', 'Received Amount': '2', Label: 'reward' }])
})

it('CoinTracking: what left under Sell with its fee in it, what came under Buy without', () => {
  // Of its own article on fees: a transfer of 1 with a fee of 0.001 is a withdrawal of 1.001.
  const sent = flow({ coin: 'BTC', amount: '-1', fee: { coin: 'BTC', amount: '0.001' } })
  expect(FLOW_SHAPES.cointracking.lines(sent)).toMatchObject([
    { Type: 'Withdrawal', 'Sell Amount': '1.001', 'Sell Currency': 'BTC', 'Buy Amount': '', Fee: '0.001', 'Fee Currency': 'BTC' },
  ])
  const bought = flow({ kind: 'trade', coin: 'BTC', amount: '1', fee: { coin: 'BTC', amount: '0.01' } })
  expect(FLOW_SHAPES.cointracking.lines(bought)).toMatchObject([{ 'Buy Amount': '0.99', 'Sell Amount': '', Fee: '0.01' }])
  const paid = flow({ kind: 'funding', amount: '2', fee: null })
  expect(FLOW_SHAPES.cointracking.lines(paid)).toMatchObject([
    { Type: 'Derivatives / Futures Profit', 'Buy Amount': '2', 'Buy Currency': 'USDT', Fee: '' },
  ])
})

it('CoinTracking: a fee in another coin is an entry by itself', () => {
  const sent = flow({ coin: 'BTC', amount: '-1', fee: { coin: 'BNB', amount: '0.02' } })
  expect(FLOW_SHAPES.cointracking.lines(sent)).toMatchObject([
    { Type: 'Withdrawal', 'Sell Amount': '1', 'Sell Currency': 'BTC', Fee: '' },
    { Type: 'Other Fee', 'Sell Amount': '0.02', 'Sell Currency': 'BNB', Fee: '' },
  ])
})

it('what a file says comes to what the account holds more or less, in either shape', () => {
  const flows = [
    flow(),
    flow({ kind: 'trade', amount: '10', fee: { coin: 'USDT', amount: '0.1' } }),
    flow({ kind: 'trade', amount: '10', fee: { coin: 'BNB', amount: '0.1' } }),
    flow({ kind: 'realized', amount: '-3', fee: { coin: 'USDT', amount: '0.2' } }),
    flow({ kind: 'realized', amount: '0.1', fee: { coin: 'USDT', amount: '0.3' } }),
  ]
  const held = (shape: 'koinly' | 'cointracking', coin: string) =>
    flows
      .flatMap((each) => FLOW_SHAPES[shape].lines(each))
      .reduce((sum, line) => {
        const of = (amount: string, currency: string) => new Decimal((line[currency] === coin && line[amount]) || 0)
        if (shape === 'cointracking') return sum.plus(of('Buy Amount', 'Buy Currency')).minus(of('Sell Amount', 'Sell Currency'))
        return sum
          .plus(of('Received Amount', 'Received Currency'))
          .minus(of('Sent Amount', 'Sent Currency'))
          .minus(of('Fee Amount', 'Fee Currency'))
      }, new Decimal(0))
      .toFixed()
  for (const shape of ['koinly', 'cointracking'] as const) {
    expect([shape, held(shape, 'USDT'), held(shape, 'BNB')]).toEqual([shape, '-484.75', '-0.1'])
  }
})

it('every kind has lines with every column and no other; tools are told nothing that did not happen', () => {
  for (const { columns, lines } of Object.values(FLOW_SHAPES))
    for (const kind of FLOW_KINDS) for (const line of lines(flow({ kind }))) expect(Object.keys(line)).toEqual([...columns])
  for (const shape of ['koinly', 'cointracking'] as const) {
    expect(FLOW_SHAPES[shape].lines(flow({ state: 'pending' }))).toEqual([])
    expect(FLOW_SHAPES[shape].lines(flow({ otherWallet: 'perp' }))).toEqual([])
  }
  expect(FLOW_SHAPES.ballast.lines(flow({ state: 'pending', value: null }))).toMatchObject([{ state: 'pending', value_usd: '' }])
})
