import { type AccountRow, limitAccount } from '@/db/queries/accounts'
import { type ExchangePause, pausedExchanges, pauseExchange } from '@/db/queries/exchange-pauses'
import type { Deps, ServiceContext } from '@/server/context'
import { DomainError, type DomainErrorDetails } from '@/server/errors'
import { type Sentence, sentence } from '../../language/sentence'

/** Wait after a refusal for too many calls, where the exchange names none: all of an address's calls, or one account's. */
const DEFAULT_WAIT_SECONDS = { address: 60, account: 10 } as const

/** What is looked at, and changed, when an account's exchange limits us; without an id while a key is only tried. */
export type LimitedAccount = Pick<AccountRow, 'exchange' | 'limitedUntil'> & { id: string | null }

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
  if (!(error instanceof DomainError) || error.code !== 'exchange_rate_limit' || error.unasked) return
  const notedAt = ctx.now()
  const until = new Date(notedAt.getTime() + (waitAfter(error) ?? 0) * 1000)
  if (error.limitScope === 'account') {
    const { id } = account
    if (id === null) return
    await ctx.db.asDesk(ctx.deskId, (tx) => limitAccount(tx, ctx.deskId, id, { until, notedAt }))
    return
  }
  const reason = error.exchangeError ?? error.message
  await ctx.db.asSystem((tx) => pauseExchange(tx, egressOf(ctx), { exchange: account.exchange, until, reason, notedAt }))
}

/** True while the exchange wants no calls from this address. */
export async function isPaused(ctx: Deps, exchange: string): Promise<boolean> {
  const paused = await ctx.db.asSystem((tx) => pausedExchanges(tx, egressOf(ctx), ctx.now()))
  return paused.some((candidate) => candidate.exchange === exchange)
}

/** Refusals of our own, and why in words that stay true while the time goes by. */
const reasons = new WeakMap<object, string>()

/** Why an exchange that wants no calls now was not asked; null for an error of a call that was made. */
export function reasonToWait(error: DomainError): string | null {
  return reasons.get(error) ?? (error.unasked ? error.message : null)
}

function refusal(reason: Sentence, until: Date, now: Date, details: DomainErrorDetails): DomainError {
  const retryAfterSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
  const message = sentence`${reason} It is tried again by itself, in ${retryAfterSeconds} seconds at the earliest.`
  const error = new DomainError('exchange_rate_limit', message, { ...details, retryAfterSeconds })
  reasons.set(error, String(sentence`${reason} It is tried again by itself.`))
  return error
}

/**
 * @throws DomainError `exchange_rate_limit` (with a `reasonToWait`) while the exchange wants no calls for this account, or
 * from this address
 */
export async function refuseWhileLimited(
  ctx: ServiceContext,
  { exchange, limitedUntil }: LimitedAccount,
  pauses: readonly ExchangePause[] | null = null,
): Promise<void> {
  const now = ctx.now()
  const name = ctx.exchanges.find(exchange)?.name ?? sentence`The exchange`
  if (limitedUntil && limitedUntil > now) {
    const reason = sentence`${name} limits how often this account is asked: too many requests with its keys. Other accounts do not wait for it.`
    throw refusal(reason, limitedUntil, now, { limitScope: 'account' })
  }
  const paused = pauses ?? (await ctx.db.asSystem((tx) => pausedExchanges(tx, egressOf(ctx), now)))
  const found = paused.find((candidate) => candidate.exchange === exchange)
  if (!found) return
  const reason = sentence`${name} asks this server to wait: too many requests from its address.`
  throw refusal(reason, found.until, now, { limitScope: 'address', exchangeError: found.reason })
}
