import { type CcxtClass, type CcxtExchange, type CcxtKind, exchangeClass } from './exchange-class'

/** What ccxt describes an exchange with and never changes: one frozen copy serves all instances. */
const CONSTANTS: ReadonlySet<string> = new Set([
  'api',
  'exceptions',
  'features',
  'fees',
  'timeframes',
  'userAgents',
  'user_agents',
])

/** An instance without credentials that others are derived from, and which of its values each of them needs for itself. */
interface Template {
  ccxt: CcxtExchange
  own: readonly string[]
}

const templates = new Map<string, Promise<Template>>()

/**
 * A ccxt instance with this configuration. ccxt's constructor copies some 3,000 methods and closures into each instance
 * (5 ms, 0.5 MB); here an exchange's first instance is built by it and the others inherit from that one. Whatever can be
 * changed (options, urls, flags, caches) is each instance's own; what is shared cannot be changed, and holds no
 * credentials.
 * @throws Error when the exchange is not in the catalogue
 */
export async function ccxtInstance(
  exchange: string,
  config: Readonly<Record<string, unknown>>,
  kind: CcxtKind = 'rest',
): Promise<CcxtExchange> {
  // ccxt's websockets keep state in closures; there are few of those instances and they live long.
  if (kind === 'pro') return new (await exchangeClass(exchange, kind))(config)
  let template = templates.get(exchange)
  if (!template) {
    template = exchangeClass(exchange).then(templateOf)
    templates.set(exchange, template)
    template.catch(() => templates.delete(exchange))
  }
  return derived(await template, config)
}

function templateOf(Exchange: CcxtClass): Template {
  /** ccxt binds an exchange's endpoints to the instance that it builds; these ask whichever they are called on. */
  class Shared extends Exchange {
    override defineRestApiEndpoint(...args: Parameters<CcxtExchange['defineRestApiEndpoint']>): void {
      const [, uppercaseMethod, , , path, paths, config = {}] = args
      const names = { capitalize: this.capitalize }
      Reflect.apply(super.defineRestApiEndpoint, names, args)
      const api = paths.length > 1 ? paths : paths[0]
      async function endpoint(this: CcxtExchange, params: unknown = {}, context: unknown = {}) {
        return this.request(path, api, uppercaseMethod, params, undefined, undefined, config, context)
      }
      for (const name of Object.keys(names)) if (name !== 'capitalize') Reflect.set(this, name, endpoint)
    }
  }
  const ccxt = new Shared({ number: String, enableRateLimit: false })
  const own: string[] = []
  for (const [name, value] of Object.entries(ccxt)) {
    if (!isPlain(value) && !Array.isArray(value)) continue
    if (CONSTANTS.has(name)) freeze(value)
    else own.push(name)
  }
  return { ccxt, own }
}

/** As ccxt's constructor does it: what the configuration says is laid over what the exchange is by itself. */
function derived({ ccxt, own }: Template, config: Readonly<Record<string, unknown>>): CcxtExchange {
  const instance: CcxtExchange = Object.create(ccxt)
  const copies = new Map<object, unknown>()
  for (const name of own) Reflect.set(instance, name, copied(Reflect.get(ccxt, name), copies))
  for (const [name, value] of Object.entries(config)) {
    const before: unknown = Reflect.get(instance, name)
    Reflect.set(instance, name, isPlain(value) ? ccxt.deepExtend(before, value) : value)
  }
  instance.initThrottler()
  return instance
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** A copy of all that can be changed; two names of one object are two names of one copy. */
function copied(value: unknown, copies: Map<object, unknown>): unknown {
  if (!Array.isArray(value) && !isPlain(value)) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {}
  copies.set(value, copy)
  for (const [name, inner] of Object.entries(value)) Reflect.set(copy, name, copied(inner, copies))
  return copy
}

function freeze(value: unknown): void {
  if ((!Array.isArray(value) && !isPlain(value)) || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) freeze(inner)
}
