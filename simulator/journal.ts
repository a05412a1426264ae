/** One request as it was received; nothing secret, no signature. */
export interface JournalEntry {
  /** Milliseconds of the simulator's clock. */
  at: number
  venue: string
  method: string
  host: string
  path: string
  /** Without signature, key and timestamp. */
  query: string
  apiKey: string | null
  /** Null: no answer was sent. */
  status: number | null
}

const UNTOLD = new Set(['signature', 'sign', 'timestamp', 'recvWindow', 'recv_window', 'api_key', 'apiKey'])
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

export function tellableQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams()
  for (const [name, value] of query) if (!UNTOLD.has(name)) kept.append(name, value)
  return kept.toString()
}
