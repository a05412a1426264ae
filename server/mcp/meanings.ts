import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A document that an agent can read. */
export interface Meaning {
  uri: string
  name: string
  title: string
  description: string
  file: string
}

/** What every figure means: the documents that people read. */
export const MEANINGS: readonly Meaning[] = [
  {
    uri: 'ballast://docs/figures',
    name: 'figures',
    title: 'What the figures mean',
    description: 'How every figure is made, what marks like "at least" say, and how coins are priced.',
    file: 'figures.md',
  },
  {
    uri: 'ballast://docs/returns',
    name: 'returns',
    title: 'What returns mean',
    description: 'What came and went, returns without it, and what every change of equity is made of.',
    file: 'returns.md',
  },
  {
    uri: 'ballast://docs/alerts',
    name: 'alerts',
    title: 'What alerts watch',
    description: 'What each kind of rule watches, and when it tells.',
    file: 'alerts.md',
  },
]

const texts = new Map<string, string>()

/** The document's text (Markdown); null where there is no such document. */
export function meaningOf(uri: string): string | null {
  const known = MEANINGS.find((each) => each.uri === uri)
  if (!known) return null
  const text = texts.get(uri) ?? readFileSync(join(process.cwd(), 'docs', known.file), 'utf8')
  texts.set(uri, text)
  return text
}
