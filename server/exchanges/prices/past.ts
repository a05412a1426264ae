import { Decimal, type DecimalString } from '../../domain/decimal'
import type { Log } from '../../log'
import { orAborted } from '../../on-abort'
import type { MarketBook } from '../ccxt/markets'
import type { PriceThen } from '../port'
import type { CandlesOf, HourClose } from '../reading/candles'
import { PRICE_DECIMALS, pegged } from './pegs'
import { isHub, type Leg, Rates } from './routes'

/**
 * What a coin was worth in USD when an hour of the past ended: by closes of hourly candles, along the way that its price
 * would take now (`routes.ts`): its own exchange first, then the others in use, by markets alone, and last by a stablecoin
 * taken as one dollar, which the route says. A market counts where it traded in the 24 hours before; what was asked for
 * once serves all hours around it.
 */

/** A rate to USD that no spot market gave: an index of the exchange, or one over another. `label` becomes the route's leg. */
export interface AnchorThen {
  code: string
  of: CandlesOf
  over?: CandlesOf
  label: string
}

/** What an exchange lists, and how it tells of the past. */
export interface PastOf {
  book: MarketBook
  anchors: readonly AnchorThen[]
  /** False: it tells no hourly candles. */
  hours: boolean
}

export interface PastPricesOptions {
  past(exchange: string, signal: AbortSignal): Promise<PastOf>
  /** Closes of `hours` hours from `from` (ms) on, in which there was trade. */
  candles(
    exchange: string,
    of: CandlesOf,
    stretch: { from: number; hours: number },
    signal: AbortSignal,
  ): Promise<readonly HourClose[]>
  /** Exchanges that accounts of this process are on. */
  inUse(): readonly string[]
  nameOf(exchange: string): string
  now: () => Date
  log: Log
}

const HOUR_MS = 3_600_000
/** A market that did not trade for so many hours tells nothing of what a coin is worth. */
const REACH_HOURS = 24
/** Hours that one call serves; with those of the reach before them, fewer than any exchange gives at least. */
const BLOCK_HOURS = 72
const FETCH_DEADLINE = 30_000
/** Calls whose answers are kept. */
const MOST_KEPT = 500
/** Ways that are tried where markets of the first ones did not trade then. */
const MOST_WAYS = 4

interface Source {
  exchange: string
  of: CandlesOf
  over?: CandlesOf | undefined
  /** The close is turned over: the leg leads from quote to base. */
  inverse: boolean
}

interface Kept {
  /** Hours that ended before it are whole in it. */
  askedAt: number
  closes: Promise<readonly HourClose[]>
}

export class PastPrices {
  readonly #kept = new Map<string, Kept>()
  /** Of a book: what leads on, in no direction twice. */
  readonly #legs = new WeakMap<MarketBook, Map<Leg, Source>>()

  constructor(private readonly options: PastPricesOptions) {}

  /**
   * @param at end of an hour
   * @throws DomainError where an exchange that is on the way does not answer; the signal's reason
   */
  async price(exchange: string, code: string, at: Date, signal: AbortSignal): Promise<PriceThen> {
    if (code === 'USD') return { price: { usd: '1', route: 'USD', asOf: at }, why: null }
    const own = await this.#legsOf(exchange, code, signal)
    let others: Map<Leg, Source> | null = null
    const silent = new Set<string>()
    for (let way = 0; way < MOST_WAYS; way += 1) {
      let found = routed(code, own.legs, silent)
      if (!found) {
        others ??= await this.#others(exchange, code, signal)
        found =
          routed(code, [...own.legs, ...others], silent) ??
          routed(code, [...own.legs, ...others], silent, pegged('USDC')) ??
          routed(code, [...own.legs, ...others], silent, pegged('USDT'))
      }
      if (!found) break
      const walked = await this.#walk(found, at, signal)
      if ('silent' in walked) silent.add(walked.silent)
      else return walked
    }
    if (silent.size > 0) return { price: null, why: `No trade of ${[...silent].join(' or ')} is told in the 24 hours before.` }
    if (!own.hours) return { price: null, why: `${this.options.nameOf(exchange)} tells no hourly prices of the past.` }
    return { price: null, why: `No market leads from ${code} to USD.` }
  }

