/**
 * A client of the Accounts API as programs already have it: only the URL and the token are Ballast's. Answers are
 * handed back as they come.
 */
export class AccountsApi {
  private readonly baseUrl: string

  constructor(
    baseUrl: string,
    private readonly token: string,
  ) {
    this.baseUrl = baseUrl.replace(/\/+$/, '')
  }

  balances(options: { accountNames?: string[]; exchangeNames?: string[] } = {}): Promise<unknown> {
    const query = new URLSearchParams()
    for (const name of options.accountNames ?? []) query.append('account_names', name)
    if (options.exchangeNames) query.set('exchange_names', options.exchangeNames.join(','))
    return this.call('GET', `/api/balances/?${query}`)
  }

  cachedBalances(accountNames: string[] = []): Promise<unknown> {
    const query = new URLSearchParams({ account_names: JSON.stringify(accountNames) })
    return this.call('GET', `/api/sor/get_cached_account_balance/?${query}`)
  }

  accounts(includeArchived = false): Promise<unknown> {
    return this.call('GET', `/api/accounts/?include_archived=${includeArchived}`)
  }

  createAccount(fields: Record<string, unknown>): Promise<unknown> {
    return this.call('POST', '/api/accounts/', fields)
  }

  updateAccount(fields: Record<string, unknown>): Promise<unknown> {
    return this.call('PUT', '/api/accounts/', fields)
  }

  archiveAccount(name: string): Promise<unknown> {
    return this.call('DELETE', '/api/accounts/', { name })
  }

  setLeverage(accountIds: string[], pair: string, leverage: string): Promise<unknown> {
    return this.call('POST', '/api/set_leverage/', { account_ids: accountIds, pair, leverage })
  }

  /** @throws Error with the status and what the API says */
  private async call(method: string, path: string, body?: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(this.baseUrl + path, {
      method,
      // A redirect would turn a POST into a GET.
      redirect: 'error',
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body && { 'Content-Type': 'application/json; charset=utf-8' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return answer
    const said = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : answer
    throw new Error(`${response.status}: ${String(said)}`)
  }
}
