import type { Log } from '../../log'
import { Client, type Reach } from './client'
import type { CcxtExchange } from './exchange-class'
import { MarketBook, type Refine } from './markets'

/** Markets of one exchange, loaded once a process and shared by all accounts. */
export interface Master {
  ccxt: CcxtExchange
  book: MarketBook
  /** Milliseconds. */
  loadedAt: number
}

/** `options`: option contracts only, asked for when an account holds one; they outnumber all else. */
export type MarketScope = 'main' | 'options'

export interface MarketSource {
  /** ccxt options that restrict which markets are fetched. */
  settings(exchange: string, scope: MarketScope): Record<string, unknown>
  without(exchange: string): readonly string[]
  refine(exchange: string): Refine | undefined
}

export interface MastersOptions {
  /** For `market`. */
  reach(exchange: string): Reach
  source: MarketSource
  /** Milliseconds. */
  now: () => number
  log: Log
  refreshAfterMs?: number
  /** Instead of asking the exchange: market structures that are known already (a recording's). */
  given?: (exchange: string) => readonly unknown[]
  /** With those: what loading the markets would fill of ccxt's `options`. */
  givenOptions?: Readonly<Record<string, unknown>>
}

const HOUR = 3_600_000
/** An unknown market asks for fresh markets at most this often. */
const MIN_AGE = 60_000
/** A refresh that failed is tried again after this. */
const RETRY = 300_000
/** Several calls of up to a few megabytes. */
const LOAD_DEADLINE = 60_000

interface Entry {
  current: Master | null
  loading: Promise<Master> | null
  /** No background refresh before this. */
  notBefore: number
}

/** Loads markets on first use, once however many ask; refreshes in the background while the old ones serve. */
export class Masters {
  readonly #entries = new Map<string, Entry>()

  constructor(private readonly options: MastersOptions) {}

  /** Rejects with ccxt's error when the first load fails; the next call tries again. */
  async get(exchange: string, sandbox: boolean, scope: MarketScope = 'main'): Promise<Master> {
    const entry = this.#entry(exchange, sandbox, scope)
    if (!entry.current) return this.#load(entry, exchange, sandbox, scope)
    const now = this.options.now()
    const age = now - entry.current.loadedAt
    if (age >= (this.options.refreshAfterMs ?? HOUR) && now >= entry.notBefore) this.#refresh(entry, exchange, sandbox, scope)
    return entry.current
  }

  /** Markets newer than `than`, for an account that holds one that is not in it; the same ones when those are fresh. */
  async newer(than: Master, exchange: string, sandbox: boolean, scope: MarketScope = 'main'): Promise<Master> {
    const entry = this.#entry(exchange, sandbox, scope)
    const now = this.options.now()
    if (entry.current && entry.current !== than) return entry.current
    if (now - than.loadedAt < MIN_AGE || now < entry.notBefore) return than
    return this.#load(entry, exchange, sandbox, scope)
  }

  /** Exchanges whose markets are loaded in this process (no test networks): those that prices may be asked of. */
  inUse(): string[] {
    return [...this.#entries].flatMap(([key, entry]) =>
      entry.current && key.endsWith(':live:main') ? [key.split(':')[0] ?? ''] : [],
    )
  }

  #entry(exchange: string, sandbox: boolean, scope: MarketScope): Entry {
    const key = `${exchange}:${sandbox ? 'sandbox' : 'live'}:${scope}`
    let entry = this.#entries.get(key)
    if (!entry) {
      entry = { current: null, loading: null, notBefore: 0 }
      this.#entries.set(key, entry)
    }
    return entry
  }

  #refresh(entry: Entry, exchange: string, sandbox: boolean, scope: MarketScope): void {
    this.#load(entry, exchange, sandbox, scope).catch(() => {
      entry.notBefore = this.options.now() + RETRY
      this.options.log.warn({ exchange, sandbox }, 'markets could not be refreshed; the old ones stay in use')
    })
  }

  #load(entry: Entry, exchange: string, sandbox: boolean, scope: MarketScope): Promise<Master> {
    entry.loading ??= this.#fetch(exchange, sandbox, scope)
      .then((master) => {
        entry.current = master
        return master
      })
      .finally(() => {
        entry.loading = null
      })
    return entry.loading
  }

  async #fetch(exchange: string, sandbox: boolean, scope: MarketScope): Promise<Master> {
    const { source, reach, now, log } = this.options
    const startedAt = now()
    const client = await Client.create({
      ...reach(exchange),
      exchange,
      sandbox,
      settings: source.settings(exchange, scope),
      without: source.without(exchange),
      exact: false,
      signal: AbortSignal.timeout(LOAD_DEADLINE),
    })
    const given = this.options.given?.(exchange)
    if (given) {
      client.ccxt.setMarkets(given)
      Object.assign(client.ccxt.options, this.options.givenOptions)
    } else await client.ccxt.loadMarkets()
    keptOnce(client.ccxt)
    const book = MarketBook.of(given ?? Object.values(client.ccxt.markets ?? {}), source.refine(exchange))
    log.debug({ exchange, sandbox, scope, markets: book.all.length, ms: now() - startedAt }, 'markets loaded')
    return { ccxt: client.ccxt, book, loadedAt: now() }
  }
}

/** ccxt keeps each market twice: as the exchange's list was parsed (by id), and with defaults filled in (by symbol). */
function keptOnce(ccxt: CcxtExchange): void {
  for (const [id, same] of Object.entries(ccxt.markets_by_id ?? {})) {
    if (!Array.isArray(same) || !ccxt.markets_by_id) continue
    ccxt.markets_by_id[id] = same.map((market: unknown) => ccxt.markets?.[symbolOf(market)] ?? market)
  }
}

function symbolOf(market: unknown): string {
  const symbol: unknown = typeof market === 'object' && market !== null ? Reflect.get(market, 'symbol') : undefined
  return typeof symbol === 'string' ? symbol : ''
}
