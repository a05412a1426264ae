import { describe, expect, it } from 'vitest'
import { type DigestFigures, digestText, digestWords, lastDigestAt } from './digest'

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
  from: new Date('2026-11-27T07:00:00Z'),
  to: new Date('2026-11-28T07:00:00Z'),
  display: { currency: 'USD', usdPerUnit: '1', timeZone: 'Europe/Berlin' },
  accounts: 2,
  equity: '12345.678',
  bounds: { equity: 'at_least', gross: 'at_least', net: 'uncertain', leverage: 'uncertain' },
  gain: null,
  gross: '20000',
  net: null,
  leverage: '1.62',
  fired: { first: [{ at: new Date('2026-11-27T22:30:00Z'), level: 'urgent', text: 'Urgent: a.' }], of: 3 },
  firing: [],
  stale: ['Main'],
}
const WHOLE = { equity: 'exact', gross: 'exact', net: 'exact', leverage: 'exact' } as const
const text = (change: Partial<DigestFigures> = {}) => digestText(digestWords({ ...figures, ...change }))

describe('a digest', () => {
  it('says what is a lower bound, not known, and left out of the list, and when by the person’s clock', () => {
    expect(digestWords(figures).title).toBe('Your day: at least $12,345.68 in 2 accounts')
    expect(text()).toBe(
      [
        'Sat 28 Nov 2026, 08:00 (Europe/Berlin)',
        '',
        'Equity at least $12,345.68.',
        'What was gained since Fri 27 Nov 2026, 08:00 is not known.',
        'Exposure: gross at least $20,000.00, net —, leverage about 1.62×.',
        '',
        'Told since the last one: 3.',
        '· Fri 27 Nov, 23:30: Urgent: a.',
        '· … and 2 more',
        '',
        'Not read in time: 1.',
        '· Main',
      ].join('\n'),
    )
  })

  it('says a loss with its sign, and no sum at all where none is known', () => {
    expect(text({ gain: { usd: '-120.5', share: '-0.0097' } })).toContain(
      '−$120.50 (−0.97 %) since Fri 27 Nov 2026, 08:00, without deposits and withdrawals.',
    )
    expect(text({ gain: { usd: '120.5', share: null } })).toContain('+$120.50 since')
    expect(digestWords({ ...figures, gain: { usd: '0', share: '0' } }).gain).toEqual({ text: '$0.00 (0 %)', sign: 0 })
    expect(digestWords({ ...figures, equity: null }).title).toBe('Your day: — in 2 accounts')
  })

  it.each([
    ['EUR', '1.25', '€9,876.54', '€16,000.00'],
    ['JPY', '0.0065', '¥1,899,335', '¥3,076,923'],
    ['CHF', '1.2', 'CHF\u00a010,288.07', 'CHF\u00a016,666.67'],
    ['BTC', '50000', '0.246914\u00a0BTC', '0.400000\u00a0BTC'],
  ])('has its sums in %s by the rate of the day', (currency, usdPerUnit, equity, gross) => {
    const words = digestWords({ ...figures, bounds: WHOLE, display: { ...figures.display, currency, usdPerUnit } })
    expect(words).toMatchObject({ equity, note: null })
    expect(words.figures[0]?.value).toBe(gross)
    expect(JSON.stringify(words)).not.toContain('$')
  })

  it.each([null, '0', '-1'])('whose rate is %s has them in USD, and says so', (usdPerUnit) => {
    const words = digestWords({ ...figures, display: { ...figures.display, currency: 'EUR', usdPerUnit } })
    expect(words).toMatchObject({ equity: '$12,345.68', bound: 'at least' })
    expect(words.note).toBe('What one EUR is worth is not known now: sums are in USD.')
  })

  it('counts what is more than a letter should hold', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ at: figures.to, level: 'warn' as const, text: `Account ${i}.` }))
    const { lists } = digestWords({ ...figures, firing: many, stale: many.map((each) => each.text), fired: { first: [], of: 0 } })
    expect(lists.map(({ head, lines, more }) => [head, lines.length, more])).toEqual([
      ['Nothing was told since the last one', 0, 0],
      ['Firing now: 200', 10, 190],
      ['Not read in time: 200', 10, 190],
    ])
  })
})
