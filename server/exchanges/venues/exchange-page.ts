import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { CATALOGUE } from '../catalogue'
import { ROOMS, withTable } from '.'
import type { Venue } from './venue'

/** Of the sources in a room, tests left aside. */
function sourcesOf(id: string): string {
  const room = new URL(`${id}/`, import.meta.url)
  const files = readdirSync(room).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return files.map((file) => readFileSync(new URL(file, room), 'utf8')).join('\n')
}

/** What a room was held to, by what lies beside it. */
function heldTo(id: string): string {
  return [
    ...(existsSync(new URL(`${id}/fixtures/recorded.json`, import.meta.url)) ? ['recorded answers'] : []),
    ...(existsSync(new URL(`../../../simulator/${id}/`, import.meta.url)) ? ['a ledger'] : []),
    'answers as documented',
  ].join(', ')
}

function lines({ about: { id, name, sites = {}, wallets } }: Venue): { name: string; line: string }[] {
  const sources = sourcesOf(id)
  const positions = /\bposition\(/.test(sources) ? 'all' : '–'
  const profit = sources.includes('equityOutsideTokens')
    ? 'in margin balances; with the position where no coin holds it'
    : 'in margin balances'
  const names = [name, ...CATALOGUE.flatMap((entry) => (entry.id in sites ? [entry.name] : []))]
  return names.map((each) => ({
    name: each,
    line: `| ${[each, wallets.join(', '), positions, profit, 'named by each reading', `${heldTo(id)} (a room${each === name ? '' : `, ${name}'s`})`].join(' | ')} |`,
  }))
}

/** `docs/adapters.md` with the table of every exchange, as the code has it. @throws Error where the page has no place for it */
export function exchangePage(page: string): string {
  return withTable(page, ROOMS.flatMap(lines))
}
