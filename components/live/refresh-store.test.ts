import { describe, expect, it } from 'vitest'
import { beginRefresh, endRefresh } from './refresh-store'

describe('refresh-store', () => {
  it('asks for each account once, however often it is wanted', () => {
    expect(beginRefresh(['a', 'b'])).toEqual(['a', 'b'])
    expect(beginRefresh(['b', 'c'])).toEqual(['c'])
    endRefresh('b')
    expect(beginRefresh(['b'])).toEqual(['b'])
    for (const id of ['a', 'b', 'c']) endRefresh(id)
    expect(beginRefresh(['a'])).toEqual(['a'])
    endRefresh('a')
  })
})
