/** One request as it was received; nothing secret, no signature. */
export interface JournalEntry {
  /** Milliseconds of the simulator's clock. */
  at: number
  venue: string
  method: string
  host: string
  path: string
  /** Query and, of a body, its plain fields; without signature, key and timestamp. */
  query: string
  apiKey: string | null
  /** Null: no answer was sent. */
  status: number | null
}

const UNTOLD = new Set(['signature', 'sign', 'timestamp', 'recvWindow', 'recv_window', 'api_key', 'apiKey', 'user', 'nonce'])
const CAPACITY = 20_000

/** The last requests, for tests that count calls. */
export class Journal {
  #entries: JournalEntry[] = []

  add(entry: JournalEntry): void {
    this.#entries.push(entry)
    if (this.#entries.length > CAPACITY) this.#entries.splice(0, CAPACITY / 10)
  }

  /** Oldest first; every given field must fit, `path` as a part of path and query. */
  list(filter: { venue?: string; path?: string; apiKey?: string } = {}): JournalEntry[] {
    return this.#entries.filter(
      (entry) =>
        (filter.venue === undefined || entry.venue === filter.venue) &&
        (filter.apiKey === undefined || entry.apiKey === filter.apiKey) &&
        (filter.path === undefined || `${entry.path}?${entry.query}`.includes(filter.path)),
    )
  }

  clear(): void {
    this.#entries = []
  }
}

export function tellableQuery(query: URLSearchParams, body: string): string {
  const kept = new URLSearchParams()
  for (const [name, value] of [...query, ...bodyFields(body)]) if (!UNTOLD.has(name)) kept.append(name, value)
  return kept.toString()
}

/** Top-level strings, numbers and booleans of a JSON body, or the fields of a form. */
function bodyFields(body: string): [string, string][] {
  if (!body.startsWith('{')) return [...new URLSearchParams(body)]
  try {
    return Object.entries(JSON.parse(body) as object).flatMap(([name, value]): [string, string][] =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
    )
  } catch {
    return []
  }
}
