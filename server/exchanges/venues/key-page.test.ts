import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { exchangeInfos } from '../registry'
import { keyPage } from './key-page'

const page = readFileSync('docs/keys.md', 'utf8')

it('docs/keys.md has the table as the rooms have it (npx tsx scripts/exchange-table.ts)', () => {
  expect(keyPage(page)).toBe(page)
})

it('tells of each exchange with a room what to tick, or that no key is needed', () => {
  const rows = [...page.matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \| [^|]+ \| (?:yes|–) \|$/gm)].map(
    ([, name, tick]) => [name, tick] as const,
  )
  const rooms = exchangeInfos().filter(({ generic }) => !generic)
  expect(rooms.length).toBeGreaterThan(40)
  expect(rows.map(([name]) => name)).toEqual(rooms.map(({ name }) => name))
  const tick = new Map(rows)
  expect(tick.get('Binance')).toBe('Enable Reading')
  expect(tick.get('Hyperliquid')).toBe('nothing: no key is needed to read')
  // Its ledgers want a box of their own, without which there are no returns.
  expect(tick.get('Kraken')).toContain('Query ledger entries')
})
