import pLimit, { type LimitFunction } from 'p-limit'
import type { Db } from '@/db/client'
import type { ExchangePause } from '@/db/queries/exchange-pauses'
import type { ServiceContext } from '@/server/context'
import { type LimitedAccount, mindRefusal, refuseWhileLimited } from './exchange-limits'

/**
 * Readings of one exchange that this process has under way at a time: what bounds its memory and connections. How much an
 * exchange takes is another matter, which its own limits decide (`server/exchanges/budget`).
 */
export const READINGS_AT_A_TIME = 64

const queues = new WeakMap<Db, Map<string, LimitFunction>>()

function queueOf(db: Db, name: string): LimitFunction {
  const own = queues.get(db) ?? new Map<string, LimitFunction>()
  queues.set(db, own)
  const queue = own.get(name) ?? pLimit(READINGS_AT_A_TIME)
  own.set(name, queue)
  return queue
}

/**
 * Runs calls to an account's exchange: so many at a time in this process, none while the exchange wants none for the
 * account or from our address. Within that they wait for what the exchange allows, whichever process asks. A refusal for
 * too many calls is minded by every process. Those that somebody waits for are not behind scheduled ones.
 * @throws DomainError `exchange_rate_limit`, the signal's reason, and whatever `work` throws
 */
export async function withExchangeSlot<T>(
  ctx: ServiceContext,
  account: LimitedAccount,
  signal: AbortSignal,
  work: () => Promise<T>,
  /** Exchanges that want no calls, where that was just asked. */
  pauses: readonly ExchangePause[] | null = null,
): Promise<T> {
  await refuseWhileLimited(ctx, account, pauses)
  const scheduled = ctx.actor.kind === 'system' && !ctx.actor.awaited
  return queueOf(
    ctx.db.whole,
    `${scheduled ? 'scheduled' : 'live'}:${account.exchange}`,
  )(async () => {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      await mindRefusal(ctx, account, error)
      throw error
    }
  })
}
