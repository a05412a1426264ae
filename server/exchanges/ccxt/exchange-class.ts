import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CATALOGUE_IDS } from '../catalogue'

/** One websocket connection of a ccxt exchange. */
export interface CcxtSocket {
  /** Absent until it is dialled. */
  connection?: { terminate(): void }
  send(message: unknown): Promise<unknown>
  /** The promise of the next message of a name. */
  future(name: string): Promise<unknown>
}

/** What Ballast uses of a ccxt exchange instance. Unified results are parsed before use. */
export interface CcxtExchange {
  readonly id: string
  has: Record<string, unknown>
  requiredCredentials: Record<string, boolean>
  urls: Record<string, unknown>
  options: Record<string, unknown>
  markets: Record<string, unknown> | undefined
  /** All markets of an id. */
  markets_by_id: Record<string, unknown> | undefined
  loadMarkets(reload?: boolean, params?: Record<string, unknown>): Promise<unknown>
  setMarkets(markets: unknown, currencies?: unknown): unknown
  setMarketsFromExchange(source: CcxtExchange): unknown
  setSandboxMode(enabled: boolean): void
  safeCurrencyCode(currencyId: string): unknown
  parseJson(text: string): unknown
  sign(...args: unknown[]): unknown
  handleErrors(...args: unknown[]): unknown
  handleHttpStatusCode(...args: unknown[]): unknown
  /** Websocket connections by address. */
  clients: Record<string, CcxtSocket> | undefined
  httpAgent: unknown
  client(url: string): CcxtSocket
  onConnected(...args: unknown[]): unknown
  spawn(method: unknown, ...args: unknown[]): unknown
  delay(ms: number, method: unknown, ...args: unknown[]): unknown
  /** One HTTP call. */
  request(...args: unknown[]): Promise<unknown>
  /** Gives this instance the methods of one endpoint, once for each while it is built. */
  defineRestApiEndpoint(
    methodName: string,
    uppercaseMethod: string,
    lowercaseMethod: string,
    camelcaseMethod: string,
    path: string,
    paths: readonly string[],
    config?: unknown,
  ): void
  /** Writes values into a path's `{names}`. */
  implodeParams(path: string, params: Readonly<Record<string, unknown>>): string
  capitalize(text: string): string
  deepExtend(...values: unknown[]): unknown
  initThrottler(): void
  loadProxyModules(): Promise<unknown>
}

export type CcxtClass = new (config: Record<string, unknown>) => CcxtExchange

const METHODS = [
  'loadMarkets',
  'setMarkets',
  'setMarketsFromExchange',
  'setSandboxMode',
  'safeCurrencyCode',
  'parseJson',
  'sign',
  'handleErrors',
  'handleHttpStatusCode',
  'client',
  'onConnected',
  'spawn',
  'delay',
  'request',
  'defineRestApiEndpoint',
  'initThrottler',
  'loadProxyModules',
]

function isExchangeClass(value: unknown): value is CcxtClass {
  if (typeof value !== 'function') return false
  const prototype: unknown = value.prototype
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    METHODS.every((name) => typeof Reflect.get(prototype, name) === 'function')
  )
}

/** `pro`: the same class with ccxt's websockets. */
export type CcxtKind = 'rest' | 'pro'

const loaded = new Map<string, Promise<CcxtClass>>()

/**
 * The class of one ccxt exchange, loaded alone: `import 'ccxt'` would load all of them (0.5 s, 100 MB). The file lies
 * past the package's exports, so it is found from the project's root; the id must be in the catalogue.
 * @throws Error for an id that is not in the catalogue, or when ccxt's layout has changed.
 */
export function exchangeClass(id: string, kind: CcxtKind = 'rest'): Promise<CcxtClass> {
  const key = `${kind}/${id}`
  let found = loaded.get(key)
  if (!found) {
    found = load(id, kind)
    loaded.set(key, found)
    found.catch(() => loaded.delete(key))
  }
  return found
}

async function load(id: string, kind: CcxtKind): Promise<CcxtClass> {
  if (!CATALOGUE_IDS.has(id)) throw new Error(`no exchange ${JSON.stringify(id)} in the catalogue`)
  const require = createRequire(path.join(process.cwd(), 'package.json'))
  const entry = require.resolve(/* turbopackIgnore: true */ 'ccxt')
  const file = path.join(path.dirname(entry), '..', 'js', 'src', kind === 'pro' ? 'pro' : '', `${id}.js`)
  const module: unknown = await import(
    /* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ pathToFileURL(file).href
  )
  const found: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : undefined
  if (!isExchangeClass(found)) throw new Error(`ccxt's ${id} is not laid out as expected`)
  return found
}
