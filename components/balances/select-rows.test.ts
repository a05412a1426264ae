import { describe, expect, it } from 'vitest'
import { account as holdings, perp, prices, token } from '@/server/domain/holdings.testing'
import { valueAccount } from '@/server/domain/valuation'
import { rowsOf } from '../assets/row'
import { accountView } from '../live/views.testing'
import { assetCsv } from './asset-csv'
import { groupOf, selectRows, sumRows } from './select-rows'
import { type AssetView, parseSort, sortText } from './view-state'

const usd = prices({ USDT: '1', BTC: '100', ETH: '10' })

function rows(id: string, exchange: string, held: Parameters<typeof holdings>[0], more: Parameters<typeof holdings>[1] = {}) {
  const account = accountView(id, { exchange, exchangeName: exchange.toUpperCase() })
  const valued = valueAccount(holdings(held, more), usd)
  return rowsOf(account, { ...valued, accountId: id, accountName: id, exchange, exchangeName: exchange, stale: false })
}

const all = [
  ...rows('desk', 'bybit', [token('BTC', '2'), token('USDT', '0.4'), perp('BTC', '-2', '-200', { unrealizedProfit: '3' })]),
  ...rows('bot', 'okx', [
    token('ETH', '-1'),
    token('WXYZ', '5'),
    token('USDT', '0.1', { wallet: 'funding', unrealizedProfit: '3' }),
  ]),
]

const view: AssetView = {
  search: '',
  kind: 'all',
  groupBy: 'none',
  sort: { id: 'value', desc: true },
  columns: ['symbol'],
  dust: false,
  accounts: [],
  exchanges: [],
}
const names = (change: Partial<AssetView>) => selectRows(all, { ...view, ...change }, '1').rows.map(({ asset }) => asset.symbol)

describe('selectRows', () => {
  it('hides dust but counts and sums it, and never hides what has no price', () => {
    const { rows: shown, dust } = selectRows(all, view, '1')
    expect(shown.map(({ asset }) => asset.symbol).sort()).toEqual(['BTC', 'BTC:PERP-USDT', 'ETH', 'WXYZ'])
    expect(dust).toEqual({ count: 2, value: '0.5' })
    expect(selectRows(all, { ...view, dust: true }, '1')).toMatchObject({ dust: { count: 0 } })
  })

  it('finds by every word, in symbol, account, exchange and wallet, dust too', () => {
    expect(names({ search: 'usdt funding' })).toEqual(['USDT'])
    expect(names({ search: 'BYBIT btc' })).toEqual(['BTC', 'BTC:PERP-USDT'])
    expect(names({ search: 'nothing' })).toEqual([])
  })

  it('filters by kind, account and exchange', () => {
    expect(names({ kind: 'position' })).toEqual(['BTC:PERP-USDT'])
    expect(names({ accounts: ['bot'] })).toEqual(['ETH', 'WXYZ'])
    expect(names({ exchanges: ['bybit'], kind: 'token' })).toEqual(['BTC'])
  })
})

describe('sumRows', () => {
  it('sums tokens and positions apart, exactly, and counts what has no price', () => {
    expect(sumRows(all)).toEqual({
      rows: 6,
      tokens: '190.5',
      positions: '-200',
      gross: '200',
      profit: '3',
      unpriced: 1,
      bounds: { tokens: 'at_least', positions: 'exact', gross: 'exact' },
      leftOut: [],
    })
    const none = { tokens: null, positions: null, gross: null, profit: null }
    const exact = { tokens: 'exact', positions: 'exact', gross: 'exact' }
    expect(sumRows([])).toEqual({ rows: 0, ...none, unpriced: 0, bounds: exact, leftOut: [] })
  })

  it('says that it is no whole where a wallet of its accounts was not read, in groups too, and names the account', () => {
    const part = [token('BTC', '1'), perp('BTC', '-2', '-200')]
    const some = rows('part', 'gate', part, { notIncluded: [{ wallet: 'earn', reason: 'No permission.' }] })
    const sums = sumRows([...all, ...some].filter((row) => groupOf(row, 'coin').key === 'BTC'))
    expect(sums).toMatchObject({
      tokens: '300',
      bounds: { tokens: 'at_least', positions: 'uncertain', gross: 'at_least' },
      leftOut: ['part'],
    })
    // A coin without a price is told by its own group alone.
    expect(sumRows(all.filter((row) => groupOf(row, 'coin').key === 'ETH')).bounds.tokens).toBe('exact')
    expect(sumRows(all.filter((row) => groupOf(row, 'coin').key === 'WXYZ')).bounds.tokens).toBe('at_least')
  })
})

describe('groupOf', () => {
  it('puts a spot holding and its short under the same coin', () => {
    const btc = all.filter((row) => groupOf(row, 'coin').key === 'BTC')
    expect(btc.map(({ asset }) => asset.assetType).sort()).toEqual(['position', 'token'])
    expect(sumRows(btc)).toMatchObject({ tokens: '200', positions: '-200' })
  })
})

describe('the view in the URL', () => {
  it('reads a sort and falls back from what is none', () => {
    const fallback = { id: 'value', desc: true } as const
    expect(parseSort('-size', fallback)).toEqual({ id: 'size', desc: true })
    expect(parseSort('account', fallback)).toEqual({ id: 'account', desc: false })
    expect(parseSort('-toString', fallback)).toEqual(fallback)
    expect(sortText({ id: 'size', desc: true })).toBe('-size')
  })
})

describe('assetCsv', () => {
  it('has every digit, and nothing where nothing is known', () => {
    const [header, ...lines] = assetCsv(rows('a,b', 'bybit', [token('WXYZ', '0.1234567890123456789')])).split('\r\n')
    expect(header?.split(',').slice(0, 8).join()).toBe('account,exchange,symbol,asset_type,market_type,wallet_type,size,notional')
    expect(lines[0]).toMatch(/^"a,b",BYBIT,WXYZ,token,spot,spot,0\.1234567890123456789,,,/)
  })
})
