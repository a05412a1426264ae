import type { OpenOrder } from '../domain/orders'
import type { OptionMark } from '../domain/risk/option-marks'
import type { KeptTable } from '../domain/risk/types'
import type { AccountHoldings, FundingRate, Price } from '../domain/types'
import { DomainError } from '../errors'
import { type Sentence, sentence } from '../language/sentence'
import type { Log } from '../log'
import { orAborted } from '../on-abort'
import { NoRoom, type Spend } from './budget/budget'
import { Budgets, type BudgetUse, type Whose } from './budget/budgets'
import type { LimitOf } from './budget/rules'
import { type BaseUrls, baseUrlOf, mapped } from './ccxt/base-urls'
import { type AroundCall, Client, type Reach } from './ccxt/client'
import { toDomainError } from './ccxt/errors'
import { accountOf, KnownAccounts } from './ccxt/expectations'
import { Gate } from './ccxt/gate'
import { abortedBy, httpTransport, permit, type Transport } from './ccxt/http'
import type { Market } from './ccxt/markets'
import { type MarketScope, type Master, Masters } from './ccxt/masters'
import { noMarket } from './ccxt/no-market'
import { KeyOrders } from './ccxt/nonces'
import type { Purpose } from './ccxt/requests'
import { listen } from './ccxt/watch'
import type {
  Asked,
  Connection,
  ExchangeInfo,
  ExchangePort,
  KeyInfo,
  LedgersInfo,
  PriceThen,
  Recorded,
  RecordedFlows,
  SetLeverageResult,
  WatchListener,
} from './port'
import { type PastOf, PastPrices } from './prices/past'
import { PriceService } from './prices/service'
import { AccountApi } from './reading/api'
import { type CandlesOf, hourCloses, tellsHours } from './reading/candles'
import { FundingRates, readFunding } from './reading/funding'
import type { LedgerPage, LedgerQuery } from './reading/ledgers'
import { type FetchPage, ledgersWhole } from './reading/ledgers-whole'
import type { SubAccount } from './reading/sub-accounts'
import { SharedTables } from './reading/tables'
import { defaultTickers } from './reading/tickers'
import type { TapedCall } from './recording/call-of'
import { marketsBehind } from './recording/structures'
import { taped } from './recording/tape'
import { exchangeInfos, findExchange } from './registry'
import { ADDRESS_IDS, marketSource, venueFor, WATCHED_IDS } from './venues'
import type { Venue } from './venues/venue'

export interface CcxtExchangesOptions {
  /** Exchange id or `*` → base URL that stands in for its hosts. */
  baseUrls?: BaseUrls
  log: Log
  /** The clock of readings and prices; signatures use the machine's own. */
  now?: () => Date
  /** Deadline of one HTTP request; default 10 s. */
  timeoutMs?: number
  transport?: Transport
  /** Markets are refreshed in the background after this; default an hour. */
  refreshMarketsAfterMs?: number
  /** ccxt market structures to use instead of asking the exchange for its markets. */
  markets?: (exchange: string) => readonly unknown[]
  /** With those: what loading the markets would fill of ccxt's `options`. */
  marketOptions?: Readonly<Record<string, unknown>>
  /** ccxt `options` of clients of accounts, over those of the venue: a replay has signed in already. */
  accountOptions?: Readonly<Record<string, unknown>>
  /** How many processes use an exchange from this address now, this one with them: they share what no header tells of. */
  sharers?: (exchange: string) => number
  /** Of each limit that an exchange documents; default 1. */
  limitFactor?: number
  /** What is done around each HTTP call: it is counted, and traced. */
  around?: AroundCall
}

const REQUEST_TIMEOUT = 10_000
/** After which work whose turn did not come may be tried again. */
const TURN_AGAIN_SECONDS = 5

/** Failures that may lie in what we make of an answer. */
const UNREADABLE: ReadonlySet<string> = new Set(['exchange_network', 'exchange_unknown', 'exchange_refused'])

/** Of an exchange whose limits nobody wrote down: it refuses first. */
const NO_LIMITS: readonly LimitOf[] = []

