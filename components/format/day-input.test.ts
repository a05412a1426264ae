import { expect, it } from 'vitest'
import { dayOfText, dayText } from './day-input'

it('reads days of a field, and nothing else', () => {
  expect(dayText(dayOfText('2026-03-27'))).toBe('2026-03-27')
  expect(dayText(null)).toBe('')
  for (const text of ['', '20261-01-01', '2026-03']) expect([text, dayOfText(text)]).toEqual([text, null])
})
