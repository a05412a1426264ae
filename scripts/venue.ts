import path from 'node:path'
import { commandLine } from './command-line.mjs'
import { layOut, refusalOf } from './venue/lay-out'

/** Lays out a new room for an exchange, with tests that fail until it is written; docs/adapters.md goes through it. */
const { positionals, refuse } = commandLine({
  usage: 'npm run venue -- ID',
  about: `Lays out a room for an exchange that has none, server/exchanges/venues/ID, with tests that fail until it is written,
and puts it into the list of rooms. ID is ccxt's id of the exchange.`,
  positionals: [1, 1],
})
const id = positionals[0] ?? ''
const refusal = refusalOf(id)
if (refusal !== null) refuse(refusal)
const { folder, files } = await layOut(id)
const shown = path.relative('.', folder)
console.log(`${shown}: ${files.join(', ')}

Next, as docs/adapters.md tells (Writing one):
  1. about.ts     what a person must know, and every question that it asks
  2. wallets.ts   the exchange's answers and the rows that they make
  3. adapter.ts   its error codes, what proves a key, what is read side by side
  4. adapter.test.ts and fixtures/   answers of the exchange's documentation: each test says what it wants
Then take ${id} out of server/exchanges/venues/generic/table, and run
  npx vitest run --project unit ${shown} server/exchanges/venues/rooms.test.ts
  npx tsx scripts/exchange-catalogue.ts && npx tsx scripts/exchange-table.ts`)
