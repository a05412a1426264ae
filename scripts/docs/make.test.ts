import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documents, makeSite } from './make'
import { GROUPS } from './pages'
import { render } from './render'

const { site, search } = makeSite()
const pages = site.groups.flatMap((group) => group.pages)

/** Elements that load or run something, and attributes that do. */
const FORBIDDEN = /<(script|style|img|iframe|svg|link)\b|<[^>]*\s(on\w+|style)=|href="javascript:/i

describe('the documentation as a site', () => {
  it('has every document once, and each has its place', () => {
    const files = readdirSync('docs').filter((name) => name.endsWith('.md'))
    expect(pages.map(({ slug }) => `${slug}.md`).sort()).toEqual(files.sort())
    for (const { slug, title } of pages) expect([slug, title]).toEqual([slug, expect.stringMatching(/\w/)])
    // What stands in the list alone is another version's: it is left out, not shown empty.
    expect(makeSite(new Map([['operating', '# One']])).site.groups.map(({ name }) => name)).toEqual(['Running it'])
    expect(makeSite(new Map([['new', '# New']])).site.groups).toMatchObject([{ name: 'More', pages: [{ slug: 'new' }] }])
    expect(GROUPS.flatMap((group) => Object.keys(group.pages))).toEqual([
      ...new Set(GROUPS.flatMap((group) => Object.keys(group.pages))),
    ])
  })

  it('leads nowhere that is not there: every link within it finds its page and its heading', () => {
    const places = new Set(
      pages.flatMap(({ slug, html }) => [
        `/docs/${slug}`,
        ...[...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `/docs/${slug}#${id}`),
      ]),
    )
    const lost = pages.flatMap(({ slug, html }) =>
      [...html.matchAll(/<a href="([^"]+)"/g)]
        .map(([, href = '']) => (href.startsWith('#') ? `/docs/${slug}${href}` : href))
        .filter((href) => href.startsWith('/docs') && !places.has(href))
        .map((href) => `${slug}: ${href}`),
    )
    expect(lost).toEqual([])
  })

  it('holds no script, no style and no picture, whatever stands in a document', () => {
    const hostile =
      '# T\n\n<script>alert(1)</script> <img src=x onerror=y>\n\n[a](javascript:alert(1)) ![p](http://x/y.png) `<b>`\n\n```js\n</code><script>\n```\n'
    const { html } = render(hostile, (href) => (href.startsWith('javascript:') ? null : href))
    for (const text of [html, ...pages.map((page) => page.html)]) expect(text).not.toMatch(FORBIDDEN)
  })

  it('is found by what stands in it, with a slip too', () => {
    const found = (words: string) => search.search(words).map(({ id }) => id)
    expect(found('BACKUP_AT')[0]).toMatch(/^operating/)
    expect(found('setup code')).toContain('operating#the-first-one')
    expect(found('liquidaton').length).toBeGreaterThan(0)
    expect(found('zzzzqqq')).toEqual([])
  })

  it('names headings as GitHub does', () => {
    const { headings } = render(
      '# A\n\n## What is kept, and for how long?\n\n## `DATABASE_URL` here\n\n## Same\n\n## Same\n',
      () => null,
    )
    expect(headings.map(({ id }) => id)).toEqual(['what-is-kept-and-for-how-long', 'database_url-here', 'same', 'same-1'])
    expect(documents().size).toBeGreaterThan(10)
  })
})
