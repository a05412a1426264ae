import { ASKED_FOR } from '../port'

/**
 * What a request is for. Markets and prices are asked for without a key; `watch` is what a websocket is told and what
 * opens one.
 */
export const PURPOSES = ASKED_FOR
export type Purpose = (typeof PURPOSES)[number]

/**
 * What Ballast may ask of some hosts of an exchange; nothing else leaves. Each line is a method and a path, `{name}`
 * standing for one part of it; where one path serves many questions, `field=value` says which (looked up in a JSON or
 * form body, else in the query): `POST /info type=clearinghouseState`. `SEND op=subscribe` and `SEND ping` are messages
 * on a websocket. Every purpose but `flows` may also ask what `market` lists, and
 * trying a key or setting leverage what `read` lists.
 */
export type Requests = { readonly hosts: readonly string[] } & { readonly [P in Purpose]?: readonly string[] }

/** What is looked at of a request. */
export interface Asked {
  url: string
  method: string
  body: string | undefined
}

/**
 * `GET /**`: any path of plain signs but those that name a deed, since not every exchange keeps GET for reading. A path
 * that only sounds like one is listed by its whole name.
 */
const ANY_PATH =
  /^(?!.*(?:withdraw|transfer|approv|refer|rebate|broker|builder|create|place|cancel|submit|redeem|subscri|convert|borrow|repay|send|delete|remove|update|stak|claim))(?:\/[\w.~:@$,+-]+)*\/?$/i

interface Rule {
  line: string
  method: string
  path: RegExp
  fields: readonly (readonly [path: readonly string[], value: string])[]
}

const compiled = new Map<string, Rule>()

function ruleOf(line: string): Rule {
  let rule = compiled.get(line)
  if (!rule) {
    const [method = '', path = '', ...fields] = line.split(' ')
    rule = {
      line,
      method,
      path: method === 'SEND' ? /^$/ : pathOf(path),
      fields: (method === 'SEND' ? [path, ...fields] : fields).map((field) => {
        const [name = '', value = ''] = field.split('=')
        return [name.split('.'), value] as const
      }),
    }
    compiled.set(line, rule)
  }
  return rule
}

/** `{name}` is one part: letters, digits and a few signs, so that no encoded slash or dot leads elsewhere. */
function pathOf(path: string): RegExp {
  if (path === '/**') return ANY_PATH
  const parts = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\w~:@$,+-][\\w.~:@$,+-]*')}$`)
}

const INCLUDED: Readonly<Record<Purpose, readonly Purpose[]>> = {
  market: ['market'],
  read: ['read', 'market'],
  verify: ['verify', 'read', 'market'],
  leverage: ['leverage', 'read', 'market'],
  // Ledgers alone: what is asked of markets is asked apart, and what any GET may read is not for this.
  flows: ['flows'],
  watch: ['watch', 'market'],
}

function linesFor(requests: readonly Requests[], host: string, purpose: Purpose): string[] {
  const plain = host.replace(/:443$/, '')
  return requests.flatMap((list) => (list.hosts.includes(plain) ? INCLUDED[purpose].flatMap((name) => list[name] ?? []) : []))
}

/** The line that allows a request for a purpose; null where none does. */
export function allowedBy(requests: readonly Requests[], purpose: Purpose, { url, method, body }: Asked): string | null {
  const { protocol, host, pathname, searchParams, username } = new URL(url)
  if (protocol !== 'https:' || username !== '') return null
  let read: ((path: readonly string[]) => string | undefined) | undefined
  const found = linesFor(requests, host, purpose)
    .map(ruleOf)
    .find((rule) => {
      if (rule.method !== method || !rule.path.test(pathname)) return false
      read ??= reader(body, searchParams)
      return rule.fields.every(([path, value]) => read?.(path) === value)
    })
  return found?.line ?? null
}

/** The line that allows a message on a websocket; `host` as in its address. */
export function messageAllowedBy(requests: readonly Requests[], host: string, message: string): string | null {
  const read = reader(message, new URLSearchParams())
  const found = linesFor(requests, host, 'watch')
    .map(ruleOf)
    .find(
      ({ method, fields }) =>
        method === 'SEND' && fields.every(([path, value]) => (value === '' ? message === path.join('.') : read(path) === value)),
    )
  return found?.line ?? null
}

/** A field of a request: of its JSON body, its form body, or its query. */
function reader(body: string | undefined, query: URLSearchParams): (path: readonly string[]) => string | undefined {
  const json = parsed(body)
  if (json !== undefined) {
    return (path) => {
      let value: unknown = json
      for (const name of path) {
        value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
      }
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
    }
  }
  const form = body ? new URLSearchParams(body) : query
  // A field that is there twice is read by one server as the first and by another as the last.
  return (path) => {
    const values = form.getAll(path.join('.'))
    return values.length === 1 ? values[0] : undefined
  }
}

function parsed(body: string | undefined): unknown {
  if (body === undefined || !/^\s*[[{]/.test(body)) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
