import { expect, it } from 'vitest'
import { isOfPage } from './page-of'

it('a page that was drawn for somebody else is not the caller’s', () => {
  expect(isOfPage(new Headers(), 'anna')).toBe(true)
  expect(isOfPage(new Headers({ 'x-page-of': 'anna' }), 'anna')).toBe(true)
  expect(isOfPage(new Headers({ 'x-page-of': 'anna' }), 'boris')).toBe(false)
})
