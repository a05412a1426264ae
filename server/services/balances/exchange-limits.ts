import { type AccountRow, limitAccount } from '@/db/queries/accounts'
import { pausedExchanges, pauseExchange } from '@/db/queries/exchange-pauses'
import type { Deps, ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'

/** Wait after a refusal for too many calls, where the exchange names none: all of an address's calls, or one account's. */
const DEFAULT_WAIT_SECONDS = { address: 60, account: 10 } as const

/** What is looked at, and changed, when an account's exchange limits us. */
export type LimitedAccount = Pick<AccountRow, 'id' | 'exchange' | 'limitedUntil'>

/** Name of the address that this process calls exchanges from; processes behind one address share their limits. */
export function egressOf(ctx: Pick<Deps, 'egress'>): string {
  return ctx.egress ?? 'default'
}

/** Seconds before which a call that failed may not be made again; undefined where nobody said so. */
export function waitAfter({ code, limitScope, retryAfterSeconds }: DomainError): number | undefined {
  return retryAfterSeconds ?? (code === 'exchange_rate_limit' ? DEFAULT_WAIT_SECONDS[limitScope ?? 'address'] : undefined)
}

/**
 * Notes a refusal for too many calls. Where the exchange counted the account's calls, that account waits and no other;
 * where it counted all of our address (or does not say), every process behind this address leaves the exchange alone.
 * Other failures are none of it.
 */
export async function mindRefusal(ctx: ServiceContext, account: LimitedAccount, error: unknown): Promise<void> {
  if (!(error instanceof DomainError) || error.code !== 'exchange_rate_limit') return
  const until = new Date(ctx.now().getTime() + (waitAfter(error) ?? 0) * 1000)
  if (error.limitScope === 'account') {
    await ctx.db.asUser(ctx.userId, (tx) => limitAccount(tx, ctx.userId, account.id, until))
    return
  }
  const reason = error.exchangeError ?? error.message
  await ctx.db.asSystem((tx) => pauseExchange(tx, egressOf(ctx), { exchange: account.exchange, until, reason }))
}

/** The refusal to call an exchange for an account that it limits by itself; null where it may be called. */
export function accountLimit(ctx: Pick<Deps, 'exchanges' | 'now'>, account: LimitedAccount): DomainError | null {
  const seconds = Math.ceil(((account.limitedUntil?.getTime() ?? 0) - ctx.now().getTime()) / 1000)
  if (seconds <= 0) return null
  const name = ctx.exchanges.find(account.exchange)?.name ?? 'The exchange'
  return new DomainError(
    'exchange_rate_limit',
    `${name} limits how often this account is asked and wants no calls for it for another ${seconds} seconds. Other accounts do not wait for it.`,
    { retryAfterSeconds: seconds, limitScope: 'account' },
  )
}

/** True while the exchange wants no calls from this address. */
export async function isPaused(ctx: Deps, exchange: string): Promise<boolean> {
  const paused = await ctx.db.asSystem((tx) => pausedExchanges(tx, egressOf(ctx), ctx.now()))
  return paused.some((candidate) => candidate.exchange === exchange)
}

/** @throws DomainError `exchange_rate_limit` while the exchange wants no calls for this account, or from this address */
export async function refuseWhileLimited(ctx: ServiceContext, account: LimitedAccount): Promise<void> {
  const limited = accountLimit(ctx, account)
  if (limited) throw limited
  const now = ctx.now()
  const paused = await ctx.db.asSystem((tx) => pausedExchanges(tx, egressOf(ctx), now))
  const found = paused.find((candidate) => candidate.exchange === account.exchange)
  if (!found) return
  const seconds = Math.ceil((found.until.getTime() - now.getTime()) / 1000)
  throw new DomainError('exchange_rate_limit', `The exchange wants no calls for another ${seconds} seconds.`, {
    retryAfterSeconds: seconds,
    limitScope: 'address',
    exchangeError: found.reason,
  })
}
