import { readFileSync, writeFileSync } from 'node:fs'
import { exchangePage } from '../server/exchanges/venues/exchange-page'
import { commandLine } from './command-line.mjs'

/** Writes the table of every exchange into `docs/adapters.md`, from the code that reads them. */
commandLine({
  usage: 'npx tsx scripts/exchange-table.ts',
  about: 'Writes the table of every exchange into docs/adapters.md.',
})
const page = new URL('../docs/adapters.md', import.meta.url)
writeFileSync(page, exchangePage(readFileSync(page, 'utf8')))
