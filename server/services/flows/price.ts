import { priceByCandles, priceByReadings, unpricedHours } from '@/db/queries/flow-prices'
import type { ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'

/** Entries looked at in one transaction. */
const BATCH = 500
/** Hours of coins that are asked for at a time: each may be a call. */
const CANDLES = 50

/**
 * Gives an account's entries their value at their time: the price of the nearest reading, else the exchange's candle, else
 * none. Answers how many got one. May be broken off and run again.
 */
export async function priceFlows(ctx: ServiceContext, accountId: string, exchange: string): Promise<number> {
  let priced = 0
  for (let looked = BATCH; looked === BATCH; ) {
    ctx.signal.throwIfAborted()
    const now = ctx.now()
    const done = await ctx.db.asUser(ctx.userId, (tx) => priceByReadings(tx, ctx.userId, { accountId, now, limit: BATCH }))
    looked = done.looked
    priced += done.priced
  }
  return priced + (await priceFromCandles(ctx, accountId, exchange))
}

async function priceFromCandles(ctx: ServiceContext, accountId: string, exchange: string): Promise<number> {
  const { exchanges } = ctx
  if (!exchanges.priceThen) return 0
  const wanted = await ctx.db.asUser(ctx.userId, (tx) => unpricedHours(tx, ctx.userId, { accountId, limit: CANDLES }))
  let priced = 0
  for (const { coin, at, entries } of wanted) {
    ctx.signal.throwIfAborted()
    try {
      const price = await exchanges.priceThen(exchange, coin, at, ctx.signal)
      const found = { coin, at, usd: price?.usd ?? null, priceAt: price?.asOf ?? at }
      await ctx.db.asUser(ctx.userId, (tx) => priceByCandles(tx, ctx.userId, accountId, [found]))
      if (price) priced += entries
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      // The exchange does not answer now: the next turn asks again.
      ctx.log.debug({ exchange, coin, code: error.code }, 'no candle')
      return priced
    }
  }
  return priced
}