function nothing(asOf: Date): AccountHoldings {
  return { asOf, holdings: [], wallets: [], notIncluded: [], warnings: [], positionMode: null }
}

/** A copy without what the client knows each by. */
function tellAsked({ onAsked }: Connection, asked: readonly Asked[]): void {
  if (asked.length > 0) onAsked?.(asked.map(({ purpose, question, outcome }) => ({ purpose, question, outcome })))
}

/** What one reading asked and got, and the markets that it looked into. */
interface Tape {
  calls: TapedCall[]
  masters: Set<Master>
  /** Those that an id of an answer was looked up for. */
  markets: Set<Market>
}

/** The exchanges behind `ExchangePort`: ccxt for transport, signing and markets, a room for each exchange's meaning. */
export function createCcxtExchanges(options: CcxtExchangesOptions): ExchangePort {
  return new CcxtExchanges(options)
}

class CcxtExchanges implements ExchangePort {
  readonly watchable = WATCHED_IDS
  readonly tellsAddress = ADDRESS_IDS
  readonly #masters: Masters
  readonly #prices: PriceService
  readonly #past: PastPrices
  readonly #funding: FundingRates
  readonly #known = new KnownAccounts()
  readonly #budgets: Budgets
  readonly #orders = new KeyOrders()
  readonly #tables: SharedTables
  readonly #now: () => Date

