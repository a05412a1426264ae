import * as z from 'zod'
import { TAG_KINDS, TAG_MARKETS } from '@/server/domain/tags/tag'
import { equityBound } from './balances'
import { wireAmountOrNull, wireNumber, wireTime } from './common'

export const tagsResponse = z
  .object({
    tags: z.array(
      z
        .object({
          id: z.string(),
          name: z.string(),
          kind: z.enum(TAG_KINDS),
          of_whole_accounts: z
            .boolean()
            .meta({ description: 'It takes whole accounts alone: returns and history are known of it.' }),
          rules: z
            .array(
              z.object({
                account_id: z.string().nullable(),
                coin: z.string().nullable(),
                market: z.enum(TAG_MARKETS).nullable().meta({ description: '`held`: coins in whatever wallet.' }),
              }),
            )
            .meta({ description: 'What belongs to it: all that fits each field that is not null.' }),
          equity: wireAmountOrNull.meta({
            description:
              'USD that what belongs to it contributes to equity: whole accounts theirs, positions their profit and isolated margin, coins what they are worth without that. Null: nothing is known, or nothing belongs to it.',
          }),
          equity_bound: equityBound,
          unknown: wireNumber.meta({ description: 'Assets and accounts of it that contribute nobody knows what.' }),
          gross: wireAmountOrNull,
          net: wireAmountOrNull,
          gross_bound: equityBound,
          net_bound: equityBound,
          unrealized_profit: wireAmountOrNull.meta({ description: 'USD, of its positions.' }),
          accounts: wireNumber.meta({ description: 'Accounts of which it has anything.' }),
          positions: wireNumber,
          as_of: wireTime.nullable().meta({ description: 'The oldest reading that it rests on; null: there is none.' }),
          stale: z.boolean(),
          shared_with: z
            .array(z.object({ tag_id: z.string(), equity: wireAmountOrNull }))
            .meta({ description: 'Other tags of its kind that some of the same belongs to: it counts in both.' }),
        })
        .meta({ id: 'Tag' }),
    ),
    untagged: z
      .array(z.object({ kind: z.enum(TAG_KINDS), equity: wireAmountOrNull, equity_bound: equityBound }))
      .meta({ description: 'What belongs to no tag of a kind. With the tags it is all there is, but for what is shared.' }),
    equity: wireAmountOrNull.meta({ description: 'USD of all accounts.' }),
    equity_bound: equityBound,
  })
  .meta({ id: 'Tags' })
