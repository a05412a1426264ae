import type { AccountHoldings, Price } from '../domain/types'
import { DomainError, type ExchangeErrorCode } from '../errors'
import { FakeLedgers } from './flows.testing'
import type {
  Connection,
  ExchangeInfo,
  ExchangePort,
  KeyInfo,
  LedgersInfo,
  PriceThen,
  Recorded,
  SetLeverageResult,
  WatchListener,
} from './port'
import type { SubAccount } from './reading/sub-accounts'

/** What a fake exchange knows of one API key. */
export interface FakeAccount {
  secret: string
  holdings: AccountHoldings
  key: KeyInfo
  /** Thrown by every call for this key while set. */
  failure: DomainError | null
  /** Calls wait for this while set; an aborted signal ends the wait. */
  hold: Promise<void> | null
  leverage: Record<string, string>
  /** Watches that are open. */
  watches: Set<FakeWatch>
  /** Thrown by every watch while set. */
  watchFailure: DomainError | null
}

export interface FakeWatch {
  /** Something happened to the account. */
  ring(): void
  /** The connection is lost. */
  fail(error: DomainError): void
}

const EXCHANGES: readonly (Pick<ExchangeInfo, 'id' | 'name'> & Partial<ExchangeInfo>)[] = [
  { id: 'binance', name: 'Binance', listsSubAccounts: true },
  { id: 'bybit', name: 'Bybit' },
  { id: 'okx', name: 'OKX' },
  { id: 'coinspot', name: 'CoinSpot', generic: true, canSetLeverage: false },
]

function info(exchange: (typeof EXCHANGES)[number]): ExchangeInfo {
  return {
    credentialFields: [
      { field: 'apiKey', label: 'API key', required: true, secret: false },
      { field: 'apiSecret', label: 'API secret', required: true, secret: true },
      ...(exchange.id === 'okx' ? [{ field: 'password' as const, label: 'Passphrase', required: true, secret: true }] : []),
    ],
    keyPage: 'Account → API management',
    keyUrl: null,
    permissionsWanted: ['Read'],
    wallets: ['spot'],
    generic: false,
    sandbox: true,
    canSetLeverage: true,
    ...exchange,
  }
}

const PURPOSES = {
  verify: 'verify',
  subAccounts: 'verify',
  fetchHoldings: 'read',
  record: 'read',
  setLeverage: 'leverage',
  fetchFlows: 'flows',
} as const
type FakeVerb = keyof typeof PURPOSES

/** An exchange port in memory for tests: keys, holdings, prices and failures are what the test says. */
export class FakeExchanges implements ExchangePort {
  readonly watchable = new Set(['bybit'])
  /** Watches begun, by key. */
  readonly watchesBegun: string[] = []
  readonly accounts = new Map<string, FakeAccount>()
  /** USD by currency code. */
  readonly usd = new Map<string, string>([['USDT', '1']])
  /** What exchanges' ledgers tell. */
  readonly flows = new FakeLedgers()
  /** USD by `code` at moments of the past, for candles, or why the exchange does not answer. */
  readonly usdThen = new Map<string, string | DomainError>()
  /** Calls that reached the exchange, as `verb key`. */
  readonly calls: string[] = []
  private readonly infos = EXCHANGES.map(info)

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** Opens an account behind a key; its secret is the key with `-secret` behind it. */
  open(apiKey: string, holdings: Partial<AccountHoldings> = {}): FakeAccount {
    const account: FakeAccount = {
      secret: `${apiKey}-secret`,
      holdings: {
        asOf: new Date(0),
        holdings: [],
        wallets: [{ wallet: 'spot', equityUsd: null }],
        notIncluded: [],
        warnings: [],
        positionMode: 'one_way',
        ...holdings,
      },
      key: { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null },
      failure: null,
      hold: null,
      leverage: {},
      watches: new Set(),
      watchFailure: null,
    }
    this.accounts.set(apiKey, account)
    return account
  }

  list(): ExchangeInfo[] {
    return this.infos
  }

