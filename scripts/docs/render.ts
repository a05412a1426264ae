import { Marked, type Tokens } from 'marked'

export interface Rendered {
  title: string
  html: string
  headings: { id: string; text: string; depth: number }[]
  /** The text below each heading, the page's own first. */
  sections: { id: string | null; title: string; text: string }[]
}

/** As GitHub makes them, so that links hold in both places. */
export function anchorOf(text: string, taken: Map<string, number>): string {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
  const times = taken.get(base) ?? 0
  taken.set(base, times + 1)
  return times === 0 ? base : `${base}-${times}`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What stands in a heading or a cell, without its marks. */
function plain(tokens: readonly Tokens.Generic[] | undefined): string {
  return (tokens ?? [])
    .map((token) => {
      if (token.type === 'image') return ''
      if (token.tokens) return plain(token.tokens)
      return typeof token.text === 'string' ? token.text : ''
    })
    .join('')
}

/** All that a block says, for the search. */
function words(token: Tokens.Generic): string {
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table
    return [header, ...rows].map((row) => row.map(({ tokens }) => plain(tokens)).join(' ')).join(' ')
  }
  if (token.type === 'list') return (token as Tokens.List).items.map(({ tokens }) => tokens.map(words).join(' ')).join(' ')
  if (token.tokens) return token.type === 'blockquote' ? token.tokens.map(words).join(' ') : plain(token.tokens)
  return typeof token.text === 'string' && token.type !== 'html' ? token.text : ''
}

/**
 * A document as HTML of ours: no script, no style, and of raw HTML only its text.
 * @param address where a link of the document leads in the site; null: to nothing there, and its text stays
 */
export function render(markdown: string, address: (href: string) => string | null): Rendered {
  const taken = new Map<string, number>()
  const headings: Rendered['headings'] = []
  const ids = new Map<Tokens.Heading, string>()
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading(token) {
        const id = ids.get(token) ?? ''
        const inner = this.parser.parseInline(token.tokens)
        if (token.depth === 1) return `<h1 id="${id}">${inner}</h1>\n`
        return `<h${token.depth} id="${id}"><a href="#${id}">${inner}</a></h${token.depth}>\n`
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens)
        const to = address(href)
        if (to === null) return inner
        const away = /^https?:/.test(to) ? ' rel="noreferrer noopener" target="_blank"' : ''
        return `<a href="${escaped(to)}"${away}>${inner}</a>`
      },
      // Pictures of the repository are not shipped.
      image: ({ text }) => escaped(text),
      html: ({ text }) => escaped(text),
      code: ({ text, lang }) =>
        `<pre tabindex="0"${lang ? ` data-lang="${escaped(lang)}"` : ''}><code>${escaped(text)}</code></pre>\n`,
      table(token) {
        const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`
        const body = token.rows.map((cells) => row(cells, 'td')).join('\n')
        return `<div class="table" tabindex="0" role="region" aria-label="Table"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`
      },
    },
  })
  const tokens = marked.lexer(markdown)
  const sections: Rendered['sections'] = [{ id: null, title: '', text: '' }]
  let title = ''
  for (const token of tokens) {
    if (token.type === 'heading') {
      const heading = token as Tokens.Heading
      const text = plain(heading.tokens)
      if (heading.depth === 1) title ||= text
      const id = anchorOf(text, taken)
      ids.set(heading, id)
      if (heading.depth === 2 || heading.depth === 3) headings.push({ id, text, depth: heading.depth })
      if (heading.depth > 1) sections.push({ id, title: text, text: '' })
      continue
    }
    const section = sections.at(-1)
    if (section) section.text += ` ${words(token)}`
  }
  return { title, html: marked.parser(tokens), headings, sections }
}
