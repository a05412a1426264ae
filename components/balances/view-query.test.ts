import { describe, expect, it } from 'vitest'
import { assetFileSchema, assetWindowSchema } from '@/server/schemas/assets'
import { ASSET_COLUMNS, type AssetColumnId, beginsDescending } from '../assets/columns'
import { fileHref, firstWindow, isColumnId, NO_FILTERS, parseSort, sortText, viewInput } from './view-query'

const query = { q: '', kind: 'all', group: 'none', sort: '-value', dust: false, day: null } as const
const VIEWER = { dustUsd: '1', zone: 'America/Los_Angeles' }
const none = { account: [], exchange: [], tag: [], coin: [], side: [], market: [], margin: [], state: [] }
const asked = (change: Partial<Parameters<typeof firstWindow>[1]>) =>
  firstWindow('balances', { ...query, ...none, ...change }, VIEWER)

describe('the view in the URL', () => {
  it('reads a sort and falls back from what is none', () => {
    const fallback = { id: 'value', desc: true } as const
    expect(parseSort('-size', fallback)).toEqual({ id: 'size', desc: true })
    expect(parseSort('account', fallback)).toEqual({ id: 'account', desc: false })
    expect(parseSort('-toString', fallback)).toEqual(fallback)
    expect(sortText({ id: 'size', desc: true })).toBe('-size')
  })

  it('begins a sort with what is urgent: nearest, oldest, most lost; else with the largest, and names from A', () => {
    const down = (id: AssetColumnId) => beginsDescending(id)
    expect([down('distance'), down('profit'), down('updated'), down('nextFunding')]).toEqual([false, false, false, false])
    expect([down('notional'), down('leverage'), down('symbol')]).toEqual([true, true, false])
  })

  it('can be sorted by every column', () => {
    for (const id of Object.keys(ASSET_COLUMNS)) expect([id, isColumnId(id)]).toEqual([id, true])
  })

  it('asks the server for what it accepts, whatever somebody wrote there', () => {
    for (const change of [
      {},
      { q: 'x'.repeat(9000), account: ['y'.repeat(9000), ...Array.from({ length: 5000 }, () => 'z')] },
      { sort: '; drop', exchange: ['', 'binance'] },
    ]) {
      expect(assetWindowSchema.parse(asked(change))).toEqual(asked(change))
    }
    expect(asked({ dust: true }).dustUsd).toBeNull()
    expect(asked({}).dustUsd).toBe('1')
  })

  it('names a day by its last moment where somebody is, and one that is not over by now', () => {
    // The night on which clocks go forward: the day ends at 08:00, the next one at 07:00.
    expect(asked({ day: new Date('2026-03-07T00:00:00Z') }).asOf).toBe('2026-03-08T07:59:59.999Z')
    expect(asked({ day: new Date('2026-03-08T00:00:00Z') }).asOf).toBe('2026-03-09T06:59:59.999Z')
    expect(asked({ day: new Date(Date.now() + 2 * 86_400_000) }).asOf).toBeNull()
  })

  it('is the same for the file', () => {
    const view = viewInput(
      'positions',
      {
        search: 'a&b =1',
        kind: 'token',
        groupBy: 'coin',
        sort: { id: 'profit', desc: true },
        dust: false,
        accounts: ['a', 'b'],
        exchanges: ['okx'],
        tags: ['carry', 'fund'],
        coins: ['BTC'],
        sides: ['short'],
        markets: ['perp', 'option'],
        marginModes: ['cross'],
        states: ['near'],
        day: new Date('2026-03-07T00:00:00Z'),
      },
      { dustUsd: '2.5', zone: 'America/Los_Angeles' },
    )
    const url = new URL(fileHref(view), 'http://localhost')
    expect(assetFileSchema.parse(Object.fromEntries(url.searchParams))).toEqual(view)
    const all = { ...view, dustUsd: null, asOf: null, ...NO_FILTERS }
    expect(assetFileSchema.parse(Object.fromEntries(new URL(fileHref(all), 'http://localhost').searchParams))).toEqual(all)
  })
})
