import { z } from 'zod'
import { listSideReadings, type SideReading } from '@/db/queries/side-readings'
import type { ServiceContext } from '@/server/context'
import type { OrdersThen } from '@/server/domain/alerts/measure'
import { canBeStopped, positionKey } from '@/server/domain/alerts/measure/stops'
import type { OpenOrder } from '@/server/domain/orders'
import type { BalanceView } from '@/server/domain/views'

/** Some lists weigh as much as ten readings: they are read behind all of those, and so often at most. */
export const ORDERS_EVERY_MS = 5 * 60_000

const price = z.string().nullable()
const order: z.ZodType<OpenOrder> = z.object({
  id: z.string(),
  pair: z.string(),
  side: z.enum(['buy', 'sell']),
  word: z.string().nullable(),
  ...{ price, trigger: price, size: price },
  wholePosition: z.boolean(),
  reduceOnly: z.boolean().nullable(),
  positionSide: z.enum(['long', 'short']).nullable(),
  at: z.coerce.date().nullable(),
})
const factsSchema = z
  .object({ orders: z.array(order), positions: z.array(z.string()) })
  .nullable()
  .catch(null)

/** Orders as they are stored; null: none were ever told. */
export const readOrders = ({ facts }: Pick<SideReading, 'facts'>) => factsSchema.parse(facts ?? null)

/** Orders with the positions that were open as they were asked for. */
export function orderFacts(orders: readonly OpenOrder[], { assets }: Pick<BalanceView, 'assets'>): object {
  return { orders, positions: assets.filter(canBeStopped).map(positionKey) }
}

/** What is known of the orders of all of a user's accounts, by account. */
export async function ordersThen(ctx: ServiceContext): Promise<Map<string, OrdersThen>> {
  const stored = await ctx.db.asUser(ctx.userId, (tx) => listSideReadings(tx, ctx.userId, { ids: null, kinds: ['orders'] }))
  return new Map(
    stored.flatMap((reading): [string, OrdersThen][] => {
      const facts = readOrders(reading)
      if (facts === null || reading.asOf === null) return []
      return [[reading.accountId, { asOf: reading.asOf, orders: facts.orders, positions: new Set(facts.positions) }]]
    }),
  )
}
