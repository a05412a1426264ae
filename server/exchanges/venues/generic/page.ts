import { CATALOGUE } from '../../catalogue'
import type { GenericExchange } from './exchange'
import { GENERIC_EXCHANGES } from './table'

const [BEGIN, END] = ['<!-- made by scripts/exchange-table.ts -->', '<!-- end -->']
/** An exchange's line of the table. */
interface Line {
  name: string
  line: string
}

const TOTALS = { cash: '', equity: ' (with profit)', free: ' (free only: not counted)' }

/**
 * `docs/adapters.md` with the table of every exchange: those without a room as the code has them, and those of `rooms`.
 * @throws Error where the page has no place for it
 */
export function withTable(page: string, rooms: readonly Line[]): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/adapters.md has no ${BEGIN} … ${END}.`)
  return `${page.slice(0, begin)}${BEGIN}\n\n${table(rooms)}\n\n${page.slice(end)}`
}

function table(rooms: readonly Line[]): string {
  const lines = CATALOGUE.flatMap(({ id, name }) => {
    const exchange = GENERIC_EXCHANGES[id]
    return exchange ? [{ name, line: row(name, exchange) }] : []
  })
  const sorted = [...lines, ...rooms].sort((a, b) => a.name.localeCompare(b.name, 'en')).map(({ line }) => line)
  return [
    '| exchange | wallets read | positions | profit | not read | held to |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sorted,
  ].join('\n')
}

function row(name: string, { calls, positions, missing = {}, proven }: GenericExchange): string {
  const wallets = calls.flatMap((call) => call.wallets)
  const margining = wallets.find(({ margins }) => margins)
  const cells = [
    name,
    wallets.map(({ wallet, total }) => `${wallet}${TOTALS[total]}`).join(', '),
    positions ? `all, in ${positions.counts}` : '–',
    margining ? (margining.total === 'equity' ? 'in the total' : 'added to cash') : '–',
    Object.keys(missing).join(', ') || '–',
    proven === 'answers' ? 'answers as documented' : 'its code alone (the account says so)',
  ]
  return `| ${cells.join(' | ')} |`
}
