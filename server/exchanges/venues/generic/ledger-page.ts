import { CATALOGUE } from '../../catalogue'
import type { GenericLedger, Pages } from './ledger'
import { GENERIC_EXCHANGES } from './table'
import { GENERIC_LEDGERS } from './table/ledgers'

const [BEGIN, END] = ['<!-- made by scripts/exchange-table.ts -->', '<!-- end -->']

/** `docs/ledgers.md` with the table of every exchange whose ledgers are read as the table of exchanges says. @throws Error where the page has no place for it */
export function withLedgers(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/ledgers.md has no ${BEGIN} … ${END}.`)
  return `${page.slice(0, begin)}${BEGIN}\n\n${table()}\n\n${page.slice(end)}`
}

function table(): string {
  const lines = CATALOGUE.filter(({ id }) => id in GENERIC_EXCHANGES || id in GENERIC_LEDGERS)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .flatMap(({ id, name }) => {
      const { ledgers = [], untold = [], answers } = GENERIC_LEDGERS[id] ?? {}
      const [first] = ledgers
      if (!first) return []
      const outside = untold.filter(({ external }) => external).map(({ words }) => words.toLowerCase())
      return [
        `| ${[name, ledgers.map(({ id: ledger }) => ledger).join(', '), window(first), unique(ledgers.map(pagesOf)), outside.join('; ') || '–', answers ? 'answers as documented' : 'its requests'].join(' | ')} |`,
      ]
    })
  return [
    '| exchange | ledgers | window | pages | without returns for | held to |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

const unique = (cells: readonly string[]) => [...new Set(cells)].join('; ')

function window({ since, windowDays }: GenericLedger): string {
  if (since === false) return 'none: to where it is known'
  return windowDays === undefined ? 'any' : `${windowDays} d`
}

function pagesOf({ pages, perCoin }: GenericLedger): string {
  return `${told(pages)}${perCoin ? ', coin by coin' : ''}`
}

function told(pages: Pages): string {
  if (pages.by === 'all') return pages.size === undefined ? 'one' : `one of ${pages.size} at most`
  const size = pages.size.toLocaleString('en')
  if (pages.by === 'time' || pages.by === 'since') return `${size}, by time`
  return `${size}, \`${pages.param}\``
}
