import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DESK_PLACES } from '@/server/schemas/desk-path'

/** What stands outside of any desk: signing in, documentation, and what makes the links. */
const OUTSIDE = [
  /^app\/\(auth\)\//,
  /^app\/docs\//,
  /^components\/(auth|docs|desk)\//,
  // An address that names nothing may name somebody else's desk: from there one goes to one's own.
  /^app\/not-found\.tsx$/,
  // From a desk that is left, to one's own.
  /^components\/desks\/leaving-section\.tsx$/,
  // On no desk yet.
  /^components\/desks\/join\.tsx$/,
  // Of a message's link, which needs nobody signed in.
  /^components\/alerts\/snooze-by-link\.tsx$/,
]
/** Anchors to addresses that are none of the application's, or that were made for the desk already. */
const ANCHORS = ['settings/create-share-dialog', 'settings/recovery-codes', 'accounts/key-guide', 'ui/download-link']
/** Redirects of the server, with `inDesk`. */
const REDIRECTS = ['app/page.tsx', 'app/(app)/layout.tsx']

const PLACE = `/(${DESK_PLACES.join('|')}|api/trpc)\\b`
const RULES = [
  { why: 'use Link of components/desk/link', found: /from 'next\/link'/ },
  {
    why: 'use useDeskRouter and useDeskPath of components/desk/navigation',
    found: /import \{[^}]*\b(useRouter|usePathname|useSelectedLayoutSegments?)\b[^}]*\} from 'next\/navigation'/,
  },
  {
    why: 'lead on with inDesk',
    found: /import \{[^}]*\b(redirect|permanentRedirect)\b[^}]*\} from 'next\/navigation'/,
    but: (file: string) => REDIRECTS.includes(file),
  },
  { why: 'use Link', found: new RegExp(`<a\\s[^>]*\\bhref=(\\{?["'\`])${PLACE}`) },
  {
    why: 'use Link, or say here why not',
    found: /<a\s[^>]*\bhref=\{(?!["'`])/,
    but: (file: string) => ANCHORS.some((name) => file === `components/${name}.tsx`),
  },
  { why: 'use PageForm', found: /<form\s[^>]*\baction=/ },
  {
    why: 'go through useDeskHref',
    found: new RegExp(`(location\\.(assign|replace)|fetch|open|EventSource|sendBeacon)\\(\\s*["'\`]${PLACE}`),
  },
  { why: 'go through useDeskHref', found: new RegExp(`location(\\.href)? = ["'\`]${PLACE}`) },
]

function faultsOf(file: string, text: string): string[] {
  return RULES.filter(({ found, but }) => found.test(text) && !but?.(file)).map(({ why }) => `${file}: ${why}`)
}

describe('links within the application', () => {
  it('stay in the desk of their page', () => {
    const files = ['app', 'components']
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
      .filter((file) => /(?<!\.test|\.testing)\.tsx?$/.test(file) && !OUTSIDE.some((place) => place.test(file)))
    expect(files.length).toBeGreaterThan(300)
    expect(files.flatMap((file) => faultsOf(file, readFileSync(file, 'utf8')))).toEqual([])
  })

  it.each([
    "import Link from 'next/link'",
    "import { useParams, usePathname } from 'next/navigation'",
    "import { redirect } from 'next/navigation'",
    '<a className="x" href="/balances?sort=value">',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at.
    '<a\n  href={`/accounts/${id}`}>',
    '<a href={href}>',
    '<form action="/performance/flows">',
    "location.assign('/settings')",
    "await fetch('/api/trpc/x')",
    "location.href = '/overview'",
  ])('are found where they would not: %s', (text) => {
    expect(faultsOf('components/x/y.tsx', text)).toHaveLength(1)
  })

  it.each([
    '<a href="#content">',
    '<a href="/docs/api">',
    "import { notFound } from 'next/navigation'",
    "fetch('/docs/search.json')",
  ])('are not seen in %s', (text) => {
    expect(faultsOf('components/x/y.tsx', text)).toEqual([])
  })

  it('knows each place of the application', () => {
    const folders = readdirSync('app/(app)', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect([...DESK_PLACES].sort()).toEqual(folders.map(({ name }) => name).sort())
  })
})
