import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { AccountLine, AccountLinesView, DeskFreshness } from '@/server/domain/views'
import type { useTRPC, useTRPCClient } from '../trpc-provider'
import { pageAlive } from '../ui/arrivals'
import { BringTables } from './bring-tables'

/** Charts are drawn anew at most this often, however many accounts report. */
const HISTORY_MS = 30_000
/** An answer that takes longer is none: it is asked for again. */
const PATIENCE_MS = 20_000

/** Accounts that are named in one question: their ids stand in an address, which has its length. */
const AT_ONCE = 40

export interface Page {
  trpc: ReturnType<typeof useTRPC>
  client: ReturnType<typeof useTRPCClient>
  queryClient: QueryClient
  /** How fresh all active accounts are now, whatever the page shows. */
  onFreshness: (freshness: DeskFreshness) => void
}

/** How the newest comes into the cached views of a page. */
export class Bring {
  /** Accounts with an update that no cached view could take: what is loaded next may have been read before it. */
  private readonly missed = new Set<string>()
  private historyAt = 0

  private readonly tables: BringTables

  constructor(private readonly page: Page) {
    this.tables = new BringTables(page.queryClient, page.trpc.balances.assets.pathKey())
  }

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
   * Brings what is new of some accounts into every cached view that shows them, and asks for no more than those show: the
   * lines of these accounts where they stand on the page, the totals, and an account's assets where they are looked at.
   */
  async accounts(accountIds: readonly string[]): Promise<boolean> {
    const { trpc, client, queryClient, onFreshness } = this.page
    const options = { signal: AbortSignal.timeout(PATIENCE_MS) }
    const held = (queryKey: QueryKey) => queryClient.getQueryData(queryKey) !== undefined
    const summaryKey = trpc.overview.summary.queryKey()
    const inSummary = held(summaryKey)
    const opened = accountIds.filter((id) => held(trpc.balances.cached.queryKey({ accountIds: [id] })))
    const visited = accountIds.filter((id) => held(trpc.accounts.get.queryKey({ id })))
    const listed = this.listed(accountIds)
    const [freshness, summary, lines, cached, accounts, tablesRead, chosenRead] = await Promise.all([
      client.overview.freshness.query(undefined, options),
      inSummary ? client.overview.summary.query(undefined, options) : null,
      Promise.all(groups(listed).map((ids) => client.overview.linesOf.query({ accountIds: ids }, options))),
      Promise.all(opened.map((id) => client.balances.cached.query({ accountIds: [id] }, options))),
      Promise.all(visited.map((id) => client.accounts.get.query({ id }, options))),
      pageAlive().then(() => this.tables.renew()),
      pageAlive().then(() => this.readChosen()),
    ])
    if (summary) {
      // A reading that began before this one would put older totals in their place.
      await queryClient.cancelQueries({ queryKey: summaryKey })
      queryClient.setQueryData(summaryKey, summary)
    }
    this.putLines(lines.flat())
    for (const account of accounts) queryClient.setQueryData(trpc.accounts.get.queryKey({ id: account.id }), account)
    for (const [at, id] of opened.entries()) {
      queryClient.setQueryData(trpc.balances.cached.queryKey({ accountIds: [id] }), cached[at])
    }
    const inView = inSummary || this.tables.held()
    for (const id of accountIds) if (!inView && !opened.includes(id)) this.missed.add(id)
    onFreshness(freshness)
    const drawAnew = Date.now() - this.historyAt >= HISTORY_MS
    if (drawAnew) this.historyAt = Date.now()
    const courses = [trpc.history.pathKey(), trpc.overview.changes.pathKey(), trpc.performance.pathKey()]
    const whole = [
      trpc.overview.exposure.pathKey(),
      trpc.overview.attention.pathKey(),
      trpc.accounts.list.pathKey(),
      trpc.accounts.table.pathKey(),
      trpc.tags.sums.pathKey(),
      trpc.tags.get.pathKey(),
    ]
    void Promise.all([
      ...accountIds.map((id) => queryClient.invalidateQueries({ queryKey: trpc.accounts.refreshes.queryKey({ id }) })),
      ...whole.map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ...courses.map((queryKey) => queryClient.invalidateQueries({ queryKey, refetchType: drawAnew ? 'active' : 'none' })),
    ])
    return tablesRead && chosenRead
  }

  /**
   * Reads windows again whose sums, states or order follow what was read of any account.
   * @returns false where one could not be read
   */
  private async readChosen(): Promise<boolean> {
    const { trpc, queryClient } = this.page
    const moved = new Set(
      this.windows()
        .filter(([, window]) => window !== undefined && (window.from === 0 || window.moves))
        .map(([queryKey]) => hashKey(queryKey)),
    )
    const inSight = {
      queryKey: trpc.overview.lines.pathKey(),
      type: 'active',
      predicate: ({ queryHash }: Query) => moved.has(queryHash),
    } as const
    await queryClient.refetchQueries(inSight)
    return !queryClient
      .getQueryCache()
      .findAll(inSight)
      .some(({ state }) => state.status === 'error')
  }

  /** Those of the accounts that a line on the page shows. */
  private listed(accountIds: readonly string[]): string[] {
    const shown = new Set<string>()
    for (const [, lines] of this.windows()) for (const { account } of lines?.first ?? []) shown.add(account.id)
    return accountIds.filter((id) => shown.has(id))
  }

  private windows() {
    const { trpc, queryClient } = this.page
    return queryClient.getQueriesData<AccountLinesView>({ queryKey: trpc.overview.lines.pathKey() })
  }

  private putLines(lines: readonly AccountLine[]): void {
    const fresh = new Map(lines.map((line) => [line.account.id, line]))
    for (const [queryKey, window] of this.windows()) {
      if (!window?.first.some(({ account }) => fresh.has(account.id))) continue
      const first = window.first.map((line) => ({ ...newerLine(line, fresh.get(line.account.id)), group: line.group }))
      this.page.queryClient.setQueryData(queryKey, { ...window, first })
    }
  }

  /** Reads everything again that the page shows. @returns false where figures of accounts could not be read */
  async everything(): Promise<boolean> {
    const { trpc, client, queryClient, onFreshness } = this.page
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const late = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const asked = client.overview.freshness.query(undefined, { signal }).then(onFreshness)
    const read = pageAlive().then(() => queryClient.invalidateQueries())
    await Promise.all([asked, Promise.race([read, late])])
    if (!this.tables.areCurrent()) return false
    return ![trpc.overview, trpc.balances.cached, trpc.accounts.list, trpc.accounts.table, trpc.accounts.get].some((shown) =>
      queryClient
        .getQueryCache()
        .findAll({ queryKey: shown.pathKey(), type: 'active' })
        .some(({ state }) => state.isInvalidated || state.status === 'error'),
    )
  }
}

/** Two answers may cross on the way: the newer snapshot stays, with what is newest of the account. */
function newerLine(shown: AccountLine, fresh: AccountLine | undefined): AccountLine {
  if (!fresh) return shown
  const { figures } = shown
  return figures && (fresh.figures === null || fresh.figures.asOf < figures.asOf) ? shown : fresh
}

function groups(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
}
