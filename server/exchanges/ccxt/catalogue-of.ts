import type { CatalogueEntry } from '../catalogue'
import { ownClasses } from './exchange-class'

/** ccxt ids that are another exchange's site or market under a second name, and would confuse a person who chooses. */
const ALIASES = new Set(['binanceusdm', 'binancecoinm', 'huobi', 'gateio', 'kucoinfutures', 'coinbaseadvanced', 'okex'])

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** True for what ccxt can do, also by emulation; `has` holds true, false, undefined or 'emulated'. */
function can(exchange: unknown, method: string): boolean {
  const has = field(field(exchange, 'has'), method)
  return has === true || has === 'emulated'
}

/** The hosts that an exchange and its test network are asked at, `{hostname}` filled in. */
function hostsOf(exchange: unknown): string[] {
  const urls = field(exchange, 'urls')
  const hosts = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
    if (typeof value !== 'string') return
    const url = value.replace('{hostname}', String(field(exchange, 'hostname')))
    if (/^https:/.test(url) && URL.canParse(url)) hosts.add(new URL(url).host)
  }
  look(field(urls, 'api'))
  look(field(urls, 'test'))
  return [...hosts].sort()
}

/** The catalogue of the installed ccxt: exchanges with a private balance call, and those of our own. Loads all of ccxt: for the script and its test. */
export async function installedCatalogue(): Promise<CatalogueEntry[]> {
  const { default: ccxt } = await import('ccxt')
  const own = await ownClasses()
  const ids = [...ccxt.exchanges, ...own.map(([id]) => id)].toSorted()
  return catalogueOf(ids, { ...ccxt, ...Object.fromEntries(own) })
}

function catalogueOf(ids: readonly unknown[], classes: object): CatalogueEntry[] {
  return ids.flatMap((id) => {
    if (typeof id !== 'string' || ALIASES.has(id)) return []
    const Exchange: unknown = Reflect.get(classes, id)
    if (typeof Exchange !== 'function') return []
    const exchange: unknown = Reflect.construct(Exchange, [])
    if (!can(exchange, 'fetchBalance')) return []
    const urls = field(exchange, 'urls')
    const www = field(urls, 'www')
    const name = field(exchange, 'name')
    const required = field(exchange, 'requiredCredentials')
    return [
      {
        id,
        name: typeof name === 'string' ? name : id,
        credentials:
          typeof required === 'object' && required !== null
            ? Object.entries(required).flatMap(([key, wanted]) => (wanted === true ? [key] : []))
            : [],
        sandbox: field(urls, 'test') !== undefined,
        fetchBalance: true,
        fetchPositions: can(exchange, 'fetchPositions'),
        setLeverage: can(exchange, 'setLeverage'),
        hosts: hostsOf(exchange),
        www: typeof www === 'string' ? www : null,
      },
    ]
  })
}
