import { describe, expect, it } from 'vitest'
import { ENGLISH } from '../language/reader'
import { type ShareSource, sharedView } from './share'
import type { EquityBound } from './types'

const source = (equity: EquityBound, curve: EquityBound = equity): ShareSource => ({
  ...{ moment: new Date('2026-03-01T00:00:00Z'), oldestAsOf: null, accounts: 2, unread: 0, returns: null },
  book: {
    ...{ equity: '1000', gross: '500', net: '500', coins: [] },
    bounds: { equity, gross: 'exact', net: 'exact', leverage: equity === 'exact' ? 'exact' : 'uncertain' },
    positions: [
      {
        ...{ pair: 'BTC:PERP-USDT', exchangeName: 'Bybit', size: '0.01', notional: '500', unrealizedProfit: '10' },
        ...{ entryPrice: '49000', markPrice: '50000', leverage: '5' },
      },
    ],
  },
  curve: {
    points: [
      { at: new Date('2026-02-01T00:00:00Z'), close: '900' },
      { at: new Date('2026-02-28T00:00:00Z'), close: '1000' },
    ],
    ...{ bound: curve, change: '100', changeRatio: '0.11', maxDrawdown: '0.01' },
  },
})
const parts = ['equity', 'positions'] as const

function bounds(equity: EquityBound, unit: 'percent' | 'amounts' = 'percent'): Record<string, EquityBound> {
  const view = sharedView({ title: 'Desk', parts, unit, delaySeconds: 0 }, '30d', source(equity))
  return Object.fromEntries(
    view.parts.flatMap(({ figures, table }) => [
      ...figures.map(({ label, figure }): [string, EquityBound] => [label, figure.bound]),
      ...(table?.rows[0]?.cells ?? []).map((cell, at): [string, EquityBound] => [table?.columns[at] ?? '', cell.bound]),
    ]),
  )
}

describe('what a link shows as shares of equity', () => {
  it('is certain where equity is', () => {
    expect(new Set(Object.values(bounds('exact')))).toEqual(new Set(['exact']))
  })

  it.each(['at_least', 'at_most', 'uncertain'] as const)(
    'is in doubt where equity is %s, and no bound of either side',
    (bound) => {
      expect(bounds(bound)).toEqual({
        ...{ Change: 'uncertain', 'Deepest fall': 'uncertain', 'Open positions': 'exact' },
        ...{ 'Of equity': 'uncertain', 'Unrealized, of equity': 'uncertain' },
        // What is no share of equity stays as it is.
        ...{ 'Since entry': 'exact', Leverage: 'exact' },
      })
    },
  )

  it('as amounts leaves positions as they were read', () => {
    expect(bounds('at_least', 'amounts')).toMatchObject({ Equity: 'at_least', Value: 'exact', Unrealized: 'exact' })
  })
})

describe('the days of returns', () => {
  const rates = {
    twr: '0.1',
    twrYearly: null,
    gain: '100',
    volatility: null,
    sharpe: null,
    drawdown: null,
    best: null,
    worst: null,
  }
  const note = (moment: string) => {
    const returns = { ...rates, until: '2026-03-01', index: [], gap: false }
    const view = sharedView({ title: 'Desk', parts: ['returns'], unit: 'percent', delaySeconds: 0 }, '30d', {
      ...source('exact'),
      ...{ returns, moment: new Date(moment) },
    })
    return view.parts.flatMap(({ notes }) => notes.map((said) => ENGLISH.say(said)))
  }

  it('are whole where the last is over, and are not said to be where it goes on', () => {
    expect(note('2026-03-02T00:00:00Z')).toContain('Whole days (UTC), to the end of 2026-03-01.')
    expect(note('2026-03-01T23:59:59Z')).toContain('Days (UTC), of which the last, 2026-03-01, is not over yet.')
  })
})
