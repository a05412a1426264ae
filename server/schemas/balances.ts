import { z } from 'zod'

const accountIds = z.array(z.uuid('This is no account id.')).max(1000)

/** Which accounts; nothing named means all that are active. */
export const accountChoiceSchema = z.object({
  accountIds: accountIds.optional(),
  accountNames: z.array(z.string().max(1000)).max(1000).optional(),
  /** ccxt ids or display names, any case. */
  exchangeNames: z.array(z.string().max(64)).max(200).optional(),
  /** Ids or names of tags; accounts that any of them takes. */
  tags: z.array(z.string().max(1000)).max(100).optional(),
})

export const cachedBalancesSchema = accountChoiceSchema
export const liveBalancesSchema = accountChoiceSchema.extend({
  /** Milliseconds after which an account that has not answered is named with `exchange_timeout`. */
  deadlineMs: z.number().int().min(100).max(60_000).optional(),
})
export const refreshBalancesSchema = accountChoiceSchema

export type AccountChoice = z.output<typeof accountChoiceSchema>
export type LiveBalancesInput = z.output<typeof liveBalancesSchema>
