import { readFileSync, writeFileSync } from 'node:fs'
import { withLedgers } from '../server/exchanges/venues'
import { exchangePage } from '../server/exchanges/venues/exchange-page'
import { commandLine } from './command-line.mjs'

/** Writes the tables of every exchange into `docs/adapters.md` and `docs/ledgers.md`, from the code that reads them. */
commandLine({
  usage: 'npx tsx scripts/exchange-table.ts',
  about: 'Writes the tables of every exchange into docs/adapters.md and docs/ledgers.md.',
})
const pages = [
  ['../docs/adapters.md', exchangePage],
  ['../docs/ledgers.md', withLedgers],
] as const
for (const [path, made] of pages) {
  const page = new URL(path, import.meta.url)
  writeFileSync(page, made(readFileSync(page, 'utf8')))
}
