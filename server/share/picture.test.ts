import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ShareSource, type ShareTerms, sharedView } from '../domain/share'
import { drawPicture, pictureContent } from './picture'

afterEach(() => vi.unstubAllGlobals())

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour))
const source: ShareSource = {
  ...{ moment: at(12), oldestAsOf: at(12), accounts: 2, unread: 0 },
  book: {
    ...{ equity: '1234567.89', gross: '2500000', net: '-100000', coins: [], positions: [] },
    bounds: { equity: 'at_least', gross: 'exact', net: 'exact', leverage: 'exact' },
  },
  curve: {
    points: [at(9), at(10), at(11)].map((when, nth) => ({ at: when, close: nth === 1 ? null : String(1_200_000 + nth * 1000) })),
    ...{ bound: 'exact', change: '2000', changeRatio: '0.0017', maxDrawdown: null },
  },
  returns: null,
}
const content = (terms: Partial<ShareTerms>) =>
  pictureContent(
    sharedView({ title: 'Book', parts: ['equity', 'exposure'], unit: 'amounts', delaySeconds: 0, ...terms }, '30d', source),
  )

describe('the picture of a shared page', () => {
  it('has figures of the page, in short, and says what they are', () => {
    expect(content({})).toMatchObject({
      title: 'Book',
      figures: [
        { label: 'Equity, at least', text: '$1.23M', tone: null },
        { label: 'Gross exposure', text: '$2.5M', tone: null },
        { label: 'Change', text: '+0.17%', tone: 'up' },
        { label: 'Net exposure', text: '-$100K', tone: null },
      ],
      foot: '30 days, as of 1 Mar 2026, 12:00 UTC',
    })
  })

  it('has none that the link does not show', () => {
    const told = JSON.stringify(content({ unit: 'percent', parts: ['equity'] }))
    expect(told).not.toMatch(/\$|1\.23|1234|2\.5M|exposure/i)
    expect(content({ unit: 'percent', parts: ['equity'] }).figures.map(({ label }) => label)).toEqual(['Change', 'Deepest fall'])
  })

  it('says what is not known in words, never as a number', () => {
    expect(content({ parts: ['returns'] }).figures[0]).toEqual({ label: 'Return', text: 'not known', tone: null })
  })

  it.each(['日本の本', 'To the moon 🚀', 'Книга', '≥ 5 × – book'])(
    'is drawn here alone, whatever the title is: %s',
    async (title) => {
      const asked: string[] = []
      const { fetch } = globalThis
      vi.stubGlobal('fetch', (...[what, how]: Parameters<typeof fetch>) => {
        const address = what instanceof Request ? what.url : String(what)
        // The library's own code comes to it as such an address.
        if (address.startsWith('data:')) return fetch(what, how)
        asked.push(address)
        return Promise.reject(new Error('There is no network here.'))
      })
      const png = await drawPicture(content({ title }))
      expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
      expect(asked).toEqual([])
    },
  )
})
