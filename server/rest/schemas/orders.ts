import * as z from 'zod'
import { balancesQuery } from './balances'
import { wireAmountOrNull, wireNumberOrNull, wireTime } from './common'

export const ordersQuery = balancesQuery

const order = z
  .object({
    id: z.string().meta({ description: 'The exchange’s own.' }),
    pair: z.string().meta({ description: 'As positions are named.' }),
    side: z.enum(['buy', 'sell']),
    word: z.string().nullable().meta({ description: 'The exchange’s own word for its kind.' }),
    price: wireAmountOrNull.meta({ description: 'In the quote currency at which it trades; null: at the market.' }),
    trigger: wireAmountOrNull.meta({ description: 'In the quote currency at which it begins; null: it waits for no price.' }),
    size: wireAmountOrNull.meta({ description: 'Base coins that are left of it; null: not told, or the whole position.' }),
    whole_position: z.boolean().meta({ description: 'It closes all that is open of its side then.' }),
    reduce_only: z.boolean().nullable().meta({ description: 'It only closes; null: not told.' }),
    position_side: z.enum(['long', 'short']).nullable(),
    placed_at: wireTime.nullable(),
  })
  .meta({ id: 'OpenOrder' })

export const ordersResponse = z
  .array(
    z
      .object({
        account_id: z.string(),
        account_name: z.string(),
        exchange: z.string(),
        as_of: wireTime.nullable().meta({ description: 'When the exchange told them; null: it never did.' }),
        age_seconds: wireNumberOrNull,
        told: z.boolean().meta({ description: 'False: nothing is known of its orders, and an empty list is not none.' }),
        problem: z.string().nullable().meta({
          description: 'Why the last try told nothing; null where `told` is false: this exchange’s orders are not read.',
        }),
        orders: z.array(order),
      })
      .meta({ id: 'AccountOrders' }),
  )
  .meta({ id: 'Orders', description: 'An entry an account.' })
