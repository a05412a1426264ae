import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CATALOGUE } from '../../server/exchanges/catalogue'
import { ROOM_IDS, ROOMS, venueFor } from '../../server/exchanges/venues'
import { questionsOf } from './questions'
import { nameOf, roomFiles } from './room-files'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const VENUES = path.join(ROOT, 'server/exchanges/venues')

/** Why no room can be laid out under this id, in a sentence; null where one can. */
export function refusalOf(id: string): string | null {
  const entry = CATALOGUE.find((candidate) => candidate.id === id)
  if (!entry) {
    const near = CATALOGUE.filter((candidate) => candidate.id.startsWith(id.toLowerCase().slice(0, 4))).map((found) => found.id)
    const hint = near.length > 0 && near.length < 8 ? ` Did you mean ${near.join(' or ')}?` : ''
    return `ccxt knows no exchange ${JSON.stringify(id)}.${hint}`
  }
  const room = ROOMS.find(({ about }) => about.id === id || id in (about.sites ?? {}))
  if (ROOM_IDS.has(id) && room) {
    const folder = `server/exchanges/venues/${room.about.id}`
    return room.about.id === id
      ? `${entry.name} has a room already: ${folder}.`
      : `${entry.name} is read by the room of ${room.about.name}: ${folder}.`
  }
  // Whatever lies there is somebody's work.
  return existsSync(path.join(VENUES, id)) ? `There is a folder server/exchanges/venues/${id} already.` : null
}

/** Makes the room and puts it into the list. @returns where it is and what is in it */
export async function layOut(id: string): Promise<{ folder: string; files: string[] }> {
  const entry = CATALOGUE.find((candidate) => candidate.id === id)
  if (!entry) throw new Error(`No exchange ${id}.`)
  const files = roomFiles(entry, venueFor(id).about, await questionsOf(id))
  const folder = path.join(VENUES, id)
  mkdirSync(path.join(folder, 'fixtures'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text, { flag: 'wx' })
  const list = path.join(VENUES, 'index.ts')
  writeFileSync(list, withRoom(readFileSync(list, 'utf8'), id))
  // Names of any length: lines and imports as the house has them.
  execFileSync(path.join(ROOT, 'node_modules/.bin/biome'), ['check', '--write', '--vcs-enabled=false', folder, list], {
    cwd: ROOT,
    stdio: 'ignore',
  })
  return { folder, files: Object.keys(files) }
}

/** The list of rooms with one more. */
function withRoom(text: string, id: string): string {
  const added = text
    .replace(/^(?=import type \{ Venue \})/m, `import { ${nameOf(id)} } from './${id}/adapter'\n`)
    .replace(/(const ROOMS: readonly Venue\[\] = \[\n(?: {2}\w+,\n)*)/, `$1  ${nameOf(id)},\n`)
  if (added.split('\n').length !== text.split('\n').length + 2) {
    throw new Error('The list of rooms has another form than this command knows.')
  }
  return added
}
