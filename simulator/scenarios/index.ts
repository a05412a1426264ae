import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ledger, VenueId } from '../ledger'
import { parseLedger } from '../ledger-schema'

const folder = path.dirname(fileURLToPath(import.meta.url))

/** Names of a venue's scenario files, without ending. */
export function scenarioNames(venue: VenueId): string[] {
  const directory = path.join(folder, venue)
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

/** One scenario, validated; throws with the file's name if it is missing or wrong. */
export function scenario(venue: VenueId, name: string): Ledger {
  const source = `scenarios/${venue}/${name}.json`
  const ledger = parseLedger(JSON.parse(readFileSync(path.join(folder, venue, `${name}.json`), 'utf8')), source)
  if (ledger.venue !== venue || ledger.scenario !== name)
    throw new Error(`${source} says that it is ${ledger.venue}/${ledger.scenario}`)
  return ledger
}

/** Every scenario of these venues. */
export function allScenarios(venues: readonly VenueId[]): Ledger[] {
  return venues.flatMap((venue) => scenarioNames(venue).map((name) => scenario(venue, name)))
}
