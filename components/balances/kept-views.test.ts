import { describe, expect, it } from 'vitest'
import { LONGEST_NAME, viewsOf, withView } from './kept-views'

describe('kept views', () => {
  it('are read from whatever stands there', () => {
    const view = { name: 'Near', query: '?state=near' }
    expect(viewsOf(JSON.stringify([view, { name: 'All', query: '' }]))).toEqual([view, { name: 'All', query: '' }])
    for (const text of [null, '', '{', '{}', '[null,1,{"name":""},{"name":"a","query":"//elsewhere"}]']) {
      expect(viewsOf(text)).toEqual([])
    }
  })

  it('have each name once, and names that fit', () => {
    const views = withView(withView([], { name: ' a ', query: '?q=1' }), { name: 'b', query: '' })
    expect(withView(views, { name: 'a', query: '?q=2' })).toEqual([
      { name: 'b', query: '' },
      { name: 'a', query: '?q=2' },
    ])
    expect(withView([], { name: 'x'.repeat(99), query: '' })[0]?.name).toHaveLength(LONGEST_NAME)
  })
})
