import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvColumn, CsvWriter, PLAIN_CSV } from './csv-writer'
import { CSV_DECIMALS, CSV_SEPARATORS, type CsvStyle } from './domain/csv-choices'

interface Row {
  name: string
  amount: string | null
}
const COLUMNS: readonly CsvColumn<Row>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'amount', value: ({ amount }) => amount, isNumber: true },
]
const SIGNS = { comma: ',', semicolon: ';', tab: '\t' }

/** As a spreadsheet reads a file of RFC 4180 with another separator. */
function read(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  const end = () => {
    rows.at(-1)?.push(field)
    field = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') {
        field += '"'
        at++
      } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === separator) end()
    else if (sign === '\n') {
      end()
      rows.push([])
    } else field += sign
  }
  return rows.slice(0, -1)
}

const style: fc.Arbitrary<CsvStyle> = fc.record({
  separator: fc.constantFrom(...CSV_SEPARATORS),
  decimal: fc.constantFrom(...CSV_DECIMALS),
  bom: fc.boolean(),
})
const amount = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{0,18}$/))
  .map(([minus, whole, rest]) => `${minus ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`)

describe('a CSV file', () => {
  it('is read back as it was, by whoever knows how it was written, whatever names and numbers are in it', () => {
    const names = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'ä', ',', ';', '\t', '"', '\n', '.', '1', ' ', '=', '-') }),
      fc.constantFrom('1.5', '1,5', 'Zürich; "Spot"', ''),
    )
    fc.assert(
      fc.property(style, fc.array(fc.record({ name: names, amount: fc.option(amount) }), { maxLength: 6 }), (as, rows) => {
        const writer = new CsvWriter(COLUMNS, as)
        const text = writer.head() + writer.rows(rows)
        expect(text.startsWith('\uFEFF')).toBe(as.bom)
        const [head, ...lines] = read(text.replace(/^\uFEFF/, ''), SIGNS[as.separator])
        expect(head).toEqual(['name', 'amount'])
        expect(
          lines.map(([name = '', figure = '']) => ({
            // What would run as a formula has a quote before it.
            name: /^'[=+\-@\t\r]/.test(name) ? name.slice(1) : name,
            amount: figure === '' ? null : as.decimal === 'comma' ? figure.replace(',', '.') : figure,
          })),
        ).toEqual(rows)
      }),
      { numRuns: 400 },
    )
  })

  it('is what programs expect unless somebody chose otherwise', () => {
    const writer = new CsvWriter(COLUMNS, PLAIN_CSV)
    expect(writer.head() + writer.rows([{ name: 'Spot, main', amount: '-1234.50' }])).toBe('name,amount\n"Spot, main",-1234.50\n')
  })

  it('has the decimals of numbers alone in another form: a name that looks like one stays', () => {
    const writer = new CsvWriter(COLUMNS, { separator: 'semicolon', decimal: 'comma', bom: true })
    expect(writer.head() + writer.rows([{ name: '1.5', amount: '-1.5' }])).toBe('\uFEFFname;amount\n1.5;-1,5\n')
    // Where both are commas the number is quoted.
    expect(
      new CsvWriter(COLUMNS, { separator: 'comma', decimal: 'comma', bom: false }).rows([{ name: 'a', amount: '1.5' }]),
    ).toBe('a,"1,5"\n')
  })

  it('runs nothing in a spreadsheet, in whatever style', () => {
    for (const separator of CSV_SEPARATORS) {
      const writer = new CsvWriter(COLUMNS, { separator, decimal: 'comma', bom: false })
      const rows = read(writer.rows([{ name: '=cmd()', amount: '@x' }]), SIGNS[separator])
      expect(rows).toEqual([["'=cmd()", "'@x"]])
    }
  })
})
