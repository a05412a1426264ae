import { Placeholder, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

type Value = string | number | boolean | null

/** A statement as it is sent. */
export interface Statement {
  text: string
  params: Value[]
}

/** Names a value within a statement that is being written. */
export type Named<Name extends string> = (name: Name) => SQL

const dialect = new PgDialect()

/** A statement with its values; one that is written already as it is. */
export function written(query: SQL | Statement): Statement {
  if ('text' in query) return query
  const { sql: text, params } = dialect.sqlToQuery(query)
  return { text, params: params.map((param) => (isPlain(param) ? param : String(param))) }
}

/**
 * A statement that is written once and sent with other values each time: for those that run with every snapshot, where
 * writing it took as long as PostgreSQL takes for a third of it.
 */
export function prepared<Name extends string>(build: (value: Named<Name>) => SQL): (values: Record<Name, Value>) => Statement {
  let kept: { text: string; names: Name[] } | undefined
  return (values) => {
    kept ??= writtenOnce(build)
    return { text: kept.text, params: kept.names.map((name) => values[name]) }
  }
}

function writtenOnce<Name extends string>(build: (value: Named<Name>) => SQL): { text: string; names: Name[] } {
  const known = new Map<string, Name>()
  const query = build((name) => {
    known.set(name, name)
    return sql`${sql.placeholder(name)}`
  })
  const { sql: text, params } = dialect.sqlToQuery(query)
  const names = params.map((param) => {
    const name = param instanceof Placeholder ? known.get(param.name) : undefined
    if (name === undefined) throw new Error('A statement that is written once has a value that has no name.')
    return name
  })
  return { text, names }
}

/** Rows as PostgreSQL writes an array of a table's rows; null is left out, every other value is text. */
export function rowList(rows: readonly (readonly (string | null)[])[]): string {
  const row = (values: readonly (string | null)[]) => `(${values.map(inRow).join(',')})`
  return `{${rows.map((values) => quoted(row(values))).join(',')}}`
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
const inRow = (value: string | null) => (value === null ? '' : /^[\w.:-]+$/.test(value) ? value : quoted(value))

function isPlain(param: unknown): param is Value {
  return param === null || ['string', 'number', 'boolean'].includes(typeof param)
}
