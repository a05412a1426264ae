import { describe, expect, it } from 'vitest'
import type { EquityPoint } from '@/server/domain/views'
import { DEFAULT_DISPLAY } from '../format/display'
import { wordsIn } from '../language/words-in'
import type { ChartData } from './chart-data'
import { describeChart, extremesOf } from './describe'

const style = { ...DEFAULT_DISPLAY, locale: 'en-US', timeZone: 'UTC' }
const english = wordsIn('en', {})
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))

function point(hour: number, close: string, more: Partial<EquityPoint> = {}): EquityPoint {
  return {
    at: at(hour),
    open: close,
    high: close,
    low: close,
    close,
    grossExposure: null,
    netExposure: null,
    accounts: 1,
    ...{ bound: 'exact', openAside: '0', closeAside: '0', setAside: '0' },
    ...more,
  }
}

const points = [point(0, '100'), point(1, '120', { low: '80', grossExposure: '7' }), null, point(3, '110.5')]
const data: ChartData = {
  times: [0, 1, 2, 3],
  series: [{ key: 'total', label: 'Total', values: [100, 120, null, 110.5], points }],
  band: null,
  drawdown: null,
}

describe('extremesOf', () => {
  it('includes spikes within a stretch', () => {
    expect(extremesOf({ points })).toEqual({ low: { at: at(1), value: '80' }, high: { at: at(1), value: '120' } })
    expect(extremesOf({ points: [null] })).toBeNull()
  })
})

describe('describeChart', () => {
  it('says from where to where, the extremes, the fall and the gaps', () => {
    expect(describeChart(data, 'equity', '0.3333', style, 'UTC', english)).toBe(
      'Equity over time. Total: $100.00 on Jan 1, 00:00, $110.50 on Jan 1, 03:00; highest $120.00 on Jan 1, 01:00, ' +
        'lowest $80.00 on Jan 1, 01:00. Deepest fall from a high before it: 33.33%. There is one gap in which nothing was read.',
    )
  })

  it('tells no times before it knows in which zone', () => {
    expect(describeChart(data, 'equity', '0.3333', style, null, english)).toBe('Equity over time.')
  })

  it('writes sums in the currency that is shown', () => {
    expect(describeChart(data, 'equity', null, { ...style, currency: 'EUR', usdPerUnit: '2' }, 'UTC', english)).toContain(
      '€50.00 on Jan 1',
    )
  })

  it('speaks of exposure where that is drawn', () => {
    expect(describeChart(data, 'gross', '0.3', style, 'UTC', english)).toContain(
      'Gross exposure over time. Total: $7.00 on Jan 1, 01:00',
    )
    expect(describeChart(data, 'net', null, style, 'UTC', english)).toContain('Total: nothing known.')
  })
})
