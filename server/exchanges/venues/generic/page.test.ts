import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { exchangeInfos } from '../../registry'
import { withTable } from './page'
import { GENERIC_EXCHANGES } from './table'

it('docs/adapters.md has the table as the code has it (npx tsx scripts/exchange-table.ts)', () => {
  const page = readFileSync('docs/adapters.md', 'utf8')
  expect(withTable(page)).toBe(page)
})

it('the table has every exchange without a room, and none that has one', () => {
  const infos = exchangeInfos()
  const offered = infos.filter(({ generic }) => generic).map(({ id }) => id)
  expect(Object.keys(GENERIC_EXCHANGES).sort()).toEqual([...offered, 'ndax'].sort())
})
