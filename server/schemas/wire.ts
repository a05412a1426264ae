import SuperJSON, { type SuperJSONResult } from 'superjson'

/**
 * How answers travel to the browser, over tRPC and within pages: superjson, with every list of like rows (assets, points
 * of a chart) as one text. Superjson alone looks at each of their values on both sides and names the place of every date;
 * five thousand assets took it longer than all else of a page.
 */

/** Lists shorter than this are left to superjson. */
const LEAST_ROWS = 4

/** A list of like rows on its way. */
class Table {
  constructor(readonly text: string) {}
}

const wire = new SuperJSON()
wire.registerCustom<Table, string>(
  {
    isApplicable: (value): value is Table => value instanceof Table,
    serialize: ({ text }) => text,
    // The list takes the table's place: nothing that reads the answer knows of tables.
    deserialize: (text) => unpacked(text) as unknown as Table,
  },
  'table',
)

export function toWire(value: unknown): SuperJSONResult {
  return wire.serialize(withTables(value))
}

/** Reads what `toWire` wrote, and what superjson alone wrote. */
export function fromWire<Value = unknown>(sent: SuperJSONResult): Value {
  return wire.deserialize<Value>(sent)
}

/** What is sent to a procedure, as it travels. */
interface SentInput {
  json?: unknown
}

/** Dates go as ISO text, which is what schemas read; a field that is undefined does not go at all. */
export function writeInput(value: unknown): SentInput {
  return { json: value }
}

/**
 * Plain JSON and nothing else. Superjson would build whatever the sender's `meta` asks for: values that hold themselves,
 * gigabytes of a typed array, sets that cost the square of what was sent.
 */
export function readInput(sent: unknown): unknown {
  if (typeof sent === 'object' && sent !== null && Object.keys(sent).every((key) => key === 'json')) {
    return 'json' in sent ? sent.json : undefined
  }
  throw new Error('Send the input as {"json": …} and nothing beside it.')
}

/** tRPC's: answers are rich, what browsers send is plain. */
export const transformer = {
  input: { serialize: writeInput, deserialize: readInput },
  output: { serialize: toWire, deserialize: fromWire },
}

type Plain = string | number | boolean | null
type Row = Record<string, unknown>

/** The same value with tables in the place of lists of like rows; what has none is handed back as it is. */
function withTables(value: unknown): unknown {
  if (Array.isArray(value)) {
    const text = value.length < LEAST_ROWS ? null : packed(value)
    return text === null ? mapped(value) : new Table(text)
  }
  if (!isRow(value)) return value
  let changed: Row | null = null
  for (const key in value) {
    const before = value[key]
    if (typeof before !== 'object' || before === null) continue
    const after = withTables(before)
    if (after !== before) {
      changed ??= { ...value }
      changed[key] = after
    }
  }
  return changed ?? value
}

function mapped(list: readonly unknown[]): readonly unknown[] {
  const after = list.map(withTables)
  return after.some((item, at) => item !== list[at]) ? after : list
}

/** Names of the columns, which of them are dates, and the rows; null where the rows are not alike or not flat. */
function packed(list: readonly unknown[]): string | null {
  const [first] = list
  if (!isRow(first)) return null
  const names = Object.keys(first)
  if (names.length === 0) return null
  const dates = names.map(() => false)
  const others = names.map(() => false)
  const rows: Plain[][] = []
  for (const item of list) {
    if (!isRow(item)) return null
    const row: Plain[] = []
    let at = 0
    for (const name in item) {
      if (name !== names[at]) return null
      const value = item[name]
      if (value instanceof Date) {
        dates[at] = true
        row.push(value.getTime())
      } else if (isPlain(value)) {
        if (value !== null) others[at] = true
        row.push(value)
      } else return null
      at += 1
    }
    if (at !== names.length) return null
    rows.push(row)
  }
  // One column holds dates or something else: a number must not come back as a date. Dates that are none are JSON's null.
  if (dates.some((date, at) => date && (others[at] || rows.some((row) => Number.isNaN(row[at]))))) return null
  return JSON.stringify([names, dates, rows])
}

function unpacked(text: string): Row[] {
  // Our own server's answer, as all that `fromWire` reads.
  const [names, dates, rows] = JSON.parse(text) as [string[], boolean[], Plain[][]]
  return rows.map((values) => {
    const row: Row = {}
    for (let at = 0; at < names.length; at += 1) {
      const value = values[at]
      row[names[at] as string] = dates[at] && typeof value === 'number' ? new Date(value) : value
    }
    return row
  })
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function isPlain(value: unknown): value is Plain {
  return (
    value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && isExact(value))
  )
}

/** What JSON writes as it is. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0)
}
