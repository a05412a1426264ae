import { describe, expect, it } from 'vitest'
import { account as holdings, perp, prices, token } from '@/server/domain/holdings.testing'
import { overviewOf } from '@/server/domain/overview'
import { valueAccount } from '@/server/domain/valuation'
import { accountView } from '../live/views.testing'
import { distributionOf, stableShare, topSlices } from './distribution'

const usd = prices({ USDT: '1', BTC: '100', ETH: '10' })

function overview(...all: { id: string; exchange: string; held: Parameters<typeof holdings>[0] }[]) {
  return overviewOf(
    all.map(({ id, exchange, held }) => {
      const account = accountView(id, { exchange, exchangeName: exchange.toUpperCase() })
      const valued = valueAccount(holdings(held), usd)
      return { account, balance: { ...valued, accountId: id, accountName: id, exchange, exchangeName: exchange, stale: false } }
    }),
  )
}

const view = overview(
  { id: 'a', exchange: 'x', held: [token('BTC', '3'), token('USDT', '100', { marginBalance: '150' }), perp('ETH', '5', '50')] },
  { id: 'b', exchange: 'y', held: [token('ETH', '-4'), token('BTC', '0.5'), token('WXYZ', '9')] },
  { id: 'c', exchange: 'x', held: [token('USDT', '50')] },
)

describe('distributionOf', () => {
  it('adds coins up over accounts at their margin balance, and leaves positions and unpriced coins out', () => {
    expect(distributionOf(view, 'asset').map(({ label, value, share }) => [label, value, share])).toEqual([
      ['BTC', '350', '0.636364'],
      ['USDT', '200', '0.363636'],
      ['ETH', '-40', null],
    ])
  })

  it('adds equity up by exchange and by account', () => {
    expect(distributionOf(view, 'exchange').map(({ label, value }) => [label, value])).toEqual([
      ['X', '500'],
      ['Y', '10'],
    ])
    expect(distributionOf(view, 'account').map(({ label, value }) => [label, value])).toEqual([
      ['a', '450'],
      ['c', '50'],
      ['b', '10'],
    ])
  })
})

describe('topSlices', () => {
  it('merges the smallest, and keeps what is owed apart', () => {
    const slices = distributionOf(view, 'asset')
    expect(topSlices(slices, 2)).toEqual(slices)
    const [first, second] = topSlices(distributionOf(view, 'account'), 2)
    expect(first?.label).toBe('a')
    expect(second).toMatchObject({ label: '2 others', value: '60', merged: 2 })
  })
})

describe('stableShare', () => {
  it('sums stablecoins', () => {
    expect(stableShare(distributionOf(view, 'asset'))).toBe('0.363636')
    expect(stableShare([])).toBeNull()
  })
})
