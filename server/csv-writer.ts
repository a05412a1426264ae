import { stringify } from 'csv-stringify/sync'
import type { CsvStyle } from './domain/csv-choices'

/** How CSV files are written: spreadsheets of different countries read different ones. */

/** What programs expect (RFC 4180). */
export const PLAIN_CSV: CsvStyle = { separator: 'comma', decimal: 'point', bom: false }

const SIGNS: Record<CsvStyle['separator'], string> = { comma: ',', semicolon: ';', tab: '\t' }
const BYTE_ORDER_MARK = '\uFEFF'
const NUMBER = /^-?\d+(\.\d+)?$/

/** A text that a spreadsheet would run as a formula is quoted; numbers keep their sign. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text)

export interface CsvColumn<Row> {
  name: string
  /** Null (or empty): not known. Numbers are decimals with a point. */
  value(row: Row): string | null
  /** Its values are numbers, whose decimals are written as the style says; what looks like one elsewhere is a name. */
  isNumber?: boolean
}

/** Writes rows as text, line by line, in a style. */
export class CsvWriter<Row> {
  readonly #columns: readonly CsvColumn<Row>[]
  readonly #style: CsvStyle
  readonly #newline: '\n' | '\r\n'

  constructor(columns: readonly CsvColumn<Row>[], style: CsvStyle, newline: '\n' | '\r\n' = '\n') {
    this.#columns = columns
    this.#style = style
    this.#newline = newline
  }

  /** The names of the columns, and before them the mark that the style wants. */
  head(): string {
    return `${this.#style.bom ? BYTE_ORDER_MARK : ''}${this.#lines([this.#columns.map(({ name }) => name)])}`
  }

  rows(rows: readonly Row[]): string {
    return this.#lines(rows.map((row) => this.#columns.map((column) => this.#field(column, row))))
  }

  #field({ value, isNumber = false }: CsvColumn<Row>, row: Row): string {
    const text = value(row) ?? ''
    if (!isNumber || !NUMBER.test(text)) return harmless(text)
    return this.#style.decimal === 'comma' ? text.replace('.', ',') : text
  }

  #lines(lines: readonly (readonly string[])[]): string {
    return stringify([...lines], { delimiter: SIGNS[this.#style.separator], record_delimiter: this.#newline })
  }
}
