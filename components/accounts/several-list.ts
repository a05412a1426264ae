import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { parse } from 'csv-parse/browser/esm/sync'
import { CREDENTIAL_FIELDS, type ExchangeInfo } from '@/server/exchanges/port'
import { credentialsSchemaFor, emptyCredentials, filledCredentials, type TypedCredentials } from './credential-schema'
import { freeName } from './free-name'

/** An account as a line of a list names it. */
export interface ListedAccount {
  /** Of the list, from 1. */
  line: number
  name: string
  /** As it was written, where it is none that Ballast knows. */
  exchangeName: string
  /** What can be tried; or why it cannot, as a text or in a sentence of a schema. */
  ready: { exchange: ExchangeInfo; credentials: Partial<TypedCredentials> } | { fault: MessageDescriptor | string }
}

/** More at once would wait for the exchanges' limits for too long. */
export const MOST_AT_ONCE = 100

/** Why a text is no list of accounts, for a person. */
export class NoList extends Error {
  constructor(readonly words: MessageDescriptor) {
    super(words.message)
  }
}

const COLUMNS = ['exchange', 'name', ...CREDENTIAL_FIELDS] as const
type Column = (typeof COLUMNS)[number]

/** A list to begin with: the columns, and a line for a key and one for an address. */
export const TEMPLATE = [
  COLUMNS.join(','),
  'Bybit,Desk one,your-api-key,your-api-secret,,,,,',
  'Hyperliquid,Cold wallet,,,,,0x0000000000000000000000000000000000000000,,',
  '',
].join('\n')

/** What is connected does not need its key on the page any more. */
export function withoutKey(listed: readonly ListedAccount[], line: number): ListedAccount[] {
  return listed.map((each) =>
    each.line === line && 'exchange' in each.ready ? { ...each, ready: { ...each.ready, credentials: {} } } : each,
  )
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')
const columnOf = (head: string): Column | null => COLUMNS.find((column) => plain(column) === plain(head)) ?? null

/**
 * Accounts of a list as spreadsheets write it: columns with names in the first line, in any order, between commas,
 * semicolons or tabs. Names that are missing are made from the exchange's.
 * @param taken names in use
 * @throws NoList where the text is no such list
 */
export function readList(text: string, exchanges: readonly ExchangeInfo[], taken: readonly string[]): ListedAccount[] {
  const rows = tableOf(text)
  const [heads, ...lines] = rows
  if (heads === undefined || lines.length === 0) throw new NoList(msg`There is no line below the names of the columns.`)
  const columns = heads.map((head) => {
    const column = columnOf(head)
    const [name, known] = [head.slice(0, 40), COLUMNS.join(', ')]
    if (column === null && head !== '') throw new NoList(msg`“${name}” is no column: there are ${known}.`)
    return column
  })
  if (!columns.includes('exchange')) throw new NoList(msg`The first line names the columns; one of them has to be “exchange”.`)
  const { length } = lines
  if (length > MOST_AT_ONCE) throw new NoList(msg`A list has at most ${MOST_AT_ONCE} accounts; this one has ${length}.`)
  const names = [...taken]
  return lines.map((cells, at): ListedAccount => {
    const told = (column: Column) => cells[columns.indexOf(column)]?.trim() ?? ''
    const exchange = exchanges.find(({ id, name }) =>
      [id, name].some((each) => each.toLowerCase() === told('exchange').toLowerCase()),
    )
    const name = told('name') || freeName(exchange?.name ?? told('exchange'), names)
    names.push(name)
    return { line: at + 2, name, exchangeName: exchange?.name ?? told('exchange'), ready: readyOf(exchange, told) }
  })
}

function tableOf(text: string): string[][] {
  const first = text.slice(0, text.search(/\r?\n|$/))
  const delimiter = [',', ';', '\t'].find((each) => first.includes(each)) ?? ','
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true })
  } catch {
    throw new NoList(msg`This cannot be read as a table: a quotation mark is open, or stands within a word.`)
  }
}

function readyOf(exchange: ExchangeInfo | undefined, told: (column: Column) => string): ListedAccount['ready'] {
  if (exchange === undefined)
    return { fault: told('exchange') === '' ? msg`It names no exchange.` : msg`No exchange is called that.` }
  const fields = exchange.credentialFields
  const typed = { ...emptyCredentials(), ...Object.fromEntries(CREDENTIAL_FIELDS.map((field) => [field, told(field)])) }
  const extra = CREDENTIAL_FIELDS.find((field) => typed[field] !== '' && !fields.some((known) => known.field === field))
  const [exchangeName, needed] = [exchange.name, fields.map(({ field }) => field).join(', ')]
  if (extra) return { fault: msg`${exchangeName} has no ${extra}: it needs ${needed}.` }
  const checked = credentialsSchemaFor(fields).safeParse(typed)
  if (!checked.success) return { fault: checked.error.issues[0]?.message ?? msg`Something of its key is missing.` }
  return { exchange, credentials: filledCredentials(checked.data, fields) }
}
