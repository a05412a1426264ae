import type { CredentialFieldInfo, ExchangeInfo } from '../port'
import { exchangeInfos } from '../registry'

const BEGIN = '<!-- made by scripts/exchange-table.ts -->'
const END = '<!-- end -->'

/**
 * `docs/keys.md` with the table of every exchange that has a room of its own, as the rooms have it.
 * @throws Error where the page has no place for it
 */
export function keyPage(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/keys.md has no ${BEGIN} … ${END}.`)
  const rows = exchangeInfos().filter(({ generic }) => !generic)
  const table = [
    '| exchange | where it is made | tick | what you type into Ballast | leverage |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((exchange) => `| ${cells(exchange).join(' | ')} |`),
  ]
  return `${page.slice(0, begin)}${BEGIN}\n\n${table.join('\n')}\n\n${page.slice(end)}`
}

function cells({ name, keyPage: place, keyUrl, permissionsWanted, credentialFields, canSetLeverage }: ExchangeInfo): string[] {
  return [
    name,
    keyUrl === null ? place : `[${place}](${keyUrl})`,
    permissionsWanted.length > 0 ? permissionsWanted.join('; ') : 'nothing: no key is needed to read',
    credentialFields.map(field).join(', '),
    canSetLeverage ? 'yes' : '–',
  ]
}

function field({ label, required }: CredentialFieldInfo): string {
  return required ? label : `${label} (may be left out)`
}
