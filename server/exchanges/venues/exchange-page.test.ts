import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { exchangeInfos } from '../registry'
import { withLedgers } from '.'
import { exchangePage } from './exchange-page'

const page = readFileSync('docs/adapters.md', 'utf8')

it('docs/adapters.md has the table as the code has it (npx tsx scripts/exchange-table.ts)', () => {
  expect(exchangePage(page)).toBe(page)
})

it('tells of every exchange that a person can choose, once', () => {
  const table = page.slice(page.indexOf('<!-- made by'), page.indexOf('<!-- end -->'))
  const told = [...table.matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1])
  const offered = exchangeInfos().map(({ name }) => name)
  expect(told.filter((name) => name !== 'exchange' && name !== '---').toSorted()).toEqual([...offered, 'NDAX'].toSorted())
})

it('docs/ledgers.md has the ledgers of exchanges without a room as the code has them (npx tsx scripts/exchange-table.ts)', () => {
  const ledgers = readFileSync('docs/ledgers.md', 'utf8')
  expect(withLedgers(ledgers)).toBe(ledgers)
})
