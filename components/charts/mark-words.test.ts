import { describe, expect, it } from 'vitest'
import type { FlowMark } from '@/server/domain/views'
import { DEFAULT_DISPLAY } from '../format/display'
import { wordsIn } from '../language/words-in'
import { markWords, placeOf } from './mark-words'

const at = (text: string) => new Date(`2026-11-${text}Z`)
const english = wordsIn('en', {})
const display = { ...DEFAULT_DISPLAY, timeZone: 'UTC' }
const entry = (amount: string, value: string | null, coin = 'BTC') => ({
  ...{ id: amount, at: at('03T14:20:00'), accountName: 'Main', kind: 'deposit' as const, coin, amount, value },
})
const mark = (change: Partial<FlowMark>): FlowMark => ({
  ...{ from: at('03T14:20:00'), to: at('03T14:20:00'), in: '0', out: '0', entries: 1, unvalued: [], first: [] },
  ...change,
})

describe('a mark in words', () => {
  it('says how much came in, when, and of which account', () => {
    const words = markWords(mark({ in: '12000', first: [entry('0.2', '12000')] }), display, english)
    expect(words.label).toBe('In $12,000.00, Nov 3, 14:20: Deposit +0.2 BTC · Main')
  })

  it('keeps what came and what went apart, counts the rest, and says what is in no sum', () => {
    const words = markWords(
      mark({ in: '5', out: '7', to: at('04T01:00:00'), entries: 5, unvalued: ['ABC'], first: [entry('5', '5', 'USDT')] }),
      display,
      english,
    )
    expect(words.title).toBe('In $5.00 · Out $7.00')
    expect(words.when).toBe('Nov 3, 14:20 – Nov 4, 01:00')
    expect(words.lines).toEqual(['Deposit +5 USDT · Main', 'and 4 more', 'ABC had no price and is in no sum'])
    expect(markWords(mark({ unvalued: ['ABC'], first: [entry('1', null, 'ABC')] }), display, english).title).toBe(
      'Without a price',
    )
  })

  it('stands in the middle of the step that it lies in, and nowhere before the first', () => {
    const times = [0, 60, 120, 180].map((seconds) => at('03T00:00:00').getTime() / 1000 + seconds)
    expect(placeOf(times, at('03T00:00:00'))).toBe(0.125)
    expect(placeOf(times, at('03T00:01:59'))).toBe(0.375)
    expect(placeOf(times, at('09T00:00:00'))).toBe(0.875)
    expect(placeOf(times, at('02T23:59:59'))).toBeNull()
    expect(placeOf([], at('03T00:00:00'))).toBeNull()
  })
})
