import { z } from 'zod'
import type { NotIncluded, WalletType } from '../../domain/types'
import { DomainError, isPassing } from '../../errors'
import type { Said } from '../../language/sentence'
import type { Client } from '../ccxt/client'
import { type ErrorContext, permissionMissing, refusalWithin, senseless, toDomainError } from '../ccxt/errors'
import type { Expectations } from '../ccxt/expectations'
import type { Market, MarketBook } from '../ccxt/markets'
import type { MarketScope } from '../ccxt/masters'
import type { CredentialOptions, Credentials } from '../port'
import { issueOf, reason, unansweredPath } from './refusals'
import { type Unlisted, unlistedMarket } from './unlisted'

/** Parameters of a call; undefined ones are not sent. */
export type Params = Record<string, string | number | boolean | undefined>

export interface CallOptions {
  /** Whether an answer of the exchange itself is of the form that holds what was asked. */
  whole?: (answer: unknown) => boolean
}

export interface AccountApiOptions {
  client: Client
  context: ErrorContext
  sandbox: boolean
  options: CredentialOptions
  credentials: Credentials
  /** Resolves when the client has its markets; no answer is given before. Undefined where none is needed. */
  prepared?: Promise<unknown> | undefined
  /** The markets of this exchange; `refresh` asks for newer ones (a market that is not in them was just listed). */
  markets(scope: MarketScope, refresh: boolean): Promise<MarketBook>
  /** Absent where nothing may be asked ahead (a recording). */
  expectations?: Expectations | undefined
}

/**
 * What an adapter reads one account with. Calls are ccxt's implicit methods, so that each answer is the exchange's own
 * and amounts keep their digits.
 */
export class AccountApi {
  readonly notIncluded: NotIncluded[] = []
  readonly warnings: string[] = []
  /** As warnings, where equity itself may be another for it. */
  readonly doubts: string[] = []
  /** Calls that were answered. */
  #answered = 0
  /** Refusals of what may never be read with this key. */
  readonly #denied: DomainError[] = []

  constructor(private readonly api: AccountApiOptions) {}

  get sandbox(): boolean {
    return this.api.sandbox
  }

  /** The address whose account is read, where the exchange works by wallet. */
  get address(): string | undefined {
    return this.api.credentials.vaultAddress || this.api.credentials.walletAddress
  }

  /**
   * True when the user wants this wallet read; the first name is the wallet, the others are markets it serves.
   * `{default: true}` (or nothing) is all of them; with only some named, the others are off and named as not included.
   */
  wants(wallet: WalletType, ...serves: readonly string[]): boolean {
    const { options } = this.api
    const named = [wallet, ...serves].flatMap((name) => options[name] ?? [])
    const some = Object.entries(options).some(([name, on]) => on && MARKET_NAMES.has(name))
    const wanted = named.length > 0 ? named.includes(true) : (options.default ?? !some)
    if (!wanted) this.leaveOut(wallet, 'Switched off in the settings of this account.')
    return wanted
  }

  /**
   * Calls and parses; any failure is thrown as a `DomainError`. A list of arguments is for ccxt's unified methods, which
   * make something of any answer: `whole` tells whether one of the exchange's own is what it should be.
   */
  async call<T>(
    method: string,
    params: Params | readonly unknown[],
    schema: z.ZodType<T>,
    { whole }: CallOptions = {},
  ): Promise<T> {
    try {
      const [{ result: answer, answers }] = await Promise.all([
        this.api.client.callWithAnswers(method, ...argumentsOf(params)),
        this.api.prepared,
      ])
      for (const own of [answer, ...answers]) {
        const refused = refusalWithin(own, this.api.context)
        if (refused) throw refused
      }
      if (whole && !answers.some(whole)) throw senseless(this.api.context, null, new Error(`${method}: no answer of its form`))
      const parsed = schema.safeParse(answer)
      if (!parsed.success) throw senseless(this.api.context, null, new Error(`${method}: ${issueOf(parsed.error)}`))
      this.#answered += 1
      return parsed.data
    } catch (error) {
      throw toDomainError(error, this.api.context)
    }
  }

