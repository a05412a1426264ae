import * as z from 'zod'
import { TAG_KINDS, TAG_MARKETS } from '@/server/domain/tags/tag'
import { equityBound } from './balances'
import { listParam, timeParam, wireAmountOrNull, wireNumber, wireTime } from './common'
import { parts } from './flows'

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

export const tagGainsQuery = z.object({
  tag: listParam('Names or ids of tags; all if left out.', ['Carry']),
  start_time: timeParam('ISO 8601 or Unix seconds; 30 days before the end if left out.'),
  end_time: timeParam('ISO 8601 or Unix seconds; now if left out.'),
})

export const tagGainsResponse = z
  .object({
    start_time: wireTime,
    end_time: wireTime,
    tags: z.array(
      z
        .object({
          id: z.string(),
          name: z.string(),
          kind: z.enum(TAG_KINDS),
          gain: wireAmountOrNull.meta({
            description:
              'USD that what belongs to it earned: of positions the change of unrealised profit, and the entries that name them; of coins prices, interest, rewards and fees. Null: not known, as `reasons` say, or it had nothing.',
          }),
          parts: parts.nullable().meta({ description: 'They add up to `gain`. `unexplained` is of whole accounts alone.' }),
          contribution: wireAmountOrNull.meta({
            description:
              'gain ÷ at_work: what it contributed to the return of the accounts that it lies in, a share (0.01 is one per cent). Not a return on money of its own. Null: not known.',
          }),
          at_work: wireAmountOrNull.meta({
            description:
              'USD: equity of those accounts at the start, and what came and went since by the share of the time behind it.',
          }),
          untold: wireAmountOrNull.meta({
            description:
              'USD of those accounts’ change that no entry and no profit tells: so much more or less may be its. Null with `gain`.',
          }),
          accounts: wireNumber.meta({ description: 'Accounts of which it had anything in that time.' }),
          read_from: wireTime.nullable(),
          read_to: wireTime.nullable().meta({ description: 'The readings between which it is; null: there are none.' }),
          reasons: z
            .array(z.object({ account_id: z.string(), account_name: z.string(), reason: z.string() }))
            .meta({ description: 'Why something is null, the first eight.' }),
        })
        .meta({ id: 'TagGain' }),
    ),
  })
  .meta({ id: 'TagGains', description: 'What tags earned.' })
