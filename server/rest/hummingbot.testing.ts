/**
 * What hummingbot-api's public Python client (hummingbot-api-client 1.5.1) asks and makes of the answers, re-stated from its
 * documentation: a base URL, a user name and a password, and additions that take each `value` for a number.
 */

type Names = string[] | undefined

export interface HummingbotBalances {
  [account: string]: { [connector: string]: { token: string; units: number; value: number; price: number }[] }
}

export class HummingbotError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export class HummingbotClient {
  readonly #authorization: string

  constructor(
    private readonly baseUrl: string,
    username: string,
    password: string,
    private readonly send: (request: Request) => Promise<Response> = fetch,
  ) {
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  }

  listAccounts = () => this.#ask('GET', '/accounts/')
  // As the client builds it: the name as it is, what an address cannot hold made fit by the HTTP library.
  listAccountCredentials = (name: string) => this.#ask('GET', `/accounts/${encodeURI(name)}/credentials`)
  listConnectors = () => this.#ask('GET', '/connectors/')
  getHistory = (body: Record<string, unknown> = {}) => this.#ask('POST', '/portfolio/history', { limit: 100, ...body })
  getDistribution = (accounts?: Names) =>
    this.#ask('POST', '/portfolio/distribution', accounts ? { account_names: accounts } : {})
  getAccountsDistribution = () => this.#ask('GET', '/portfolio/accounts-distribution')
  getPositions = (body: Record<string, unknown> = {}) => this.#ask('POST', '/trading/positions', { limit: 50, ...body })
  searchOrders = () => this.#ask('POST', '/trading/orders/search', { limit: 50 })

  async getState(accounts?: Names, connectors?: Names, refresh = false): Promise<HummingbotBalances> {
    return (await this.#ask('POST', '/portfolio/state', {
      ...(accounts && { account_names: accounts }),
      ...(connectors && { connector_names: connectors }),
      ...(refresh && { refresh }),
    })) as HummingbotBalances
  }

  /** Adds as Python does: a word is no number. @throws TypeError */
  async getTotalValue(account?: string): Promise<number> {
    const state = await this.getState(account === undefined ? undefined : [account])
    let total = 0
    for (const connectors of Object.values(state)) {
      for (const balance of Object.values(connectors).flat()) {
        if (typeof balance.value !== 'number') throw new TypeError(`${typeof balance.value} is no number`)
        total += balance.value
      }
    }
    return total
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await this.send(
      new Request(`${this.baseUrl}${path}`, {
        method,
        headers: {
          authorization: this.#authorization,
          accept: '*/*',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    const answer: unknown = await response.json()
    if (response.ok) return answer
    const { detail, message, error } = answer as Record<string, unknown>
    throw new HummingbotError(response.status, String(detail ?? message ?? error ?? JSON.stringify(answer)))
  }
}