  /**
   * Reads a part of a wallet. Null when this key may never read it (noted as not included); a passing failure is
   * thrown and fails the whole account. Several methods are versions of one call: the next is tried only where a
   * recording holds no answer for the one before.
   */
  async ask<T>(
    wallet: WalletType,
    method: string | readonly string[],
    params: Params | readonly unknown[],
    schema: z.ZodType<T>,
    options: CallOptions = {},
  ): Promise<T | null> {
    return this.#tried(method, params, { schema, options }, (refusal) => this.#leftOut(wallet, refusal))
  }

  /** As `ask`; `none` where the exchange refuses it since there is nothing of it (`unopened`), which is named nowhere. */
  async askUnlessNone<T>(
    wallet: WalletType,
    method: string,
    params: Params | readonly unknown[],
    schema: z.ZodType<T>,
  ): Promise<T | 'none' | null> {
    let none = false
    const found = await this.#tried(method, params, { schema, options: {} }, (refusal) => {
      none = refusal.error.unopened === true
      if (!none) this.#leftOut(wallet, refusal)
    })
    return none ? 'none' : found
  }

  /**
   * Asks for something beside the balances (leverage settings, position mode). Null when it may not be read; where a
   * recording has no answer, it is named as not included.
   */
  async tell<T>(
    what: string,
    method: string | readonly string[],
    params: Params | readonly unknown[],
    schema: z.ZodType<T>,
  ): Promise<T | null> {
    return this.#tried(method, params, { schema, options: {} }, (refusal) => {
      if (refusal.path !== undefined) this.#note(what, `No recorded answer for ${refusal.path}.`)
    })
  }

  /**
   * Asks which of its kinds an account is, and reads it as that kind. Both at once where the last answer is known, since
   * the next is nearly always the same; when it is another, what was read is dropped with all its notes, and read anew.
   * @param ask gets an interface whose answers do not wait for the markets: the question is about none of them
   */
  async byKind<K extends string, T>(
    name: string,
    kinds: readonly K[],
    ask: (api: AccountApi) => Promise<K>,
    read: (api: AccountApi, kind: K) => Promise<T>,
  ): Promise<T> {
    const told = this.api.expectations?.get(name)
    const expected = kinds.find((kind) => kind === told)
    const trial = new AccountApi(this.api)
    const early = expected === undefined ? null : read(trial, expected)
    // Whether it matters that this failed is known when the kind is.
    early?.catch(() => undefined)
    const asked = new AccountApi({ ...this.api, prepared: undefined })
    const kind = await ask(asked)
    this.#take(asked)
    this.api.expectations?.set(name, kind)
    if (early === null || kind !== expected) return read(this, kind)
    const found = await early
    this.#take(trial)
    return found
  }

  /**
   * For lists that hardly ever change and are dear to ask for: asked for at the first reading of an account and at every
   * `every`th after it, and as it was told then in between. A recording holds the answer each time. What was refused (null)
   * is asked for again.
   */
  async seldom<T>(name: string, every: number, schema: z.ZodType<T>, ask: () => Promise<T | null>): Promise<T | null> {
    const memory = this.api.expectations
    const kept = Kept.safeParse(JSON.parse(memory?.get(name) ?? 'null'))
    const known = kept.success && kept.data.left > 0 ? schema.safeParse(kept.data.told) : null
    if (kept.success && known?.success) {
      memory?.set(name, JSON.stringify({ ...kept.data, left: kept.data.left - 1 }))
      return known.data
    }
    const told = await ask()
    if (told !== null) memory?.set(name, JSON.stringify({ left: every - 1, told }))
    return told
  }

  #take(other: AccountApi): void {
    for (const { wallet, reason, unopened } of other.notIncluded) this.#note(wallet, reason, unopened)
    this.warnings.push(...other.warnings)
    this.doubts.push(...other.doubts)
    this.#answered += other.#answered
    this.#denied.push(...other.#denied)
  }

  /** Names a wallet that is not read, with the reason; `unopened` where the exchange told that there is nothing of it. */
  leaveOut(wallet: WalletType, why: string, unopened = false): void {
    this.#note(wallet, why, unopened)
  }

  /**
   * The rows of all pages of a list; null where the first one may not be read. A row that was read already, by the
   * exchange's own id of it, is counted once; a page that only repeats ends the list with a note.
   * @throws DomainError for a list without end
   */
  async pages<P, R>(wallet: WalletType, first: Params, { read, rows, id, next }: Paged<P, R>): Promise<R[] | null> {
    const found: R[] = []
    const seen = new Set<string>()
    let params = first
    for (let count = 0; count < MAX_PAGES; count += 1) {
      const page = await read(params)
      if (page === null) return count === 0 ? null : found
      const all = rows(page)
      const whole = JSON.stringify(all)
      const fresh = seen.has(whole) ? [] : all.filter((row) => !seen.has(id(row) ?? ''))
      if (all.length > 0 && fresh.length === 0) {
        this.leaveOut(wallet, 'A page of its list only repeated what came before; whether more follows is not told.')
        return found
      }
      found.push(...fresh)
      for (const key of [whole, ...all.map(id)]) if (key) seen.add(key)
      const following = next(page, params)
      if (following === null) return found
      params = following
    }
    throw this.senseless('a list without end')
  }

  /**
   * A derivative by the exchange's id. Markets are loaded anew for one that is not known yet; one that is not listed then
   * either stands in for itself (`unlistedMarket`), so that a contract that was delisted fails nothing.
   */
  async contract(
    id: string,
    unlisted: Unlisted,
    test: (market: Market) => boolean = () => true,
    scope: MarketScope = 'main',
  ): Promise<Market> {
    return this.market(id, unlisted, (book) => book.contract(id, test), scope)
  }

  /** `contract` for exchanges whose ids are found in a way of their own. */
  async market(
    id: string,
    unlisted: Unlisted,
    find: (book: MarketBook) => Market | undefined,
    scope: MarketScope = 'main',
  ): Promise<Market> {
    const known = await this.markets(scope)
    const found = find(known)
    if (found) return found
    if (known.absent.has(id)) return unlistedMarket(id, unlisted)
    const newer = await this.markets(scope, true)
    const listed = find(newer)
    if (listed) return listed
    // The same book: it was too young to be loaded anew, and says nothing of what was just listed.
    if (newer !== known) newer.absent.add(id)
    return unlistedMarket(id, unlisted)
  }

  async markets(scope: MarketScope = 'main', refresh = false): Promise<MarketBook> {
    try {
      return await this.api.markets(scope, refresh)
    } catch (error) {
      throw toDomainError(error, this.api.context)
    }
  }

  /** ccxt's unified code of the exchange's currency id (`XBT` → `BTC`). */
  code(currencyId: string): string {
    const code = this.api.client.ccxt.safeCurrencyCode(currencyId)
    return typeof code === 'string' && code !== '' ? code : currencyId
  }

  /** One of ccxt's `options` of this exchange. */
  option(name: string): unknown {
    return this.api.client.ccxt.options[name]
  }

  /** ccxt's own structure of a market, for what `Market` leaves out. */
  structure(market: Market): unknown {
    return this.api.client.ccxt.markets?.[market.symbol]
  }

  /** True when the account can sign (wallet exchanges are read without). */
  get canSign(): boolean {
    return Boolean(this.api.credentials.privateKey)
  }

  /** The public half of the key, to find it among the keys that an exchange lists. */
  get apiKey(): string | undefined {
    return this.api.credentials.apiKey
  }

  /** The account's own number or name, where a key is told together with one. */
  get uid(): string | undefined {
    return this.api.credentials.uid || undefined
  }

  /** Which of the sub-accounts of the key's account is read; undefined: the account of the key. */
  get subAccount(): string | undefined {
    return this.api.credentials.subAccount || undefined
  }

  get vaultAddress(): string | undefined {
    return this.api.credentials.vaultAddress || undefined
  }

  /** True where ccxt has the unified method for this exchange. */
  can(method: string): boolean {
    const has = this.api.client.ccxt.has[method]
    return has === true || has === 'emulated'
  }

  /** An answer that parses but cannot be true. */
  senseless(what: string): DomainError {
    return senseless(this.api.context, what)
  }

  refused(message: Said): DomainError {
    return new DomainError('exchange_refused', message)
  }

  /**
   * When nothing at all could be read, the refusal that says most; null when something was. A key that is refused
   * everywhere is a bad key; one that is refused for one wallet only lacks a permission.
   */
  refusal(): DomainError | null {
    if (this.#answered > 0) return null
    const order = ['exchange_location', 'exchange_credentials', 'exchange_ip', 'exchange_permission', 'exchange_refused']
    return [...this.#denied].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))[0] ?? null
  }

  /** A refusal of the key by an exchange that answered to it just before is one of this call: a permission is missing. */
  judged(error: unknown): unknown {
    const refused = error instanceof DomainError && error.code === 'exchange_credentials' && this.#answered > 0
    return refused ? permissionMissing(this.api.context, error) : error
  }

  /** `judged` for what is asked apart from readings: a key that is refused there is refused for this alone. */
  refusedHere(error: unknown): unknown {
    const refused = error instanceof DomainError && error.code === 'exchange_credentials'
    return refused ? permissionMissing(this.api.context, error) : error
  }

  #leftOut(wallet: WalletType, { error, path }: { error: DomainError; path?: string }): void {
    if (path !== undefined) {
      this.#note(wallet, `No recorded answer for ${path}.`)
      return
    }
    this.#denied.push(error)
    this.#note(wallet, reason(error), error.unopened)
  }

  async #tried<T>(
    method: string | readonly string[],
    params: Params | readonly unknown[],
    { schema, options }: { schema: z.ZodType<T>; options: CallOptions },
    note: (refusal: { error: DomainError; path?: string }) => void,
  ): Promise<T | null> {
    const methods = typeof method === 'string' ? [method] : method
    let first: { error: DomainError; path: string } | null = null
    for (const name of methods) {
      try {
        return await this.call(name, params, schema, options)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        const path = unansweredPath(error)
        if (path === null) {
          if (isPassing(error.code) || error.code === 'exchange_blocked') throw error
          note({ error })
          return null
        }
        first ??= { error, path }
      }
    }
    if (first) note(first)
    return null
  }

  #note(wallet: WalletType, why: string, unopened = false): void {
    if (!this.notIncluded.some((known) => known.wallet === wallet && known.reason === why)) {
      this.notIncluded.push({ wallet, reason: why, ...(unopened && { unopened }) })
    }
  }
}

/** What `seldom` keeps: for how many readings more, and what was told. */
const Kept = z.object({ left: z.number(), told: z.unknown() })

/** Names in an account's options that choose markets; others are none of ours and choose nothing. */
const MARKET_NAMES: ReadonlySet<string> = new Set([
  'spot',
  'margin',
  'isolated_margin',
  'perp',
  'coinm',
  'future',
  'option',
  'unified',
  'funding',
  'earn',
])

/** How a list is read page by page. */
export interface Paged<P, R> {
  read(params: Params): Promise<P | null>
  rows(page: P): readonly R[]
  /** The exchange's own id of a row; null where it has none. */
  id(row: R): string | null
  /** The parameters of the following page, or null at the end. */
  next(page: P, params: Params): Params | null
}

/** Far above what an account can hold; a cursor that never ends must not hang a reading. */
const MAX_PAGES = 50

function argumentsOf(params: Params | readonly unknown[]): readonly unknown[] {
  if (Array.isArray(params)) return params
  return [Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))]
}
