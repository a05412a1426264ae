import { Decimal } from '../../domain/decimal'
import { isFresh } from '../../domain/staleness'
import type { Price } from '../../domain/types'
import type { Log } from '../../log'
import { orAborted } from '../../on-abort'
import { deadness, quoteVolumeOf, type Trading } from './liveness'
import { PRICE_DECIMALS, pegged } from './pegs'
import { type Leg, marketLegs, Rates, type Route, rankOf } from './routes'

/** What one batch of an exchange's tickers gave: spot prices, and rates of coins to USD from its indices. */
export interface TickerSet {
  tickers: readonly ({ market: { base: string; quote: string }; price: string } & Trading)[]
  anchors: readonly { code: string; usd: string; label: string }[]
}

export interface PriceServiceOptions {
  /** All spot tickers of an exchange in as few calls as possible. */
  tickers(exchange: string, signal: AbortSignal): Promise<TickerSet>
  /** Exchanges that accounts of this process are on. */
  inUse(): readonly string[]
  now: () => Date
  log: Log
  /** Tickers are fetched anew when older than this. */
  maxAgeMs?: number
}

const MAX_AGE = 10_000
/** When a fetch fails, prices up to this old still serve; their age is shown with them. */
const MAX_AGE_ON_FAILURE = 60_000
const FETCH_DEADLINE = 15_000

interface Fetched {
  asOf: Date
  legs: readonly Leg[]
  rates: Rates
  /** Coin → its markets that decide nothing. */
  dead: ReadonlyMap<string, readonly Dead[]>
}

interface Dead {
  quote: string
  /** `ABC-USDT: nothing traded in 24 h` */
  why: string
}

interface Entry {
  current: Fetched | null
  loading: Promise<Fetched> | null
}

/**
 * USD prices of coins, shared by all accounts and users: one batch of tickers an exchange, however many ask.
 *
 * What a route to USD may rest on, first to last:
 * 1. markets of the account's own exchange, with its indices for USDT (an exchange without markets in USD still knows
 *    what USDT is worth: the index of BTC in USD over that of BTC in USDT);
 * 2. the same of the other exchanges in use, each such leg marked `@exchange`;
 * 3. where no exchange in use knows a rate to USD at all: USDC taken as one dollar, and last USDT. The route says so
 *    (`USDC-USD (pegged)`); no stablecoin is one dollar silently, and USDT still moves against USDC by their market.
 *
 * A coin that its own exchange trades is priced there, and others only tell what the currency is worth that it is traded
 * in. Markets that do not trade (`liveness.ts`) are no legs. Where a coin's own ways disagree and nothing there tells
 * which is right, the other exchanges are heard, and the route says so.
 */
export class PriceService {
  readonly #entries = new Map<string, Entry>()

  constructor(private readonly options: PriceServiceOptions) {}

  /** Codes without a route are absent. Rejects when the exchange's tickers cannot be had and the last ones are too old. */
  async prices(exchange: string, codes: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Price>> {
    const found = new Map<string, Price>()
    const wanted = new Set(codes)
    if (wanted.delete('USD')) found.set('USD', { usd: '1', route: 'USD', asOf: this.options.now() })
    if (wanted.size === 0) return found
    const own = await orAborted(this.#get(exchange), signal)
    const missing = [...wanted].filter((code) => {
      const route = own.rates.route(code)
      if (route?.firm) found.set(code, priceOf(route, own.asOf, own.dead.get(code)))
      return !route?.firm
    })
    if (missing.length === 0) return found
    const others = await orAborted(this.#others(exchange), signal)
    const legs = [
      ...own.legs,
      ...others.flatMap(({ name, fetched }) =>
        fetched.legs.map((leg) => ({ ...leg, label: `${leg.label}@${name}`, foreign: true })),
      ),
    ]
    const asOf = new Date(Math.min(...[own, ...others.map(({ fetched }) => fetched)].map((fetched) => fetched.asOf.getTime())))
    const tiers = [new Rates(legs), new Rates([...legs, pegged('USDC')]), new Rates([...legs, pegged('USDT')])]
    for (const code of missing) {
      const route = firstOf(tiers, (rates) => rates.route(code))
      if (route) found.set(code, priceOf(route, asOf, own.dead.get(code)))
    }
    return found
  }

  /** Fetches the exchange's tickers if they are too old, for those who ask next; a failure is told to them. */
  expect(exchange: string): void {
    this.#get(exchange).catch(() => undefined)
  }

  async #others(exchange: string): Promise<{ name: string; fetched: Fetched }[]> {
    const names = this.options.inUse().filter((name) => name !== exchange)
    const all = await Promise.all(
      names.map(async (name) => {
        try {
          return [{ name, fetched: await this.#get(name) }]
        } catch {
          this.options.log.warn({ exchange: name }, 'no tickers; prices of others do without')
          return []
        }
      }),
    )
    return all.flat()
  }

  async #get(exchange: string): Promise<Fetched> {
    let entry = this.#entries.get(exchange)
    if (!entry) {
      entry = { current: null, loading: null }
      this.#entries.set(exchange, entry)
    }
    const { current } = entry
    if (current && isFresh(current.asOf, this.options.maxAgeMs ?? MAX_AGE, this.options.now())) return current
    const known = entry
    entry.loading ??= this.#fetch(exchange)
      .then((fetched) => {
        known.current = fetched
        return fetched
      })
      .finally(() => {
        known.loading = null
      })
    try {
      return await entry.loading
    } catch (error) {
      if (current && isFresh(current.asOf, MAX_AGE_ON_FAILURE, this.options.now())) return current
      throw error
    }
  }

  async #fetch(exchange: string): Promise<Fetched> {
    const asOf = this.options.now()
    const { tickers, anchors } = await this.options.tickers(exchange, AbortSignal.timeout(FETCH_DEADLINE))
    const dead = new Map<string, Dead[]>()
    const legs: Leg[] = anchors.map(({ code, usd, label }) => ({
      from: code,
      to: 'USD',
      rate: new Decimal(usd),
      label,
      volume: null,
    }))
    for (const { market, price, ...trading } of tickers) {
      const { base, quote } = market
      const label = `${base}-${quote}`
      const why = deadness(trading, asOf)
      if (why !== null) dead.set(base, [...(dead.get(base) ?? []), { quote, why: `${label}: ${why}` }])
      else legs.push(...marketLegs(base, quote, new Decimal(price), label, quoteVolumeOf(trading, new Decimal(price))))
    }
    return { asOf, legs, rates: new Rates(legs), dead }
  }
}

function firstOf<T, R>(list: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of list) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

/** `ABC-BTC, BTC-USDT, USDT-USD`, and behind it in brackets why a market that would have been nearer is not in it. */
function priceOf(route: Route, asOf: Date, dead: readonly Dead[] = []): Price {
  const first = route.legs[0]
  const nearer = dead.find(({ quote }) => first?.foreign || rankOf(quote) < rankOf(first?.to ?? ''))
  const why = [route.why, nearer?.why].filter((line) => line != null)
  const labels = route.legs.map(({ label }) => label).join(', ')
  return {
    usd: route.usd.toDecimalPlaces(PRICE_DECIMALS).toFixed(),
    route: why.length === 0 ? labels : `${labels} (${why.join('; ')})`,
    asOf,
  }
}
