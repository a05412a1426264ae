import { z } from 'zod'

export const listExchangesSchema = z.object({
  /** Part of an id or display name, any case. */
  search: z.string().max(64).optional(),
})

export const exchangeIdSchema = z.object({
  /** ccxt id. */
  exchange: z.string().max(64),
})

export type ListExchangesInput = z.output<typeof listExchangesSchema>
