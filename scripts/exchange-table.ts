import { readFileSync, writeFileSync } from 'node:fs'
import { withLedgers } from '../server/exchanges/venues'
import { exchangePage } from '../server/exchanges/venues/exchange-page'
import { keyPage } from '../server/exchanges/venues/key-page'
import { commandLine } from './command-line.mjs'

/** Writes the tables of every exchange into `docs/adapters.md`, `docs/ledgers.md` and `docs/keys.md`, from the code that reads them. */
commandLine({
  usage: 'npx tsx scripts/exchange-table.ts',
  about: 'Writes the tables of every exchange into docs/adapters.md, docs/ledgers.md and docs/keys.md.',
})
const pages = [
  ['../docs/adapters.md', exchangePage],
  ['../docs/ledgers.md', withLedgers],
  ['../docs/keys.md', keyPage],
] as const
for (const [path, made] of pages) {
  const page = new URL(path, import.meta.url)
  writeFileSync(page, made(readFileSync(page, 'utf8')))
}
