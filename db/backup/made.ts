import type { Migration } from '../known-migrations'

/** Names in the schema `public` that are Ballast's: a database may hold others. */
export interface Made {
  /** Views too: what is a table in one version may be a view in the next. */
  tables: string[]
  functions: string[]
  types: string[]
  sequences: string[]
  /** Orders of text. */
  collations: string[]
}

const NAME = String.raw`(?:"?public"?\.)?"?(\w+)"?`
const named = (text: string, statement: string) =>
  [...text.matchAll(new RegExp(statement + NAME, 'gi'))].map(([, name = '']) => name)
const unique = (names: string[]) => [...new Set(names)].sort()

/** What migrations ever made, by their own text: also what a later one renamed or dropped. */
export function madeBy(migrations: readonly Migration[]): Made {
  const text = migrations
    .flatMap(({ statements }) => statements)
    .join('\n')
    .replaceAll(/--.*$/gm, '')
  return {
    tables: unique([
      ...named(text, String.raw`\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?`),
      ...named(text, String.raw`\bcreate\s+(?:or\s+replace\s+)?view\s+`),
      ...named(text, String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?[\w".]+\s+rename\s+to\s+`),
    ]),
    functions: unique(named(text, String.raw`\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\s+`)),
    types: unique(named(text, String.raw`\bcreate\s+(?:type|domain)\s+`)),
    collations: unique(named(text, String.raw`\bcreate\s+collation\s+(?:if\s+not\s+exists\s+)?`)),
    sequences: unique(named(text, String.raw`\bcreate\s+sequence\s+(?:if\s+not\s+exists\s+)?`)),
  }
}
