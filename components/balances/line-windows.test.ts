import { describe, expect, it } from 'vitest'
import type { Asset } from '@/server/domain/types'
import type { AssetWindow } from '@/server/domain/views'
import { sameWhereEqual } from '@/server/schemas/same-where-equal'
import { fundingByPair, type KnownFunding } from '../assets/row'
import { lineAt } from './line-windows'

const position: Asset = {
  ...{ symbol: 'BTC/USDT:USDT', assetType: 'position', marketType: 'perp', walletType: 'unified', size: '1', notional: '60000' },
  ...{ unrealizedProfit: '5', initialMargin: null, maintMargin: null, marginBalance: null, leverage: null },
  ...{ notionalPctTotal: null, amount: '1', borrowed: '0', availableBalance: null, price: '1', priceRoute: null },
  ...{ priceAsOf: new Date(0), entryPrice: '1', markPrice: '1', liquidationPrice: null, marginMode: null },
  ...{ positionSide: 'long', base: 'BTC', settle: 'USDT' },
}
const sums: AssetWindow['sums'] = {
  ...{ rows: 2, tokens: null, positions: null, gross: null, profit: null, entry: { long: null, short: null }, unpriced: 0 },
  bounds: { tokens: 'exact', positions: 'exact', gross: 'exact' },
  leftOut: { count: 0, names: [] },
}

/** As it comes over the wire: nothing of one answer is an object of another. */
const answer = (second: { profit?: string; asOf?: number } = {}): AssetWindow =>
  structuredClone({
    ...{ at: '7', book: 'x', total: 2, offset: 0, limit: 60, groups: [], sums, dust: { rows: 0, value: '0' } },
    ...{ old: null, held: true, accounts: null, notKnown: [] },
    assets: [
      { ...position, index: 0, accountId: 'a', ordinal: 0, nth: 0 },
      { ...position, unrealizedProfit: second.profit ?? '5', index: 1, accountId: 'b', ordinal: 0, nth: 0 },
    ],
    holders: [
      { id: 'a', name: 'Main', exchange: 'bybit', exchangeName: 'Bybit', asOf: new Date(1000), stale: false },
      { id: 'b', name: 'Hedge', exchange: 'okx', exchangeName: 'OKX', asOf: new Date(second.asOf ?? 1000), stale: false },
    ],
  })

const rowsOf = (window: AssetWindow, funding: KnownFunding) =>
  [0, 1].map((index) => {
    const line = lineAt([window], index, funding)
    if (line?.kind !== 'asset') throw new Error('No asset.')
    return line.row
  })
const funding = (rate: string) => [{ exchange: 'okx', pair: 'BTC/USDT:USDT', rate, nextAt: null }]

describe('rows of a long table', () => {
  it('are the same where a further reading changed nothing of them', () => {
    const first = answer()
    const known = fundingByPair([])
    const before = rowsOf(first, known)
    // As the page's cache puts a second answer behind the first.
    const second = sameWhereEqual(first, answer({ profit: '6', asOf: 2000 })) as AssetWindow
    const after = rowsOf(second, known)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[1]?.asset.unrealizedProfit).toBe('6')
    expect(after[1]?.asOf).toEqual(new Date(2000))
  })

  it('are others where funding has come, or changed', () => {
    const window = answer()
    const loading = rowsOf(window, 'loading')
    const rates = funding('0.0001')
    const come = rowsOf(window, fundingByPair(rates))
    expect(come.map((row) => row.funding)).toEqual([null, expect.objectContaining({ rate: '0.0001' })])
    expect(come[1]).not.toBe(loading[1])
    // The same rates in another answer.
    const again = rowsOf(window, fundingByPair(sameWhereEqual(rates, funding('0.0001')) as typeof rates))
    expect(again).toEqual(come)
    expect(again[1]).toBe(come[1])
    expect(rowsOf(window, fundingByPair(funding('0.0002')))[1]?.funding).toMatchObject({ rate: '0.0002' })
  })
})
