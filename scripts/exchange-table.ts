import { readFileSync, writeFileSync } from 'node:fs'
import { withTable } from '../server/exchanges/venues'
import { commandLine } from './command-line.mjs'

/** Writes the table of exchanges without a room into `docs/adapters.md`, from the code that reads them. */
commandLine({
  usage: 'npx tsx scripts/exchange-table.ts',
  about: 'Writes the table of exchanges without a room into docs/adapters.md.',
})
const page = new URL('../docs/adapters.md', import.meta.url)
writeFileSync(page, withTable(readFileSync(page, 'utf8')))
