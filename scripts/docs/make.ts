import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import MiniSearch from 'minisearch'
import { type DocSection, SEARCH_OPTIONS } from '@/components/docs/search-options'
import { DOCS_FOLDER, type DocPage, type DocSite } from '@/server/docs/site'
import { GROUPS } from './pages'
import { type Rendered, render } from './render'

/** Where documents lie. */
export const SOURCE = 'docs'

/** The documents of the site by name, and the words of each. */
export function documents(): Map<string, string> {
  if (!existsSync(SOURCE)) return new Map()
  const names = readdirSync(SOURCE).filter((name) => name.endsWith('.md'))
  return new Map(names.sort().map((name) => [name.slice(0, -'.md'.length), readFileSync(path.join(SOURCE, name), 'utf8')]))
}

/** Where a link of a document leads in the site; null: into the repository, which the site does not have. */
export function addressIn(own: string, known: ReadonlySet<string>, href: string): string | null {
  if (/^(https?:|mailto:)/.test(href)) return href
  if (href.startsWith('/')) return href
  const [file = '', anchor] = href.split('#')
  const name = file === '' ? own : file.endsWith('.md') ? path.posix.normalize(file).slice(0, -'.md'.length) : null
  if (name === null || !known.has(name)) return null
  return anchor === undefined ? `/docs/${name}` : `/docs/${name}#${anchor}`
}

export interface Made {
  site: DocSite
  search: MiniSearch<DocSection>
}

/** All documents as pages, in order, and what the search finds in them. */
export function makeSite(sources = documents()): Made {
  const known = new Set(sources.keys())
  const rendered = new Map<string, Rendered>()
  for (const [name, text] of sources)
    rendered.set(
      name,
      render(text, (href) => addressIn(name, known, href)),
    )
  const pageOf = (slug: string, about: string): DocPage[] => {
    const page = rendered.get(slug)
    return page ? [{ slug, title: page.title || slug, about, html: page.html, headings: page.headings }] : []
  }
  const placed = new Set(GROUPS.flatMap(({ pages }) => Object.keys(pages)))
  const groups = [
    ...GROUPS.map(({ name, pages }) => ({ name, pages: Object.entries(pages).flatMap(([slug, about]) => pageOf(slug, about)) })),
    { name: 'More', pages: [...known].filter((slug) => !placed.has(slug)).flatMap((slug) => pageOf(slug, '')) },
  ].filter(({ pages }) => pages.length > 0)
  const search = new MiniSearch<DocSection>(SEARCH_OPTIONS)
  for (const { slug, title } of groups.flatMap(({ pages }) => pages)) {
    for (const section of rendered.get(slug)?.sections ?? []) {
      const id = section.id === null ? slug : `${slug}#${section.id}`
      search.add({ id, page: title, title: section.title || title, text: section.text })
    }
  }
  return { site: { groups }, search }
}

/** Writes the site into the build; needs no network, and takes less than a second. */
export function makeDocs(): void {
  const { site, search } = makeSite()
  mkdirSync(DOCS_FOLDER, { recursive: true })
  writeFileSync(path.join(DOCS_FOLDER, 'site.json'), JSON.stringify(site))
  writeFileSync(path.join(DOCS_FOLDER, 'search.json'), JSON.stringify(search))
}
