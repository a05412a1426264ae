import { readFileSync, writeFileSync } from 'node:fs'
import { withTable } from '../server/exchanges/venues'

/** Writes the table of exchanges without a room into `docs/adapters.md`, from the code that reads them. */
const page = new URL('../docs/adapters.md', import.meta.url)
writeFileSync(page, withTable(readFileSync(page, 'utf8')))
