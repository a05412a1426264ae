import { writeFileSync } from 'node:fs'
import { installedCatalogue } from '../server/exchanges/ccxt/catalogue-of'
import { exchangeMarks } from '../server/exchanges/registry'
import { commandLine } from './command-line.mjs'

/**
 * Writes `server/exchanges/catalogue.json` from the installed ccxt and `marks.json` from the rooms of exchanges. Run it
 * after each change of ccxt's version, and of a mark.
 */
commandLine({
  usage: 'npx tsx scripts/exchange-catalogue.ts',
  about: 'Writes server/exchanges/catalogue.json from the installed ccxt and marks.json from the rooms of exchanges.',
})
const folder = new URL('../server/exchanges/', import.meta.url)
const entries = await installedCatalogue()
writeFileSync(new URL('catalogue.json', folder), `${JSON.stringify(entries, null, 1)}\n`)
writeFileSync(new URL('marks.json', folder), `${JSON.stringify(exchangeMarks(), null, 1)}\n`)
console.log(`${entries.length} exchanges`)
