import { expect, it } from 'vitest'
import { lastMonths } from './statement-months'

it('months that are over, across a new year, whatever day it is', () => {
  expect(lastMonths(new Date('2026-01-31T23:59:59Z'), 'en').slice(0, 2)).toEqual([
    ['2025-12', 'December 2025'],
    ['2025-11', 'November 2025'],
  ])
  expect(lastMonths(new Date('2026-03-31T00:00:00Z'), 'en')[0]?.[0]).toBe('2026-02')
})
