import { describe, expect, it } from 'vitest'
import { monograms } from './monogram'

const named = (...names: string[]) => names.map((name) => ({ id: name.toLowerCase(), name }))

describe('monograms', () => {
  it('are the letters that people would take', () => {
    expect([...monograms(named('Kraken', 'BitMart', 'Kraken Futures', 'Gate.io'))]).toEqual([
      ['kraken', 'Kr'],
      ['bitmart', 'Bm'],
      ['kraken futures', 'KF'],
      ['gate.io', 'GI'],
    ])
  })

  it('are never shared, not in another case either: who comes later takes the next letter that is free', () => {
    expect([...monograms(named('Coincheck', 'Coinone', 'COINMATE')).values()]).toEqual(['Co', 'Ci', 'Cn'])
  })

  it('leave a room the letters that it names, wherever it stands', () => {
    const letters = monograms([...named('Bybit'), { id: 'bydfi', name: 'BYDFi', letters: 'BY' }])
    expect([...letters]).toEqual([
      ['bydfi', 'BY'],
      ['bybit', 'Bb'],
    ])
  })

  it('refuse two rooms of the same letters, and a name of which none are free', () => {
    const twice = ['a', 'b'].map((id) => ({ id, name: id, letters: id === 'a' ? 'Bx' : 'BX' }))
    expect(() => monograms(twice)).toThrow('a and b have the same letters, BX.')
    expect(() =>
      monograms([
        { id: 'x', name: 'AB' },
        { id: 'y', name: 'Ab' },
      ]),
    ).toThrow('No two letters of Ab are free')
  })
})
