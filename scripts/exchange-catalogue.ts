import { writeFileSync } from 'node:fs'
import { installedCatalogue } from '../server/exchanges/ccxt/catalogue-of'
import { commandLine } from './command-line.mjs'

/** Writes `server/exchanges/catalogue.json` from the installed ccxt. Run it after each change of ccxt's version. */
commandLine({
  usage: 'npx tsx scripts/exchange-catalogue.ts',
  about: 'Writes server/exchanges/catalogue.json from the installed ccxt.',
})
const entries = await installedCatalogue()
const file = new URL('../server/exchanges/catalogue.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(entries, null, 1)}\n`)
console.log(`${entries.length} exchanges`)
