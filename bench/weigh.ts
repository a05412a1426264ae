import { writeFileSync } from 'node:fs'
import { commandLine } from '../scripts/command-line.mjs'
import { WEIGHTS_FILE, weighPages } from './page-weight'

/** `npm run weigh`: builds the pages if need be, weighs them, and writes down what a test holds them to from now on. */
commandLine({ usage: 'npm run weigh', about: 'Weighs the pages and writes bench/page-weights.json.' })
const weights = await weighPages('most')
writeFileSync(WEIGHTS_FILE, `${JSON.stringify(weights, null, 2)}\n`)
console.table(weights)
process.exit(0)
