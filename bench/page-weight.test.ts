import { expect, it } from 'vitest'
import { grownPages } from './page-weight'

const page = { javascript: 100_000, html: 50_000, htmlPacked: 10_000, requests: 20 }

it('lets a page grow by three in a hundred, and lose what it likes', () => {
  expect(grownPages({ '/a': page }, { '/a': { ...page, javascript: 103_000, html: 10 } })).toEqual([])
})

it('names each figure that grew by more', () => {
  expect(grownPages({ '/a': page }, { '/a': { ...page, javascript: 103_001, requests: 21 } })).toEqual([
    '/a: javascript 100000 → 103001',
    '/a: requests 20 → 21',
  ])
})

it('names a page that nobody has weighed before, and one that is gone', () => {
  expect(grownPages({ '/a': page }, { '/b': page })).toEqual(['/a: weighed before alone', '/b: weighed now alone'])
})
