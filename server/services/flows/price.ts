import {
  type CandlePrice,
  keepPrice,
  keptPrices,
  priceByCandles,
  priceByReadings,
  unpricedHours,
  type WantedHour,
  type WantedHours,
} from '@/db/queries/flow-prices'
import type { ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'

/** Entries looked at in one transaction. */
const BATCH = 500
/** Hours whose prices are looked for at a time. */
const HOURS = 100
/** Longest that candles are asked for at a stretch: what is left waits for the next turn. */
const CANDLES_MS = 20_000
/** One price may be several calls, each of which waits for its turn: the last one that is begun has so long at least. */
const LEAST_MS = 2_000
/** After so many coins that an exchange did not answer for, it is left alone until the next turn. */
const MOST_FAILURES = 3

export interface PriceOptions {
  /** Longest that candles are asked for. */
  candlesMs?: number | undefined
  /** Candles of this moment's hour alone. */
  only?: Date | null
}

/**
 * Gives an account's entries their value at their time: the price of the nearest reading, else of the exchange's candles
 * (the last close before the entry's hour), else none, with the reason. Answers how many got one. May be broken off and run
 * again: what is not priced yet, or of which candles told nothing for a week, is looked at again.
 */
export async function priceFlows(
  ctx: ServiceContext,
  accountId: string,
  exchange: string,
  { candlesMs = CANDLES_MS, only = null }: PriceOptions = {},
): Promise<number> {
  let priced = 0
  for (let looked = BATCH; looked === BATCH; ) {
    ctx.signal.throwIfAborted()
    const now = ctx.now()
    const done = await ctx.db.asDesk(ctx.deskId, (tx) => priceByReadings(tx, ctx.deskId, { accountId, now, limit: BATCH }))
    looked = done.looked
    priced += done.priced
  }
  if (!ctx.exchanges.priceThen) return priced
  return priced + (await priceFromCandles(ctx, { accountId, exchange, endsAt: performance.now() + candlesMs, only }))
}

async function priceFromCandles(
  ctx: ServiceContext,
  { accountId, exchange, endsAt, only }: { accountId: string; exchange: string; endsAt: number; only: Date | null },
): Promise<number> {
  const failed = new Set<string>()
  let priced = 0
  // Newest first, and each hour once: one that stays without an answer is passed over until the next turn.
  let before: Date | null = null
  for (;;) {
    const look: WantedHours = { accountId, now: ctx.now(), limit: HOURS, before, only }
    const wanted: WantedHour[] = await ctx.db.asDesk(ctx.deskId, (tx) => unpricedHours(tx, ctx.deskId, look))
    if (wanted.length === 0) return priced
    const kept = await keptOf(ctx, exchange, wanted)
    for (const { at, coins } of wanted) {
      if (performance.now() > endsAt) return priced
      const prices: CandlePrice[] = []
      for (const coin of coins) {
        const price = kept.get(keyOf(coin, at)) ?? (failed.has(coin) ? null : await asked(ctx, { exchange, coin, at, endsAt }))
        if (price) prices.push(price)
        else failed.add(coin)
      }
      if (failed.size >= MOST_FAILURES) return priced
      if (prices.length < coins.length) continue
      const hour = { accountId, at, now: ctx.now() }
      priced += await ctx.db.asDesk(ctx.deskId, (tx) => priceByCandles(tx, ctx.deskId, hour, prices))
    }
    if (wanted.length < HOURS) return priced
    before = wanted.at(-1)?.at ?? null
  }
}

const keyOf = (coin: string, at: Date) => `${coin} ${at.getTime()}`

/** What was asked for before, by whomever. */
async function keptOf(ctx: ServiceContext, exchange: string, wanted: readonly WantedHour[]): Promise<Map<string, CandlePrice>> {
  const hours = wanted.map(({ at }) => at)
  const found = await ctx.db.asDesk(ctx.deskId, (tx) => keptPrices(tx, exchange, { hours, now: ctx.now() }))
  return new Map(found.map((price) => [keyOf(price.coin, price.at), price]))
}

/** Null: the exchange does not answer now. */
async function asked(
  ctx: ServiceContext,
  { exchange, coin, at, endsAt }: { exchange: string; coin: string; at: Date; endsAt: number },
): Promise<CandlePrice | null> {
  ctx.signal.throwIfAborted()
  try {
    // What anybody may ask: no account's limit is touched by it.
    const nobody = { id: null, exchange, limitedUntil: null }
    const left = Math.max(LEAST_MS, endsAt - performance.now())
    const then = await withDeadline(left, ctx.signal, (signal) =>
      withExchangeSlot(ctx, nobody, signal, async () => ctx.exchanges.priceThen?.(exchange, coin, at, signal)),
    )
    if (!then) return null
    const { price } = then
    const route = then.why ?? then.price.route
    const found = { coin, at, usd: price?.usd ?? null, priceAt: price?.asOf ?? null, route }
    await ctx.db.asDesk(ctx.deskId, (tx) => keepPrice(tx, exchange, found, ctx.now()))
    return found
  } catch (error) {
    if (ctx.signal.aborted || !(error instanceof DomainError)) throw error
    ctx.log.debug({ exchange, coin, code: error.code }, 'no candle')
    return null
  }
}
