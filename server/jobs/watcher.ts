import { advisoryLocks } from '@/db/locks'
import type { WatchedAccount } from '@/db/queries/watched-accounts'
import { describeCause } from '../cause'
import type { Deps, ServiceContext } from '../context'
import { nextAfterFailure } from '../domain/refresh-schedule'
import { DomainError } from '../errors'
import { waitAfter } from '../services/balances/exchange-limits'
import { findWatchedAccounts, refreshChanged, watchAccount } from '../services/balances/watch'
import { Bell } from './bell'
import { sleep } from './sleep'

/** How often open pages are looked for. */
const TICK_MS = 1000
/** How often a lease is asked for that another worker holds, and one's own is looked after. */
const LEASE_MS = 5000
/** New watches of one exchange a tick: each is a few calls and connections from our address. */
const STARTS_A_TICK = 2
/** Watches of one exchange in one worker; Binance takes 300 connections in five minutes, of which a watch needs three. */
const MOST_PER_EXCHANGE = 50
/** The first pause after a failure; it doubles up to a quarter of an hour. */
const FIRST_PAUSE_SECONDS = 2
/** A connection that lived so long was a good one. */
const HEALTHY_MS = 60_000

interface Watch extends WatchedAccount {
  ending: AbortController
  done: Promise<void>
  /** When the lease is looked at next. */
  checkAt: number
}

/**
 * Watches the accounts of people with an open page over their exchanges' websockets. What it hears only rings for a
 * reading like any other; where it hears nothing, or fails, the schedule goes on as if it were not there.
 */
export class Watcher {
  private readonly watches = new Map<string, Watch>()
  /** Accounts whose lease another worker had, and when to ask again. */
  private readonly elsewhere = new Map<string, number>()
  /** Accounts whose failure was told: once, until they were watched well. */
  private readonly told = new Set<string>()
  private readonly ticking: Promise<void>

  constructor(
    private readonly deps: Deps,
    /** The worker's own, which readings under way listen to. */
    private readonly signal: AbortSignal,
    private readonly options: { tickMs?: number; leaseMs?: number; firstPauseSeconds?: number } = {},
  ) {
    this.ticking = this.run()
  }

  /** Resolves when the signal was aborted and nothing of it is left. */
  async ended(): Promise<void> {
    await this.ticking
    await Promise.all([...this.watches.values()].map(({ done }) => done))
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        await this.tick(await findWatchedAccounts(this.deps))
      } catch (error) {
        // The schedule, which needs the same database, tells of it where people look.
        this.deps.log.debug({ cause: describeCause(error) }, 'could not look for open pages')
      }
      await sleep(this.options.tickMs ?? TICK_MS, this.signal)
    }
  }

  private async tick(wanted: readonly WatchedAccount[]): Promise<void> {
    const now = performance.now()
    const byId = new Map(wanted.map((account) => [account.accountId, account]))
    for (const watch of this.watches.values()) {
      if (byId.get(watch.accountId)?.keyVersion !== watch.keyVersion || !(await this.stillOurs(watch, now))) watch.ending.abort()
    }
    for (const [id, askAgainAt] of this.elsewhere) if (askAgainAt <= now) this.elsewhere.delete(id)
    const starts = new Map<string, number>()
    for (const account of wanted) {
      const { accountId, exchange, paused } = account
      if (paused || this.watches.has(accountId) || this.elsewhere.has(accountId) || this.signal.aborted) continue
      const started = starts.get(exchange) ?? 0
      if (started >= STARTS_A_TICK || this.countOf(exchange) >= MOST_PER_EXCHANGE) continue
      if (await advisoryLocks(this.deps.db).tryLock(leaseOf(accountId))) {
        starts.set(exchange, started + 1)
        this.begin(account)
      } else this.elsewhere.set(accountId, now + this.leaseMs * (0.5 + Math.random()))
    }
  }

  private get leaseMs(): number {
    return this.options.leaseMs ?? LEASE_MS
  }

  private countOf(exchange: string): number {
    return [...this.watches.values()].filter((watch) => watch.exchange === exchange).length
  }

  /** A lease goes with the connection that holds it; another worker may have it since. */
  private async stillOurs(watch: Watch, now: number): Promise<boolean> {
    if (watch.checkAt > now) return true
    watch.checkAt = now + this.leaseMs
    return advisoryLocks(this.deps.db).holds(leaseOf(watch.accountId))
  }

  private begin(account: WatchedAccount): void {
    const ending = new AbortController()
    const end = () => ending.abort()
    this.signal.addEventListener('abort', end, { once: true })
    const done = this.keepWatching(account, ending.signal)
      .catch((error: unknown) => this.deps.log.error({ cause: describeCause(error) }, 'a watch ended'))
      .finally(async () => {
        this.signal.removeEventListener('abort', end)
        await advisoryLocks(this.deps.db).unlock(leaseOf(account.accountId))
        this.watches.delete(account.accountId)
      })
    this.watches.set(account.accountId, { ...account, ending, done, checkAt: performance.now() + this.leaseMs })
    if (this.signal.aborted) end()
  }

  /** Connects again after each failure, later and later, until the signal. */
  private async keepWatching({ accountId, deskId, exchange }: WatchedAccount, signal: AbortSignal): Promise<void> {
    const { log } = this.deps
    // Readings end with the worker only: others may have joined them.
    const ctx: ServiceContext = { ...this.deps, deskId, actor: { kind: 'system', awaited: true }, signal: this.signal }
    const bell = new Bell((rangAt) => refreshChanged(ctx, accountId, rangAt), {
      signal,
      now: this.deps.now,
      failed: (error) => log.warn({ accountId, cause: describeCause(error) }, 'could not read a changed account'),
    })
    let failures = 0
    while (!signal.aborted) {
      const began = performance.now()
      let heard = false
      const listener = {
        changed: () => {
          heard = true
          bell.ring()
        },
        connected: () => {
          // What happened while there was no connection was not told.
          if (failures > 0) bell.ring()
        },
      }
      const failure = await watchAccount(ctx, accountId, listener, signal).then(
        () => null,
        (error: unknown) => error,
      )
      if (signal.aborted) break
      if (heard || performance.now() - began > HEALTHY_MS) {
        failures = 0
        this.told.delete(accountId)
      }
      failures += 1
      const pauseMs = this.pauseAfter(failure, failures)
      const told = this.told.has(accountId)
      this.told.add(accountId)
      const about = { accountId, exchange, cause: describeCause(failure), pauseMs: Math.round(pauseMs) }
      log[told ? 'debug' : 'warn'](about, 'an account cannot be watched for now; it is read on its interval')
      await sleep(pauseMs, signal)
    }
    await bell.quiet()
  }

  private pauseAfter(cause: unknown, failures: number): number {
    const error = cause instanceof DomainError ? cause : new DomainError('exchange_unknown', '')
    const intervalSeconds = this.options.firstPauseSeconds ?? FIRST_PAUSE_SECONDS
    const now = new Date()
    const failure = { code: error.code, failures, intervalSeconds, retryAfterSeconds: waitAfter(error) }
    return nextAfterFailure(failure, now).getTime() - now.getTime()
  }
}

function leaseOf(accountId: string): string {
  return `watch:${accountId}`
}
