import type { QueryClient } from '@tanstack/react-query'
import type { AccountView } from '@/server/domain/views'
import type { useTRPC, useTRPCClient } from '../trpc-provider'
import { pageAlive } from '../ui/arrivals'
import { withFresh } from './apply-fresh'

/** Charts are drawn anew at most this often, however many accounts report. */
const HISTORY_MS = 30_000
/** An answer that takes longer is none: it is asked for again. */
const PATIENCE_MS = 20_000

export interface Page {
  trpc: ReturnType<typeof useTRPC>
  client: ReturnType<typeof useTRPCClient>
  queryClient: QueryClient
  /** All active accounts as they are now, whatever the page shows. */
  onAccounts: (accounts: readonly AccountView[]) => void
}

/** How the newest comes into the cached views of a page. */
export class Bring {
  /** Accounts with an update that no cached view could take: what is loaded next may have been read before it. */
  private readonly missed = new Set<string>()
  private historyAt = 0

  constructor(private readonly page: Page) {}

  /** Calls with the accounts that were missed as soon as a view is there that may lack them. @returns what ends that */
  onLateView(changed: (accountIds: Iterable<string>) => void): () => void {
    const loaded = new WeakSet<object>()
    return this.page.queryClient.getQueryCache().subscribe(({ query }) => {
      if (query.state.data === undefined || loaded.has(query)) return
      loaded.add(query)
      if (this.missed.size === 0) return
      changed([...this.missed])
      this.missed.clear()
    })
  }

  /**
   * Brings the newest snapshots of some accounts into every cached view that shows them: asks for those accounts alone, and
   * computes the totals anew here instead of loading everything.
   */
  async accounts(accountIds: readonly string[]): Promise<boolean> {
    const { trpc, client, queryClient, onAccounts } = this.page
    const options = { signal: AbortSignal.timeout(PATIENCE_MS) }
    const [accounts, fresh] = await Promise.all([
      client.accounts.list.query({}, options),
      client.balances.cached.query({ accountIds: [...accountIds] }, options),
      pageAlive(),
    ])
    queryClient.setQueryData(trpc.balances.overview.queryKey(), (before) => before && withFresh(before, accounts, fresh))
    queryClient.setQueryData(trpc.accounts.list.queryKey({}), accounts)
    const inOverview = queryClient.getQueryData(trpc.balances.overview.queryKey()) !== undefined
    for (const id of accountIds) {
      const account = accounts.find((candidate) => candidate.id === id)
      const one = { accountIds: [id] }
      if (!inOverview && queryClient.getQueryData(trpc.balances.cached.queryKey(one)) === undefined) this.missed.add(id)
      if (account) queryClient.setQueryData(trpc.accounts.get.queryKey({ id }), (before) => before && account)
      queryClient.setQueryData(
        trpc.balances.cached.queryKey(one),
        (before) =>
          before && {
            balances: fresh.balances.filter(({ accountId }) => accountId === id),
            errors: fresh.errors.filter(({ accountId }) => accountId === id),
          },
      )
    }
    onAccounts(accounts)
    const drawAnew = Date.now() - this.historyAt >= HISTORY_MS
    if (drawAnew) this.historyAt = Date.now()
    void Promise.all([
      ...accountIds.map((id) => queryClient.invalidateQueries({ queryKey: trpc.accounts.refreshes.queryKey({ id }) })),
      queryClient.invalidateQueries({ queryKey: trpc.accounts.list.queryKey({ includeArchived: true }) }),
      queryClient.invalidateQueries({ queryKey: trpc.history.pathKey(), refetchType: drawAnew ? 'active' : 'none' }),
    ])
    return true
  }

  /** Reads everything again that the page shows. @returns false where figures of accounts could not be read */
  async everything(): Promise<boolean> {
    const { trpc, client, queryClient, onAccounts } = this.page
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const late = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const asked = client.accounts.list.query({}, { signal }).then(onAccounts)
    const read = pageAlive().then(() => queryClient.invalidateQueries())
    await Promise.all([asked, Promise.race([read, late])])
    return ![trpc.balances.overview, trpc.balances.cached, trpc.accounts.list, trpc.accounts.get].some((shown) =>
      queryClient
        .getQueryCache()
        .findAll({ queryKey: shown.pathKey(), type: 'active' })
        .some(({ state }) => state.isInvalidated || state.status === 'error'),
    )
  }
}
