/** One websocket connection of a ccxt exchange. */
export interface CcxtSocket {
  /** Absent until it is dialled. */
  connection?: { terminate(): void }
  send(message: unknown): Promise<unknown>
  /** The promise of the next message of a name. */
  future(name: string): Promise<unknown>
}

/** What Ballast uses of a ccxt exchange instance. Unified results are parsed before use. */
export interface CcxtExchange {
  readonly id: string
  has: Record<string, unknown>
  requiredCredentials: Record<string, boolean>
  urls: Record<string, unknown>
  options: Record<string, unknown>
  markets: Record<string, unknown> | undefined
  /** All markets of an id. */
  markets_by_id: Record<string, unknown> | undefined
  loadMarkets(reload?: boolean, params?: Record<string, unknown>): Promise<unknown>
  setMarkets(markets: unknown, currencies?: unknown): unknown
  setMarketsFromExchange(source: CcxtExchange): unknown
  setSandboxMode(enabled: boolean): void
  safeCurrencyCode(currencyId: string): unknown
  parseJson(text: string): unknown
  sign(...args: unknown[]): unknown
  handleErrors(...args: unknown[]): unknown
  handleHttpStatusCode(...args: unknown[]): unknown
  /** Websocket connections by address. */
  clients: Record<string, CcxtSocket> | undefined
  httpAgent: unknown
  client(url: string): CcxtSocket
  onConnected(...args: unknown[]): unknown
  spawn(method: unknown, ...args: unknown[]): unknown
  delay(ms: number, method: unknown, ...args: unknown[]): unknown
  /** One HTTP call. */
  request(...args: unknown[]): Promise<unknown>
  /** Gives this instance the methods of one endpoint, once for each while it is built. */
  defineRestApiEndpoint(
    methodName: string,
    uppercaseMethod: string,
    lowercaseMethod: string,
    camelcaseMethod: string,
    path: string,
    paths: readonly string[],
    config?: unknown,
  ): void
  milliseconds(): number
  /** Writes values into a path's `{names}`. */
  implodeParams(path: string, params: Readonly<Record<string, unknown>>): string
  capitalize(text: string): string
  deepExtend(...values: unknown[]): unknown
  initThrottler(): void
  loadProxyModules(): Promise<unknown>
}

export type CcxtClass = new (config: Record<string, unknown>) => CcxtExchange
