import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

/** A table over all accounts is read anew at most this often, however many of them report. */
const TABLE_MS = 1000

/** How what is new comes into long tables: the lines in sight are read again, where they stand. */
export class BringTables {
  private readAt = 0

  /** @param key of all that is asked for tables */
  constructor(
    private readonly queryClient: QueryClient,
    private readonly key: QueryKey,
  ) {}

  /** Whether the tab holds a table, in sight or not. */
  held(): boolean {
    return this.tables().some(({ state }) => state.data !== undefined)
  }

  /** Reads tables in sight again; those that are not will be when they come. @returns false where one could not be read */
  async renew(): Promise<boolean> {
    if (this.tables().length === 0) return true
    const wait = this.readAt + TABLE_MS - Date.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    this.readAt = Date.now()
    await this.queryClient.invalidateQueries({ queryKey: this.key })
    return this.areCurrent()
  }

  /** Whether no table in sight lacks what was heard of. */
  areCurrent(): boolean {
    return !this.tables().some((query) => query.isActive() && (query.state.isInvalidated || query.state.status === 'error'))
  }

  /** Without the pages that belong to lines which were read before: they are left behind with them. */
  private tables(): Query[] {
    return this.queryClient
      .getQueryCache()
      .findAll({ queryKey: this.key })
      .filter((query) => !query.isStatic())
  }
}
