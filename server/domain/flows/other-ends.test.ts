import { describe, expect, it } from 'vitest'
import { otherEnds } from './other-ends'

const entry = (id: string, amount: string, more: Partial<Parameters<typeof otherEnds>[0]> = {}) => ({
  ...{ id, amount, coin: 'BTC', state: 'done' as const, pairedWith: null },
  at: new Date('2026-11-03T12:00:00Z'),
  ...more,
})

describe('what can be the other end of a transfer', () => {
  it('goes the other way, is the same coin by whatever code, and neither failed nor another’s', () => {
    const out = entry('1', '-0.5')
    const found = otherEnds(out, [
      out,
      entry('2', '-0.5'),
      entry('3', '0.5', { coin: 'ETH' }),
      entry('4', '0.5', { state: 'failed' }),
      entry('5', '0.5', { pairedWith: '9' }),
      entry('6', '0'),
      entry('7', '0.4', { coin: 'XBT', state: 'pending' }),
    ])
    expect(found.map(({ id }) => id)).toEqual(['7'])
  })

  it('names the nearest amount first, then the nearest time', () => {
    const into = entry('1', '1')
    const at = (hours: number) => new Date(into.at.getTime() - hours * 3_600_000)
    const found = otherEnds(into, [
      entry('far', '-2', { at: at(0) }),
      entry('later', '-1', { at: at(5) }),
      entry('soon', '-1', { at: at(1) }),
      entry('near', '-1.001', { at: at(9) }),
    ])
    expect(found.map(({ id }) => id)).toEqual(['soon', 'later', 'near', 'far'])
  })
})
