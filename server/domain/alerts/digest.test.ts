import { describe, expect, it } from 'vitest'
import { type DigestFigures, digestText, lastDigestAt } from './digest'

describe('lastDigestAt', () => {
  it.each([
    ['daily', '2026-11-28T12:00:00Z', '2026-11-28T07:00:00Z'],
    ['daily', '2026-11-28T06:59:00Z', '2026-11-27T07:00:00Z'],
    // A Saturday: the Monday before.
    ['weekly', '2026-11-28T12:00:00Z', '2026-11-23T07:00:00Z'],
    ['weekly', '2026-11-23T06:59:00Z', '2026-11-16T07:00:00Z'],
    // Summer time has begun in between.
    ['daily', '2027-03-28T12:00:00Z', '2027-03-28T06:00:00Z'],
  ] as const)('%s at %s', (every, now, at) => {
    expect(lastDigestAt(new Date(now), every, 8, 'Europe/Berlin')).toEqual(new Date(at))
  })
})

const figures: DigestFigures = {
  every: 'daily',
  accounts: 2,
  equity: '12345.678',
  equityBound: 'at_least',
  gain: null,
  gross: '20000',
  net: null,
  leverage: '1.62',
  fired: { first: ['a'], of: 3 },
  firing: [],
  stale: ['Main'],
}

describe('digestText', () => {
  it('says what is a lower bound, not known, and left out of the list', () => {
    expect(digestText(figures)).toEqual({
      title: 'Your day: at least $12,345.67 in 2 accounts',
      text: [
        'Equity at least $12,345.67.',
        'Exposure: gross $20,000.00, net —, leverage 1.62×.',
        '',
        'Fired since the last one: 3.',
        '· a',
        '· … and 2 more',
        '',
        'Not read in time: 1.',
        '· Main',
      ].join('\n'),
    })
  })

  it('says a loss with its sign', () => {
    const { text } = digestText({ ...figures, gain: { usd: '-120.5', share: '-0.0097' } })
    expect(text).toContain('Equity at least $12,345.67, −$120.50 (−0.97 %) without deposits and withdrawals.')
  })
})
