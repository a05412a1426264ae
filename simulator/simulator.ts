import { Accounts } from './accounts'
import { Decimal, text } from './decimal'
import type { Exchange } from './exchange'
import { type Execution, type ExecutionInput, execute, legsOf } from './executions'
import { type Fault, type FaultInput, Faults } from './faults'
import { type Movement, pastMovements } from './flows'
import { Journal } from './journal'
import type { Ledger, VenueId } from './ledger'
import { MarketBook } from './market-book'
import { Prices } from './prices'
import { share } from './random'
import { RateLimiter } from './rate-limit'
import { Streams } from './streams'
import type { Venue } from './venue'

export interface SimulatorOptions {
  venues: readonly Venue[]
  ledgers: readonly Ledger[]
  seed: number
  /** Milliseconds. */
  now: () => number
  /** Prices stand still from the start, at the ledgers' own where they give some. */
  frozen: boolean
}

/** The simulated world: prices, accounts, faults, limits and what was asked of it. Its methods are the control API. */
export class Simulator {
  readonly seed: number
  readonly faults = new Faults()
  readonly journal = new Journal()
  readonly limiter = new RateLimiter()
  readonly prices: Prices
  readonly venues: readonly Venue[]
  readonly now: () => number
  readonly streams: Streams
  readonly #books = new Map<VenueId, MarketBook>()
  readonly #accounts: Accounts
  readonly #movements = new Map<string, Movement[]>()
  readonly #began: number

  constructor(options: SimulatorOptions) {
    this.seed = options.seed
    this.now = options.now
    this.#began = options.now()
    this.venues = options.venues
    this.streams = new Streams(options.venues, (venue) => this.exchange(venue))
    for (const venue of options.venues) this.#books.set(venue.id, new MarketBook(venue, options.now()))
    this.prices = new Prices({ seed: options.seed, now: options.now, frozen: options.frozen })
    this.#accounts = new Accounts((venue, name) => this.#books.get(venue)?.find(name))
    for (const ledger of options.ledgers) this.#accounts.put(ledger)
    this.#pinLedgerPrices()
  }

  freeze(): void {
    this.prices.freeze()
  }

  unfreeze(): void {
    this.prices.unfreeze()
  }

  /** Walks prices on by `count` seconds, frozen or not. */
  step(count = 1): void {
    this.prices.step(count)
  }

  /** Sets a market's price (key, id or alias; a shared id means spot and derivative) until `clearPrices`. */
  setPrice(venue: VenueId, market: string, price: string): void {
    const found = this.#book(venue).named(market)
    if (found.length === 0) throw new Error(`${venue} has no market ${market}`)
    for (const { key } of found) this.prices.setMarket(venue, key, price)
  }

  /** Sets a coin's USD price on all venues until `clearPrices`. */
  setCoinPrice(coin: string, usd: string): void {
    this.prices.coinUsd(coin)
    this.prices.setCoin(coin, usd)
  }

  clearPrices(): void {
    this.prices.clear()
  }

  addFault(fault: FaultInput): Fault {
    return this.faults.add(fault)
  }

  /** One by id, or all. */
  clearFaults(id?: string): void {
    this.faults.clear(id)
  }

  ledgers(venue?: VenueId): Ledger[] {
    return this.#accounts.list(venue)
  }

  /** A scenario's live ledger; throws if it is not loaded. */
  ledger(venue: VenueId, scenario: string): Ledger {
    const found = this.#accounts.list(venue).find((ledger) => ledger.scenario === scenario)
    if (!found) throw new Error(`no ledger ${venue}/${scenario}`)
    return found
  }

  /** Adds an account or replaces the one with the same venue and uid; its settings start anew. */
  putLedger(ledger: Ledger): void {
    this.#book(ledger.venue)
    this.#accounts.put(ledger)
    this.#movements.delete(`${ledger.venue}/${ledger.uid}`)
    this.#pinLedgerPrices()
  }

  removeLedger(venue: VenueId, uid: string): boolean {
    const removed = this.#accounts.remove(venue, uid)
    this.#movements.delete(`${venue}/${uid}`)
    this.#pinLedgerPrices()
    return removed
  }