  /** The price along a way, or the label of a market on it that did not trade. */
  async #walk({ legs, sources }: Found, at: Date, signal: AbortSignal): Promise<PriceThen | { silent: string }> {
    let usd = new Decimal(1)
    let asOf = at.getTime()
    for (const leg of legs) {
      const source = sources.get(leg)
      // A stablecoin taken as one dollar.
      if (!source) continue
      const rate = await this.#rate(source, at.getTime(), signal)
      if (rate === null) return { silent: leg.label }
      usd = usd.times(source.inverse ? new Decimal(1).div(rate.close) : rate.close)
      asOf = Math.min(asOf, rate.at)
    }
    const route = legs.map(({ label }) => label).join(', ')
    return { price: { usd: usd.toDecimalPlaces(PRICE_DECIMALS).toFixed(), route, asOf: new Date(asOf) }, why: null }
  }

  async #rate({ exchange, of, over }: Source, at: number, signal: AbortSignal): Promise<{ close: Decimal; at: number } | null> {
    const rate = await this.#last(exchange, of, at, signal)
    if (rate === null || !over) return rate && { close: new Decimal(rate.close), at: rate.at }
    const other = await this.#last(exchange, over, at, signal)
    // Both of one hour: else they say nothing of each other.
    if (other === null || other.at !== rate.at) return null
    return { close: new Decimal(rate.close).div(other.close), at: rate.at }
  }

  /** The last close at or before a moment, not older than the reach. */
  async #last(exchange: string, of: CandlesOf, at: number, signal: AbortSignal): Promise<HourClose | null> {
    const closes = await orAborted(this.#closes(exchange, of, at), signal)
    return closes.findLast((close) => close.at <= at && close.at > at - REACH_HOURS * HOUR_MS) ?? null
  }

  #closes(exchange: string, of: CandlesOf, at: number): Promise<readonly { at: number; close: DecimalString }[]> {
    const width = BLOCK_HOURS * HOUR_MS
    const block = Math.floor((at - 1) / width) * width
    const key = `${exchange} ${of.symbol} ${of.index ? 'index' : ''} ${block}`
    const known = this.#kept.get(key)
    if (known && known.askedAt >= Math.min(at, block + width)) {
      // The longest unused goes first.
      this.#kept.delete(key)
      this.#kept.set(key, known)
      return known.closes
    }
    const stretch = { from: block - REACH_HOURS * HOUR_MS, hours: BLOCK_HOURS + REACH_HOURS }
    const closes = this.options.candles(exchange, of, stretch, AbortSignal.timeout(FETCH_DEADLINE))
    this.#kept.set(key, { askedAt: this.options.now().getTime(), closes })
    closes.catch(() => this.#kept.delete(key))
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return closes
  }

  async #legsOf(exchange: string, code: string, signal: AbortSignal): Promise<{ legs: [Leg, Source][]; hours: boolean }> {
    const past = await this.options.past(exchange, signal)
    if (!past.hours) return { legs: [], hours: false }
    const all = this.#legs.get(past.book) ?? legsIn(exchange, past)
    this.#legs.set(past.book, all)
    return { legs: [...all].filter(([{ from }]) => from === code || isHub(from)), hours: true }
  }

  async #others(exchange: string, code: string, signal: AbortSignal): Promise<Map<Leg, Source>> {
    const names = this.options.inUse().filter((name) => name !== exchange)
    const all = await Promise.all(
      names.map(async (name) => {
        try {
          const { legs } = await this.#legsOf(name, code, signal)
          return legs.map(([leg, source]) => [{ ...leg, label: `${leg.label}@${name}`, foreign: true }, source] as const)
        } catch (error) {
          if (signal.aborted) throw error
          this.options.log.warn({ exchange: name }, 'no markets; prices of the past do without')
          return []
        }
      }),
    )
    return new Map(all.flat())
  }
}

interface Found {
  legs: readonly Leg[]
  sources: ReadonlyMap<Leg, Source>
}

/** The way that prices take, without markets that are silent. */
function routed(
  code: string,
  known: Iterable<readonly [Leg, Source]>,
  silent: ReadonlySet<string>,
  ...more: readonly Leg[]
): Found | null {
  const sources = new Map([...known].filter(([{ label }]) => !silent.has(label)))
  const route = new Rates([...sources.keys(), ...more]).route(code)
  return route && { legs: route.legs, sources }
}

/** What the rates are is not known yet: a way is chosen by its markets. */
const UNKNOWN = new Decimal(1)

function legsIn(exchange: string, { book, anchors }: PastOf): Map<Leg, Source> {
  const legs = new Map<Leg, Source>()
  for (const { code, of, over, label } of anchors)
    legs.set({ from: code, to: 'USD', rate: UNKNOWN, label, volume: null }, { exchange, of, over, inverse: false })
  // Of markets that say the same, those that trade now come first; what was delisted since may have traded then.
  const spot = book.all.filter(({ contract }) => !contract).toSorted((a, b) => Number(b.active) - Number(a.active))
  const seen = new Set<string>()
  for (const { base, quote, symbol } of spot) {
    const label = `${base}-${quote}`
    if (seen.has(label)) continue
    seen.add(label)
    const both = { rate: UNKNOWN, label, volume: null }
    legs.set({ from: base, to: quote, ...both }, { exchange, of: { symbol }, inverse: false })
    legs.set({ from: quote, to: base, ...both }, { exchange, of: { symbol }, inverse: true })
  }
  return legs
}
