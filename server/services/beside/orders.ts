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
/** Sizes were not kept at first. */
const positions = z.union([z.record(z.string(), z.string()), z.array(z.string())])
const factsSchema = z
  .object({ orders: z.array(order), positions })
  .nullable()
  .catch(null)

/** Orders as they are stored; null: none were ever told. */
export const readOrders = ({ facts }: Pick<SideReading, 'facts'>) => factsSchema.parse(facts ?? null)

/** Orders with the positions that were open as they were asked for. */
export function orderFacts(orders: readonly OpenOrder[], { assets }: Pick<BalanceView, 'assets'>): object {
  return { orders, positions: Object.fromEntries(assets.filter(canBeStopped).map((asset) => [positionKey(asset), asset.size])) }
}

/** What is known of the orders of all of a user's accounts, by account. */
export async function ordersThen(ctx: ServiceContext): Promise<Map<string, OrdersThen>> {
  const stored = await ctx.db.asDesk(ctx.deskId, (tx) => listSideReadings(tx, ctx.deskId, { ids: null, kinds: ['orders'] }))
  return new Map(
    stored.flatMap((reading): [string, OrdersThen][] => {
      const facts = readOrders(reading)
      if (facts === null || reading.asOf === null) return []
      const open = Array.isArray(facts.positions)
        ? facts.positions.map((key): [string, null] => [key, null])
        : Object.entries(facts.positions)
      return [[reading.accountId, { asOf: reading.asOf, orders: facts.orders, positions: new Map<string, string | null>(open) }]]
    }),
  )
}
