import { setTimeout as pause } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Db } from '@/db/client'
import { advisoryLocks } from '@/db/locks'
import type { ServiceContext } from '@/server/context'
import { egressOf, type LimitedAccount, mindRefusal, refuseWhileLimited } from './exchange-limits'

/** Scheduled readings of one exchange at a time from one address, over all processes behind it. */
export const SLOTS_PER_EXCHANGE = 8
/** The same for readings that somebody waits for: all accounts of a person side by side. */
export const LIVE_SLOTS_PER_EXCHANGE = 64
/** Pause between two looks for a free slot, ±50 %. */
const LOOK_AGAIN_MS = 100

const queues = new WeakMap<Db, Map<string, LimitFunction>>()

/** Those of this process wait for each other in a queue; only for other processes' places one has to look again. */
function queueOf(db: Db, name: string, places: number): LimitFunction {
  const own = queues.get(db) ?? new Map<string, LimitFunction>()
  queues.set(db, own)
  const queue = own.get(name) ?? pLimit(places)
  own.set(name, queue)
  return queue
}

/** Waits for one of the exchange's places. @throws the signal's reason */
async function takePlace(ctx: ServiceContext, name: string, places: number, signal: AbortSignal): Promise<number> {
  const locks = advisoryLocks(ctx.db)
  for (;;) {
    signal.throwIfAborted()
    const place = await locks.tryPlace(name, places)
    if (place !== null) return place
    await pause(LOOK_AGAIN_MS * (0.5 + Math.random()), undefined, { signal }).catch(() => {})
  }
}

/**
 * Runs calls to an account's exchange when their turn has come: so many at a time from one address, none while the
 * exchange wants none for the account or from the address. A refusal for too many calls is minded by every process.
 * @throws DomainError `exchange_rate_limit`, and whatever `work` throws
 */
export async function withExchangeSlot<T>(
  ctx: ServiceContext,
  account: LimitedAccount,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  await refuseWhileLimited(ctx, account)
  const scheduled = ctx.actor.kind === 'system' && !ctx.actor.awaited
  const name = `slots:${scheduled ? 'scheduled' : 'live'}:${account.exchange}:${egressOf(ctx)}`
  const places = scheduled ? SLOTS_PER_EXCHANGE : LIVE_SLOTS_PER_EXCHANGE
  return queueOf(ctx.db, name, places)(() => inPlace(ctx, { account, name, places }, signal, work))
}

async function inPlace<T>(
  ctx: ServiceContext,
  { account, name, places }: { account: LimitedAccount; name: string; places: number },
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const place = await takePlace(ctx, name, places, signal)
  try {
    return await work()
  } catch (error) {
    await mindRefusal(ctx, account, error)
    throw error
  } finally {
    await advisoryLocks(ctx.db)
      .leavePlace(name, place)
      .catch(() => {})
  }
}
