import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CATALOGUE_IDS } from '../catalogue'
import type { CcxtClass } from './exchange-types'
import { bitmartClass } from './own/bitmart'
import { bitmexClass } from './own/bitmex'
import { edgexClass } from './own/edgex'

export type { CcxtClass, CcxtExchange, CcxtSocket } from './exchange-types'

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

/** Exchanges of which ccxt has no class, each in a class of ours over ccxt's base. */
const OWN = { bitmart: bitmartClass, bitmex: bitmexClass, edgex: edgexClass }
const ownOf = new Map(Object.entries(OWN))

async function load(id: string, kind: CcxtKind): Promise<CcxtClass> {
  if (!CATALOGUE_IDS.has(id)) throw new Error(`no exchange ${JSON.stringify(id)} in the catalogue`)
  const own = ownOf.get(id)
  return own ? ownClass(own) : classIn(kind === 'pro' ? `pro/${id}` : id)
}

/** All classes of our own by id. */
export async function ownClasses(): Promise<[id: string, Exchange: CcxtClass][]> {
  return Promise.all([...ownOf].map(async ([id, own]): Promise<[string, CcxtClass]> => [id, await ownClass(own)]))
}

async function ownClass(own: typeof edgexClass): Promise<CcxtClass> {
  const [Base, errors] = await Promise.all([classIn('base/Exchange'), inCcxt('base/errors')])
  const ExchangeError = field(errors, 'ExchangeError')
  if (!isErrorClass(ExchangeError)) throw new Error("ccxt's errors are not laid out as expected")
  return own(Base, ExchangeError)
}

const isErrorClass = (value: unknown): value is new (words: string) => Error =>
  typeof value === 'function' && value.prototype instanceof Error

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

async function classIn(file: string): Promise<CcxtClass> {
  const found = field(await inCcxt(file), 'default')
  if (!isExchangeClass(found)) throw new Error(`ccxt's ${file} is not laid out as expected`)
  return found
}

async function inCcxt(file: string): Promise<unknown> {
  const require = createRequire(path.join(process.cwd(), 'package.json'))
  const entry = require.resolve(/* turbopackIgnore: true */ 'ccxt')
  const found = path.join(path.dirname(entry), '..', 'js', 'src', `${file}.js`)
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ pathToFileURL(found).href)
}