  find(idOrName: string): ExchangeInfo | null {
    const wanted = idOrName.trim().toLowerCase()
    return this.infos.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted) ?? null
  }

  async verify(connection: Connection, signal: AbortSignal): Promise<KeyInfo> {
    return (await this.enter('verify', connection, signal)).key
  }

  /** What the keys of main accounts list, by key. */
  readonly owned = new Map<string, SubAccount[]>()

  async subAccounts(connection: Connection, signal: AbortSignal): Promise<SubAccount[] | null> {
    await this.enter('subAccounts', connection, signal)
    return this.owned.get(connection.credentials.apiKey ?? '') ?? null
  }

  async fetchHoldings(connection: Connection, signal: AbortSignal): Promise<AccountHoldings> {
    const asOf = this.now()
    const account = await this.enter('fetchHoldings', connection, signal)
    return { ...account.holdings, asOf }
  }

  async record(connection: Connection, signal: AbortSignal): Promise<Recorded> {
    const account = await this.enter('record', connection, signal)
    return { holdings: { ...account.holdings, asOf: this.now() }, failure: null, calls: [], markets: [], marketOptions: {} }
  }

  async prices(_exchange: string, codes: readonly string[], _signal: AbortSignal): Promise<ReadonlyMap<string, Price>> {
    const prices = new Map<string, Price>()
    for (const code of codes) {
      const usd = this.usd.get(code)
      if (usd !== undefined) prices.set(code, { usd, route: `${code}-USD`, asOf: this.now() })
    }
    return prices
  }

  async setLeverage(
    connection: Connection,
    input: { pair: string; leverage: string; marginMode: 'cross' | 'isolated' },
    signal: AbortSignal,
  ): Promise<SetLeverageResult> {
    const account = await this.enter('setLeverage', connection, signal)
    const previousLeverage = account.leverage[input.pair] ?? null
    account.leverage[input.pair] = input.leverage
    return { pair: input.pair, leverage: input.leverage, previousLeverage }
  }

  ledgers(exchange: string): LedgersInfo {
    return this.flows.of(exchange)
  }

  async fetchFlows(
    connection: Connection,
    query: { ledger: string; from: Date; to: Date; cursor: string | null },
    signal: AbortSignal,
  ) {
    await this.enter('fetchFlows', connection, signal)
    return this.flows.page(connection.exchange, connection.credentials.apiKey ?? '', query)
  }

  async priceThen(exchange: string, code: string, at: Date): Promise<PriceThen> {
    this.calls.push(`priceThen ${exchange} ${code} ${at.toISOString()}`)
    const usd = this.usdThen.get(code)
    if (usd instanceof Error) throw usd
    if (usd === undefined) return { price: null, why: `No market leads from ${code} to USD.` }
    return { price: { usd, route: `${code}-USD`, asOf: at }, why: null }
  }

  async watch({ credentials }: Connection, listener: WatchListener, signal: AbortSignal): Promise<void> {
    this.watchesBegun.push(credentials.apiKey ?? '')
    const account = this.accounts.get(credentials.apiKey ?? '')
    if (!account) throw refused('exchange_credentials', 'The exchange does not know this key.', 'Invalid API-key.')
    if (account.watchFailure) throw account.watchFailure
    listener.connected()
    await new Promise<void>((resolve, reject) => {
      const watch = { ring: () => listener.changed(), fail: end }
      account.watches.add(watch)
      signal.addEventListener('abort', () => end(), { once: true })
      if (signal.aborted) end()
      function end(error?: DomainError) {
        account?.watches.delete(watch)
        if (error) reject(error)
        else resolve()
      }
    })
  }

  private async enter(verb: FakeVerb, { credentials, onAsked }: Connection, signal: AbortSignal): Promise<FakeAccount> {
    this.calls.push(`${verb} ${credentials.apiKey}`)
    onAsked?.([{ purpose: PURPOSES[verb], question: `GET api.example.com/${verb}`, outcome: 'answered' }])
    const account = this.accounts.get(credentials.apiKey ?? '')
    if (!account) throw refused('exchange_credentials', 'The exchange does not know this key.', 'Invalid API-key.')
    if (account.hold) await Promise.race([account.hold, aborted(signal)])
    signal.throwIfAborted()
    if (account.failure) throw account.failure
    if (account.secret !== credentials.apiSecret) {
      throw refused('exchange_credentials', 'The exchange refuses the signature.', 'Signature for this request is not valid.')
    }
    return account
  }
}

function refused(code: ExchangeErrorCode, message: string, exchangeError: string): DomainError {
  return new DomainError(code, message, { exchangeError })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new DomainError('exchange_timeout', 'The exchange did not answer in time.'))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

/** The `DomainError` of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<DomainError> {
  const error = await call.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof DomainError) return error
  throw error
}
