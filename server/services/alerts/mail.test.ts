import { describe, expect, it } from 'vitest'
import { digestWords } from '@/server/domain/alerts/digest'
import { readerIn } from '../../language/in-language'
import { digestHtml } from './digest-html'
import { mailHtml } from './mail-html'

const hostile = '<img src=x onerror=alert(1)> & "Main"'
const link = 'https://ballast.example.com/alerts'
const alert = mailHtml({
  ...{ title: hostile, text: `${hostile}\n${hostile}`, level: 'urgent', link, snoozeLink: `${link}?a=1&b="2"` },
})
const digest = digestHtml(
  digestWords({
    ...{ every: 'daily', from: new Date(0), to: new Date(1), accounts: 1, equity: '5', gain: null },
    bounds: { equity: 'exact', gross: 'exact', net: 'exact', leverage: 'exact' },
    ...{ gross: null, net: null, leverage: null, firing: [], stale: [hostile] },
    fired: { first: [{ at: new Date(0), level: 'warn', text: hostile }], of: 1 },
    display: { currency: 'USD', usdPerUnit: '1', timeZone: 'UTC' },
  }),
  { pages: { overview: 'https://ballast.example.com/overview', alerts: 'https://ballast.example.com/alerts' }, every: 'daily' },
)

it('a letter is in the language of its reader, whatever stands in it', () => {
  const letter = mailHtml({ title: hostile, text: hostile, level: 'ok', link, snoozeLink: null }, readerIn('de'))
  expect(letter).toContain('<html lang="de">')
  expect(letter).toMatch(/>Hinweis<.*&lt;img.*>Ballast öffnen<.*Sie erhalten dies aufgrund Ihrer Regeln und Kanäle: <a href="/s)
  expect(letter).not.toMatch(/<img|Open Ballast/)
})

describe.each([
  ['an alert', alert],
  ['a digest', digest],
])('the letter of %s', (_name, html) => {
  it('holds names as text, and nothing that is fetched or run', () => {
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Main&quot;')
    expect(html).not.toMatch(/<img|<script|<link|<iframe|@import|url\(|src="/i)
  })

  it('knows the dark, and fits a phone', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(html).toContain('@media (prefers-color-scheme:dark)')
    expect(html).toContain('width=device-width')
  })

  it('leads to this installation alone', () => {
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '')
    expect(hrefs.length).toBeGreaterThan(1)
    for (const href of hrefs) expect(new URL(href.replaceAll('&amp;', '&')).origin).toBe('https://ballast.example.com')
  })
})
