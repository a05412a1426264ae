import { Accounts } from './accounts'
import { Books } from './books'
import { PastPrices } from './candles'
import { Decimal, text } from './decimal'
import type { Exchange } from './exchange'
import { type Execution, type ExecutionInput, execute, legsOf } from './executions'
import { type Fault, type FaultInput, Faults } from './faults'
import { Journal } from './journal'
import type { Ledger, VenueId } from './ledger'
import { MarketBook } from './market-book'
import { chainHash, type Draft, MINUTE, tradingWallet } from './movement'
import { Prices } from './prices'
import { share } from './random'
import { RateLimiter } from './rate-limit'
import { arriving, leaving } from './sent'
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
  /** Since when the accounts hold what their ledgers say, milliseconds: what the clock brought since then is booked. Default: now. */
  began?: number | undefined
}

/** Coins that go from an account to another, to outside where that is absent, or come from outside. */
export interface Sending {
  from?: { venue: VenueId; apiKey: string } | undefined
  to?: { venue: VenueId; apiKey: string } | undefined
  coin: string
  amount: string
  /** Taken from the sender besides. */
  fee: string
  /** On the way. */
  minutes: number
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
  readonly #movements: Books
  readonly #past: PastPrices

  constructor(options: SimulatorOptions) {
    this.seed = options.seed
    this.now = options.now
    this.venues = options.venues
    this.streams = new Streams(options.venues, (venue) => this.exchange(venue))
    for (const venue of options.venues) this.#books.set(venue.id, new MarketBook(venue, options.now()))
    this.prices = new Prices({ seed: options.seed, now: options.now, frozen: options.frozen })
    this.#past = new PastPrices(options.began ?? options.now(), (coin) => this.prices.startUsd(coin))
    this.#accounts = new Accounts((venue, name) => this.#books.get(venue)?.find(name))
    this.#movements = new Books(
      ({ venue }) =>
        (name) =>
          this.#book(venue).find(name),
      options.now,
    )
    for (const ledger of options.ledgers) this.#put(ledger, options.began ?? options.now())
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
    return this.#accounts.list(venue).map((ledger) => this.#brought(ledger))
  }

  /** A scenario's live ledger; throws if it is not loaded. */
  ledger(venue: VenueId, scenario: string): Ledger {
    const found = this.#accounts.list(venue).find((ledger) => ledger.scenario === scenario)
    if (!found) throw new Error(`no ledger ${venue}/${scenario}`)
    return this.#brought(found)
  }

  /** Adds an account or replaces the one with the same venue and uid; its settings start anew. */
  putLedger(ledger: Ledger): void {
    this.#book(ledger.venue)
    this.#put(ledger, this.now())
    this.#pinLedgerPrices()
  }

  removeLedger(venue: VenueId, uid: string): boolean {
    const removed = this.#accounts.remove(venue, uid)
    this.#movements.close(venue, uid)
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
    const ledger = this.#keyed(venue, apiKey)
    const holder = ledger.positions.find((p) => p.market === found.id) ?? ledger.tokens.find((t) => t.coin === found.quote)
    const wallet = input.wallet ?? holder?.wallet ?? ledger.tokens[0]?.wallet
    if (!wallet) throw new Error('name the wallet: the account has none yet')
    const execution = execute(ledger, found, wallet, input, exchange)
    this.#movements.enter(ledger, legsOf(execution, wallet, second(this.now())))
    this.streams.executed(venue, apiKey, execution)
    return execution
  }

  /** Sends coins over a chain: they leave now and arrive by the clock. Answers what will have moved. */
  send({ from, to, coin, amount, fee, minutes }: Sending): Draft[] {
    const at = second(this.now())
    const name = `${from?.apiKey ?? 'outside'} ${to?.apiKey ?? 'outside'} ${coin} ${amount} ${at}`
    const both = { coin, amount, txHash: chainHash(name), name }
    const [sender, receiver] = [from && this.#keyed(from.venue, from.apiKey), to && this.#keyed(to.venue, to.apiKey)]
    const left = sender ? leaving(sender, { ...both, fee, at }) : []
    const came = receiver ? arriving(receiver, { ...both, at: at + minutes * MINUTE, onTo: tradingWallet(receiver, coin) }) : []
    if (sender) this.#movements.expect(sender, left)
    if (receiver) this.#movements.expect(receiver, came)
    return [...left, ...came]
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
      pastPrice: (name, at) => this.#past.at(need(name), at),
      change24h: (name) => (share(`${this.seed} change ${need(name).coin}`) * 0.12 - 0.055).toFixed(4),
      volume24h: (name) => {
        const market = need(name)
        const dollars = 10 ** (5 + 4 * share(`${this.seed} volume ${venue} ${market.key}`))
        return (dollars / Math.max(this.prices.coinUsd(market.coin) * market.multiplier, 1e-9)).toFixed(4)
      },
      markets: () => book.open(this.now()),
      market: (name) => book.find(name),
      ledgers: () => this.ledgers(venue),
      ledgerByKey: (apiKey) => {
        const found = this.#accounts.byKey(venue, apiKey)
        return found && this.#brought(found)
      },
      settings: (ledger) => this.#accounts.settings(ledger),
      movements: (ledger) => this.#movements.of(ledger),
      limiter: this.limiter,
    }
  }

  #put(ledger: Ledger, began: number): void {
    this.#accounts.put(ledger)
    const live = this.#accounts.byKey(ledger.venue, ledger.key.apiKey)
    if (live) this.#movements.open(live, began)
  }

  /** As it is by the clock. */
  #brought(ledger: Ledger): Ledger {
    this.#movements.bring(ledger)
    return ledger
  }

  #keyed(venue: VenueId, apiKey: string): Ledger {
    const ledger = this.#accounts.byKey(venue, apiKey)
    if (!ledger) throw new Error(`${venue} has no account with this key`)
    return this.#brought(ledger)
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

/** The full second of a moment. */
const second = (at: number) => Math.floor(at / 1000) * 1000