  /**
   * Trades on an account: changes its ledger and tells whoever watches it. `wallet` is where a new position or coin goes;
   * default: where the account's first one is.
   */
  execute(venue: VenueId, apiKey: string, market: string, input: ExecutionInput & { wallet?: string }): Execution {
    const exchange = this.exchange(venue)
    const found = exchange.market(market)
    if (!found) throw new Error(`${venue} has no market ${market}`)
    const ledger = this.#accounts.byKey(venue, apiKey)
    if (!ledger) throw new Error(`${venue} has no account with this key`)
    const holder = ledger.positions.find((p) => p.market === found.id) ?? ledger.tokens.find((t) => t.coin === found.quote)
    const wallet = input.wallet ?? holder?.wallet ?? ledger.tokens[0]?.wallet
    if (!wallet) throw new Error('name the wallet: the account has none yet')
    // As it was before.
    const movements = this.#movementsOf(ledger)
    const execution = execute(ledger, found, wallet, input, exchange)
    for (const leg of legsOf(execution, wallet, this.now())) movements.push({ ...leg, id: movements.length + 1 })
    this.streams.executed(venue, apiKey, execution)
    return execution
  }

  /** The highest leverage that a market allows from now on. */
  setMaxLeverage(venue: VenueId, market: string, maxLeverage: string): void {
    const found = this.#book(venue).find(market)
    if (!found) throw new Error(`${venue} has no market ${market}`)
    found.maxLeverage = maxLeverage
  }

  /** What a venue sees: one request's view, with the clock that its faults give it. */
  exchange(venue: VenueId, skewMs = 0): Exchange {
    const book = this.#book(venue)
    const need = (name: string) => {
      const market = book.find(name)
      if (!market) throw new Error(`${venue} has no market ${name}`)
      return market
    }
    return {
      now: () => this.now() + skewMs,
      markPrice: (name) => this.prices.price(venue, need(name), 'mark'),
      lastPrice: (name) => this.prices.price(venue, need(name), 'last'),
      indexPrice: (name) => this.prices.price(venue, need(name), 'index'),
      coinPrice: (code) => {
        const known = book.coin(code)
        return known ? text(new Decimal(this.prices.coinUsd(known.coin)).times(known.multiplier), 12) : null
      },
      change24h: (name) => (share(`${this.seed} change ${need(name).coin}`) * 0.12 - 0.055).toFixed(4),
      volume24h: (name) => {
        const market = need(name)
        const dollars = 10 ** (5 + 4 * share(`${this.seed} volume ${venue} ${market.key}`))
        return (dollars / Math.max(this.prices.coinUsd(market.coin) * market.multiplier, 1e-9)).toFixed(4)
      },
      markets: () => book.open(this.now()),
      market: (name) => book.find(name),
      ledgers: () => this.#accounts.list(venue),
      ledgerByKey: (apiKey) => this.#accounts.byKey(venue, apiKey),
      settings: (ledger) => this.#accounts.settings(ledger),
      movements: (ledger) => this.#movementsOf(ledger),
      limiter: this.limiter,
    }
  }

  #movementsOf(ledger: Ledger): Movement[] {
    const key = `${ledger.venue}/${ledger.uid}`
    let movements = this.#movements.get(key)
    if (!movements) {
      movements = pastMovements(ledger, (name) => this.#book(ledger.venue).find(name), this.#began)
      this.#movements.set(key, movements)
    }
    return movements
  }

  #book(venue: VenueId): MarketBook {
    const book = this.#books.get(venue)
    if (!book) throw new Error(`no venue ${venue}`)
    return book
  }

  #pinLedgerPrices(): void {
    const coins = new Map<string, string>()
    const markets = new Map<string, string>()
    const put = (map: Map<string, string>, name: string, price: string, ledger: Ledger) => {
      const other = map.get(name)
      if (other !== undefined && !new Decimal(other).equals(price))
        throw new Error(`${ledger.venue}/${ledger.scenario}: another ledger prices ${name} at ${other}, not ${price}`)
      map.set(name, price)
    }
    for (const ledger of this.#accounts.list())
      for (const [name, price] of Object.entries(ledger.prices ?? {})) {
        if (name.startsWith('coin:')) {
          put(coins, name.slice('coin:'.length), price, ledger)
          continue
        }
        const found = this.#book(ledger.venue).named(name)
        if (found.length === 0) throw new Error(`${ledger.venue}/${ledger.scenario}: prices name no market ${name}`)
        for (const { key } of found) put(markets, `${ledger.venue}/${key}`, price, ledger)
      }
    this.prices.setLedgerPrices({ coins, markets })
  }
}
