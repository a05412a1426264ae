import { setTimeout as pause } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Db } from '@/db/client'
import { advisoryLocks } from '@/db/locks'
import { pausedExchanges, pauseExchange } from '@/db/queries/exchange-pauses'
import type { Deps, ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'

/** Scheduled readings of one exchange at a time from one address, over all processes behind it. */
export const SLOTS_PER_EXCHANGE = 8
/** The same for readings that somebody waits for: all accounts of a person side by side. */
export const LIVE_SLOTS_PER_EXCHANGE = 64
/** Pause between two looks for a free slot, ±50 %. */
const LOOK_AGAIN_MS = 100
/** Pause after a refusal for too many calls, where the exchange names none. */
const DEFAULT_PAUSE_SECONDS = 60

/** Name of the address that this process calls exchanges from; processes behind one address share their limits. */
export function egressOf(ctx: Pick<Deps, 'egress'>): string {
  return ctx.egress ?? 'default'
}

/** A refusal for too many calls is noted for every process behind this address; other failures are none of it. */
export async function mindRefusal(ctx: Deps, exchange: string, error: unknown): Promise<void> {
  if (!(error instanceof DomainError) || error.code !== 'exchange_rate_limit') return
  const until = new Date(ctx.now().getTime() + (error.retryAfterSeconds ?? DEFAULT_PAUSE_SECONDS) * 1000)
  const reason = error.exchangeError ?? error.message
  await ctx.db.asSystem((tx) => pauseExchange(tx, egressOf(ctx), { exchange, until, reason }))
}

/** True while the exchange wants no calls from this address. */
export async function isPaused(ctx: Deps, exchange: string): Promise<boolean> {
  const paused = await ctx.db.asSystem((tx) => pausedExchanges(tx, egressOf(ctx), ctx.now()))
  return paused.some((candidate) => candidate.exchange === exchange)
}

/** @throws DomainError `exchange_rate_limit` while the exchange wants no calls from this address */
async function refuseWhilePaused(ctx: ServiceContext, exchange: string): Promise<void> {
  const now = ctx.now()
  const paused = await ctx.db.asSystem((tx) => pausedExchanges(tx, egressOf(ctx), now))
  const found = paused.find((candidate) => candidate.exchange === exchange)
  if (!found) return
  const seconds = Math.ceil((found.until.getTime() - now.getTime()) / 1000)
  throw new DomainError('exchange_rate_limit', `The exchange wants no calls for another ${seconds} seconds.`, {
    retryAfterSeconds: seconds,
    exchangeError: found.reason,
  })
}

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
 * Runs calls to an exchange when their turn has come: so many at a time from one address, none
 * while the exchange wants none. A refusal for too many calls (429, 418, Retry-After) is minded by every process.
 * @throws DomainError `exchange_rate_limit`, and whatever `work` throws
 */
export async function withExchangeSlot<T>(
  ctx: ServiceContext,
  exchange: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  await refuseWhilePaused(ctx, exchange)
  const scheduled = ctx.actor.kind === 'system' && !ctx.actor.awaited
  const name = `slots:${scheduled ? 'scheduled' : 'live'}:${exchange}:${egressOf(ctx)}`
  const places = scheduled ? SLOTS_PER_EXCHANGE : LIVE_SLOTS_PER_EXCHANGE
  return queueOf(ctx.db, name, places)(() => inPlace(ctx, { exchange, name, places }, signal, work))
}

async function inPlace<T>(
  ctx: ServiceContext,
  { exchange, name, places }: { exchange: string; name: string; places: number },
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const place = await takePlace(ctx, name, places, signal)
  try {
    return await work()
  } catch (error) {
    await mindRefusal(ctx, exchange, error)
    throw error
  } finally {
    await advisoryLocks(ctx.db)
      .leavePlace(name, place)
      .catch(() => {})
  }
}