  constructor(private readonly options: CcxtExchangesOptions) {
    this.#now = options.now ?? (() => new Date())
    this.#budgets = new Budgets({ sharers: options.sharers, factor: options.limitFactor })
    this.#masters = new Masters({
      reach: (exchange) => this.#reach(exchange, 'market'),
      source: marketSource,
      // Ages alone are taken from it: no change of the machine's clock makes old markets young.
      now: () => performance.now(),
      log: options.log,
      refreshAfterMs: options.refreshMarketsAfterMs,
      given: options.markets,
      givenOptions: options.marketOptions,
    })
    this.#prices = new PriceService({
      tickers: (exchange, signal) => this.#tickers(exchange, signal),
      inUse: () => this.#masters.inUse(),
      now: this.#now,
      log: options.log,
    })
    this.#past = new PastPrices({
      past: (exchange, signal) => this.#pastOf(exchange, signal),
      candles: (exchange, of, stretch, signal) => this.#candles(exchange, of, stretch, signal),
      inUse: () => this.#masters.inUse(),
      nameOf: (exchange) => this.#info(exchange).name,
      now: this.#now,
      log: options.log,
    })
    this.#tables = new SharedTables(this.#now)
    this.#funding = new FundingRates((exchange, signal) => this.#fundingOf(exchange, signal), this.#now)
  }

  list(): ExchangeInfo[] {
    return exchangeInfos()
  }

  find(idOrName: string): ExchangeInfo | null {
    return findExchange(idOrName)
  }

  async verify(connection: Connection, signal: AbortSignal): Promise<KeyInfo> {
    const { subAccount } = connection.credentials
    return this.#with(connection, 'verify', signal, async (api, venue) => {
      const key = await venue.verify(api)
      if (!subAccount) return key
      // Ledgers, settings and the mode are those of the key's account.
      const found = (await venue.subAccounts?.(api))?.find(({ id }) => id.toLowerCase() === subAccount.toLowerCase())
      if (!found) throw unknownSubAccount(this.#info(connection.exchange).name)
      return { ...key, positionMode: null, label: found.name, uid: found.uid }
    })
  }

  async subAccounts(connection: Connection, signal: AbortSignal): Promise<SubAccount[] | null> {
    const { subAccounts } = venueFor(connection.exchange)
    return subAccounts ? this.#with(connection, 'verify', signal, (api) => subAccounts(api)) : null
  }

  async fetchHoldings(connection: Connection, signal: AbortSignal): Promise<AccountHoldings> {
    return this.#holdings(connection, signal)
  }

  async record(connection: Connection, signal: AbortSignal, flowsFrom?: Date): Promise<Recorded> {
    const tape: Tape = { calls: [], masters: new Set(), markets: new Set() }
    let failure: DomainError | null = null
    const holdings = await this.#holdings(connection, signal, tape).catch((error: unknown) => {
      // Answers that cannot be read are what a recording is wanted for; without any there is none.
      if (!(error instanceof DomainError) || !UNREADABLE.has(error.code) || tape.calls.length === 0) throw error
      failure = error
      return nothing(this.#now())
    })
    const calls = [...tape.calls]
    const flows = flowsFrom && (await this.#recordFlows(connection, { from: flowsFrom, to: holdings.asOf }, signal, tape))
    const behind = marketsBehind(holdings, tape, venueFor(connection.exchange))
    return { holdings, failure, calls, ...behind, ...(flows && { flows }) }
  }

  async #recordFlows(
    connection: Connection,
    stretch: { from: Date; to: Date },
    signal: AbortSignal,
    { masters, markets }: Tape,
  ): Promise<RecordedFlows> {
    const calls: TapedCall[] = []
    const fetch: FetchPage = ({ ledger, ...query }) => this.#flows(connection, ledger, query, signal, { calls, masters, markets })
    const { entries, notRead } = await ledgersWhole(this.ledgers(connection.exchange).ledgers, fetch, stretch, signal)
    return { ...stretch, entries, notRead, calls }
  }

  #holdings(connection: Connection, signal: AbortSignal, tape?: Tape): Promise<AccountHoldings> {
    const work = async (api: AccountApi, venue: Venue) => {
      const asOf = this.#now()
      const reading = await venue.read(api)
      const refusal = api.refusal()
      if (refusal) throw refusal
      const { notIncluded, warnings, doubts } = api
      return { asOf, ...reading, notIncluded, warnings, doubts }
    }
    return this.#with(connection, 'read', signal, work, tape)
  }

  ledgers(exchange: string): LedgersInfo {
    const { ledgers = [], untold = [] } = venueFor(exchange).flows ?? {}
    return {
      ledgers: ledgers.map(({ page: _, ...info }) => ({
        ...info,
        external: info.external ?? true,
        optional: info.optional ?? false,
      })),
      untold: untold.map((each) => (typeof each === 'string' ? { words: each, external: false } : each)),
    }
  }

  async fetchFlows(
    connection: Connection,
    { ledger, ...query }: { ledger: string } & LedgerQuery,
    signal: AbortSignal,
  ): Promise<LedgerPage> {
    return this.#flows(connection, ledger, query, signal)
  }

  async #flows(connection: Connection, id: string, query: LedgerQuery, signal: AbortSignal, tape?: Tape): Promise<LedgerPage> {
    if (connection.credentials.subAccount) throw ofMainAccount(this.#info(connection.exchange).name, 'exchange_permission')
    const work = async (api: AccountApi, { flows }: Venue) => {
      const ledger = flows?.ledgers.find((each) => each.id === id)
      if (!ledger) throw new Error(`${connection.exchange} has no ledger ${id}`)
      return ledger.page(api, query).catch((error: unknown) => {
        // A ledger that is refused is a gap; whether the key is good is for readings to say.
        throw api.refusedHere(error)
      })
    }
    return this.#with(connection, 'flows', signal, work, tape)
  }

  async prices(exchange: string, codes: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Price>> {
    try {
      return await this.#prices.prices(exchange, codes, signal)
    } catch (error) {
      throw toDomainError(error, { ...this.#context(exchange), credentials: {} })
    }
  }

  async priceThen(exchange: string, code: string, at: Date, signal: AbortSignal): Promise<PriceThen> {
    try {
      return await this.#past.price(exchange, code, at, signal)
    } catch (error) {
      throw toDomainError(error, { ...this.#context(exchange), credentials: {} })
    }
  }

  async seenFrom(exchange: string, signal: AbortSignal): Promise<string> {
    const { seenFrom } = venueFor(exchange)
    const context = { ...this.#context(exchange), credentials: {} }
    if (!seenFrom) throw new DomainError('exchange_refused', sentence`${context.name} does not tell from where it is asked.`)
    const { transport, gate, timeoutMs } = this.#reach(exchange, 'market')
    const request = {
      ...{ url: seenFrom.url, method: 'GET', headers: { Accept: 'application/json' }, body: undefined },
      ...{ maxBytes: 10_000, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) },
    }
    try {
      const { body } = await transport(permit(gate, request).request)
      return seenFrom.address(JSON.parse(body))
    } catch (error) {
      const judged = toDomainError(error, context)
      // Whatever was answered, it was no address.
      throw judged.code.startsWith('exchange_')
        ? judged
        : new DomainError('exchange_unknown', sentence`${context.name} did not tell from where it is asked.`, { cause: error })
    }
  }

  budgets(): BudgetUse[] {
    return this.#budgets.use()
  }

  expectPrices(exchange: string): void {
    this.#prices.expect(exchange)
  }

  async fundingRates(exchange: string, signal: AbortSignal): Promise<ReadonlyMap<string, FundingRate>> {
    try {
      return await this.#funding.get(exchange, signal)
    } catch (error) {
      throw toDomainError(error, { ...this.#context(exchange), credentials: {} })
    }
  }

  async setLeverage(
    connection: Connection,
    input: { pair: string; leverage: string; marginMode: 'cross' | 'isolated' },
    signal: AbortSignal,
  ): Promise<SetLeverageResult> {
    const { name } = this.#info(connection.exchange)
    if (connection.credentials.subAccount) throw ofMainAccount(name, 'exchange_refused')
    return this.#with(connection, 'leverage', signal, async (api, venue) => {
      if (!venue.leverage) throw new DomainError('exchange_refused', sentence`Ballast cannot set leverage on ${name}.`)
      const { pair, leverage, marginMode } = input
      const market = (await api.markets()).byPair(pair) ?? (await api.markets('main', true)).byPair(pair)
      if (!market?.contract) throw noMarket(name, pair, (await api.markets()).all)
      const previousLeverage = await venue.leverage(api, { market, leverage, marginMode }).catch((error: unknown) => {
        throw api.judged(error)
      })
      return { pair, leverage, previousLeverage }
    })
  }

  async estimateLeverage(
    connection: Connection,
    { pair, leverage, marginMode }: { pair: string; leverage: string; marginMode: 'isolated' },
    signal: AbortSignal,
  ): Promise<string | null> {
    const { estimate } = venueFor(connection.exchange)
    if (!estimate || connection.credentials.subAccount) return null
    return this.#with(connection, 'read', signal, async (api) => {
      const market = (await api.markets()).byPair(pair)
      return market?.contract ? estimate(api, { market, leverage, marginMode }) : null
    })
  }

  async openOrders(connection: Connection, signal: AbortSignal): Promise<OpenOrder[] | null> {
    // Those that a main account's key tells are that account's.
    if (!venueFor(connection.exchange).orders || connection.credentials.subAccount) return null
    const work = async (api: AccountApi, { orders }: Venue) =>
      // Whether the key is good is for readings to say.
      (orders?.(api) ?? Promise.resolve([])).catch((error: unknown) => {
        throw api.refusedHere(error)
      })
    return this.#with(connection, 'read', signal, work, undefined, 'orders')
  }

  async maintenanceTables(
    connection: Connection,
    pairs: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, KeptTable> | null> {
    const { exchange, sandbox, credentials } = connection
    const { tables } = venueFor(exchange)
    if (!tables || credentials.subAccount) return null
    const read = (wanted: readonly string[]) => {
      const work = async (api: AccountApi) => {
        const book = await api.markets()
        const markets = wanted.flatMap((pair) => book.byPair(pair) ?? [])
        return tables
          .read(
            api,
            markets.filter(({ contract, type }) => contract && type !== 'option'),
          )
          .catch((error: unknown) => {
            // Whether the key is good is for readings to say.
            throw api.refusedHere(error)
          })
      }
      return this.#with({ ...connection, priority: 'flows' }, 'read', signal, work, undefined, 'tables')
    }
    const found = await (tables.of === 'everybody'
      ? this.#tables.get(`${exchange}${sandbox ? ' sandbox' : ''}`, pairs, read)
      : read(pairs))
    return new Map([...found].map(([pair, table]) => [pair, { ...table, ...(tables.only && { only: tables.only }) }]))
  }

  async optionMarks(
    connection: Connection,
    pairs: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, OptionMark> | null> {
    const { optionMarks } = venueFor(connection.exchange)
    if (!optionMarks) return null
    const work = async (api: AccountApi) => {
      const main = await api.markets()
      const missing = pairs.some((pair) => main.byPair(pair) === undefined)
      const options = missing ? await api.markets('options') : main
      const markets = pairs.flatMap((pair) => main.byPair(pair) ?? options.byPair(pair) ?? [])
      return optionMarks(
        api,
        markets.filter(({ type }) => type === 'option'),
      ).catch((error: unknown) => {
        // Whether the key is good is for readings to say.
        throw api.refusedHere(error)
      })
    }
    return this.#with({ ...connection, priority: 'flows' }, 'read', signal, work, undefined, 'option marks')
  }

  async maxLeverage(
    { exchange, sandbox, pair }: { exchange: string; sandbox: boolean; pair: string },
    signal: AbortSignal,
  ): Promise<string | null> {
    try {
      const { book } = await orAborted(this.#masters.get(exchange, sandbox), signal)
      return book.byPair(pair)?.maxLeverage ?? null
    } catch (error) {
      throw toDomainError(error, { ...this.#context(exchange), credentials: {} })
    }
  }

  async watch(connection: Connection, listener: WatchListener, signal: AbortSignal): Promise<void> {
    const { exchange, credentials, sandbox } = connection
    const context = { ...this.#context(exchange), credentials }
    const judged = (error: unknown) => toDomainError(error, context)
    const { watch, settings } = venueFor(exchange)
    if (!watch) throw new DomainError('exchange_refused', sentence`Ballast cannot watch ${context.name}.`)
    if (credentials.subAccount) throw ofMainAccount(context.name, 'exchange_refused')
    const ending = new AbortController()
    const either = AbortSignal.any([signal, ending.signal])
    let asked: readonly Asked[] = []
    try {
      const master = await orAborted(this.#masters.get(exchange, sandbox), signal)
      const reach = this.#reach(exchange, 'watch')
      const client = await Client.create({
        ...reach,
        exchange,
        sandbox,
        credentials,
        settings: { ...settings?.('account'), ...watch.settings },
        exact: false,
        kind: 'pro',
        signal: either,
      })
      asked = client.asked
      client.ccxt.setMarketsFromExchange(master.ccxt)
      const base = baseUrlOf(exchange, this.options.baseUrls ?? {})
      await listen(client, watch, { credentials, base, gate: reach.gate }, listener, judged, either)
    } catch (error) {
      if (!signal.aborted) throw judged(error)
    } finally {
      ending.abort()
      tellAsked(connection, asked)
    }
  }

  /** Runs one piece of work on an account; whatever is still under way when it ends is aborted. */
  async #with<T>(
    connection: Connection,
    purpose: Purpose,
    signal: AbortSignal,
    work: (api: AccountApi, venue: Venue) => Promise<T>,
    tape?: Tape,
    /** By which what it takes is remembered, where that is not what its purpose takes. */
    what: string = purpose,
  ): Promise<T> {
    const { exchange, credentials, sandbox, options } = connection
    const venue = venueFor(exchange)
    const context = { ...this.#context(exchange), credentials }
    if (sandbox && !this.#info(exchange).sandbox) {
      const words = sentence`${context.name} has no test network that Ballast knows of.`
      throw new DomainError('bad_request', words, { fields: { sandbox: words } })
    }
    const ending = new AbortController()
    let asked: readonly Asked[] = []
    const expectations = this.#known.of(connection)
    const spend = await this.#turn(connection, what, expectations, signal)
    try {
      const loading = orAborted(this.#masters.get(exchange, sandbox), signal)
      // Its failure is told by whoever waits for it.
      loading.catch(() => undefined)
      const reach = this.#reach(exchange, purpose, spend)
      const client = await Client.create({
        ...reach,
        ...(tape ? { transport: taped(reach.transport, tape.calls) } : {}),
        ...(venue.growingNonces && { order: this.#orders.of(exchange, credentials) }),
        exchange,
        sandbox,
        credentials,
        settings: { ...venue.settings?.('account'), ...venue.keyed?.(credentials), ...this.options.accountOptions },
        exact: true,
        signal: AbortSignal.any([signal, ending.signal]),
      })
      asked = client.asked
      const prepared = loading.then((master) => {
        tape?.masters.add(master)
        client.ccxt.setMarketsFromExchange(master.ccxt)
        for (const name of venue.shared ?? []) client.ccxt.options[name] = master.ccxt.options[name]
        return master
      })
      prepared.catch(() => undefined)
      if (!venue.asksAhead) await prepared
      const markets = async (scope: MarketScope, refresh: boolean) => {
        const main = await prepared
        const current = scope === 'main' ? main : await orAborted(this.#masters.get(exchange, sandbox, scope), signal)
        const wanted = refresh ? await orAborted(this.#masters.newer(current, exchange, sandbox, scope), signal) : current
        tape?.masters.add(wanted)
        return tape ? wanted.book.noting((market) => tape.markets.add(market)) : wanted.book
      }
      // A recording holds what an account answered, not what was asked ahead.
      const about = { context, sandbox, options, credentials, expectations: tape ? undefined : expectations }
      const done = await work(new AccountApi({ client, prepared, markets, ...about }), venue)
      // ccxt goes on after some errors of what it does besides; whoever is read by it is told all the same.
      if (reach.gate.stopped) throw reach.gate.stopped
      this.#budgets.remember(exchange, what, expectations, spend.took())
      return done
    } catch (error) {
      const judged = toDomainError(error, context)
      if (judged.code === 'exchange_rate_limit') spend.refused(judged.limitScope ?? 'address')
      throw judged
    } finally {
      ending.abort()
      spend.close()
      tellAsked(connection, asked)
    }
  }

  /** Waits until the exchange's limits leave room for this work. @throws DomainError where they do not for long */
  async #turn(connection: Connection, what: string, memory: object, signal: AbortSignal): Promise<Spend> {
    const { exchange, priority = 'person' } = connection
    return this.#begin(exchange, what, { account: accountOf(connection), priority, memory }, signal)
  }

  /** @throws DomainError where the exchange's limits leave no room for long */
  async #begin(exchange: string, what: string, whose: Whose, signal: AbortSignal): Promise<Spend> {
    try {
      return await this.#budgets.begin(exchange, venueFor(exchange).limits ?? NO_LIMITS, what, whose, signal)
    } catch (error) {
      const context = this.#context(exchange)
      if (!(error instanceof NoRoom)) throw toDomainError(abortedBy(signal), { ...context, credentials: {} })
      const { name } = context
      const words = sentence`${name} allows an address so many requests, and other accounts use them up. This account is read as soon as its turn comes.`
      throw new DomainError('exchange_rate_limit', words, { retryAfterSeconds: TURN_AGAIN_SECONDS, unasked: true })
    }
  }

  #openSpend(exchange: string): Spend {
    return this.#budgets.open(exchange, venueFor(exchange).limits ?? NO_LIMITS)
  }

  async #fundingOf(exchange: string, signal: AbortSignal) {
    const { settings, funding = [] } = venueFor(exchange)
    return readFunding(funding, await this.#publicApi(exchange, signal, { settings: settings?.('account'), exact: true }))
  }

  /** What everybody may ask of an exchange. */
  async #publicApi(
    exchange: string,
    signal: AbortSignal,
    more: { settings?: Record<string, unknown> | undefined; exact: boolean; spend?: Spend },
  ) {
    const context = { ...this.#context(exchange), credentials: {} }
    const master = await orAborted(this.#masters.get(exchange, false), signal)
    const { spend, ...settings } = more
    const client = await Client.create({
      ...this.#reach(exchange, 'market', spend),
      ...settings,
      exchange,
      sandbox: false,
      signal,
    })
    client.ccxt.setMarketsFromExchange(master.ccxt)
    return new AccountApi({ client, context, sandbox: false, options: {}, credentials: {}, markets: async () => master.book })
  }

  async #tickers(exchange: string, signal: AbortSignal) {
    const { prices } = venueFor(exchange)
    const api = await this.#publicApi(exchange, signal, { exact: false })
    const [tickers, anchors] = await Promise.all([
      (prices?.tickers ?? defaultTickers)(api),
      (prices?.anchors?.(api) ?? Promise.resolve([])).catch((error: unknown) => {
        this.options.log.warn({ exchange, err: error }, 'no index rates to USD; stablecoins are priced by other routes')
        return []
      }),
    ])
    return { tickers, anchors }
  }

  async #pastOf(exchange: string, signal: AbortSignal): Promise<PastOf> {
    const { ccxt, book } = await orAborted(this.#masters.get(exchange, false), signal)
    const anchors = venueFor(exchange).prices?.anchorsThen ?? []
    return { book, anchors, hours: tellsHours(ccxt.has, Reflect.get(ccxt, 'timeframes')) }
  }

  /** One call, behind readings: it belongs to nobody, and can wait. */
  async #candles(exchange: string, of: CandlesOf, stretch: { from: number; hours: number }, signal: AbortSignal) {
    const { prices, settings } = venueFor(exchange)
    // What the last call of the kind took is expected: nobody's memory holds more.
    const whose = { account: null, priority: 'flows', memory: {} } as const
    const what = of.index ? 'candles of an index' : 'candles'
    const spend = await this.#begin(exchange, what, whose, signal)
    try {
      const api = await this.#publicApi(exchange, signal, { settings: settings?.('account'), exact: true, spend })
      const closes = await hourCloses(api, of, stretch, prices?.candles)
      this.#budgets.remember(exchange, what, whose.memory, spend.took())
      return closes
    } catch (error) {
      const judged = toDomainError(error, { ...this.#context(exchange), credentials: {} })
      if (judged.code === 'exchange_rate_limit') spend.refused(judged.limitScope ?? 'address')
      throw judged
    } finally {
      spend.close()
    }
  }

  #info(exchange: string): ExchangeInfo {
    const info = findExchange(exchange)
    if (!info) throw new DomainError('bad_request', sentence`There is no exchange called ${exchange}.`)
    return info
  }

  #context(exchange: string) {
    const { errors, about } = venueFor(exchange)
    return { name: this.#info(exchange).name, rules: errors, elsewhere: keysElsewhere(exchange, about.keysMadeAt) }
  }

  #reach(exchange: string, purpose: Purpose, spend = this.#openSpend(exchange)): Reach {
    const { transport = httpTransport, baseUrls = {}, timeoutMs = REQUEST_TIMEOUT, log, around } = this.options
    const { about } = venueFor(exchange)
    const gate = new Gate({ exchange, requests: about.requests, purpose, log })
    return { transport: mapped(transport, exchange, baseUrls), gate, timeoutMs, spend, around }
  }
}

/** Which entries of the list keys of other sites belong to; null where nobody takes this exchange for another. */
function keysElsewhere(exchange: string, madeAt: Readonly<Record<string, string>> = {}): Sentence | null {
  const others = Object.entries(madeAt).flatMap(([id, where]) => {
    const name = id === exchange ? undefined : findExchange(id)?.name
    return name === undefined ? [] : [sentence`keys of ${where} belong to ${name}`]
  })
  if (others.length === 0) return null
  return sentence`In the list of exchanges, ${others.reduce((before, next) => sentence`${before} and ${next}`)}.`
}

/** What a key of a main account tells or changes besides balances is of that account, never of the sub-account that is read with it. */
function ofMainAccount(name: string, code: 'exchange_permission' | 'exchange_refused'): DomainError {
  return new DomainError(
    code,
    sentence`This account is a sub-account that is read with the main account's key: ${name} does this with a key of the sub-account alone.`,
  )
}

function unknownSubAccount(name: string): DomainError {
  const words = sentence`${name} lists no such sub-account of this key's account.`
  return new DomainError('exchange_credentials', words, { fields: { subAccount: words } })
}
