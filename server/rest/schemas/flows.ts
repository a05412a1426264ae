import * as z from 'zod'
import { FLOW_KINDS, FLOW_STATES } from '@/server/domain/flows/types'
import { PARTS } from '@/server/domain/performance/attribution'
import { RETURN_NOTES } from '@/server/domain/performance/types'
import {
  limitParam,
  listParam,
  tagParam,
  timeParam,
  wireAmount,
  wireAmountOrNull,
  wireNumber,
  wireNumberOrNull,
  wireTime,
} from './common'

const accountNames = listParam('Names of accounts; all active ones if left out.', ['AccountABC'])
const exchanges = listParam('Names of exchanges; all if left out.', ['Bybit'])
const stretch = {
  account_names: accountNames,
  exchange_names: exchanges,
  tag: tagParam('the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused.'),
  start_time: timeParam('ISO 8601 or Unix seconds; 30 days before the end if left out.'),
  end_time: timeParam('ISO 8601 or Unix seconds; now if left out.'),
}

/** Words of a list in a query, each one of those known. */
const wordsParam = <const Word extends string>(words: readonly Word[], description: string, example: string[]) => {
  const list = listParam(`${description} One or more of ${words.join(', ')}.`, example)
  return list
    .transform((given, context) => {
      const known = words.filter((word) => given.includes(word))
      if (known.length === given.length) return known
      context.addIssue({ code: 'custom', message: `Send one or more of ${words.join(', ')}.` })
      return z.NEVER
    })
    .meta(list.meta() ?? {})
}

export const flowsQuery = z.object({
  ...stretch,
  start_time: timeParam('ISO 8601 or Unix seconds; from the beginning if left out.'),
  kinds: wordsParam(FLOW_KINDS, 'Kinds of entries; all if left out.', ['deposit', 'withdrawal']),
  coins: listParam('Currency codes; all if left out.', ['USDT']),
  after: z
    .string()
    .regex(/^\d{1,15}-\d{1,18}$/, 'Send `next` of the page before as it is.')
    .optional()
    .meta({ description: '`next` of the page before.' }),
  limit: limitParam(1000, '100'),
})

const fee = z.object({ coin: z.string(), amount: wireAmount })

export const flowsResponse = z
  .object({
    flows: z.array(
      z.object({
        id: z.string(),
        account_id: z.string(),
        account_name: z.string(),
        exchange: z.string(),
        time: wireTime,
        coin: z.string(),
        amount: wireAmount.meta({ description: 'Signed, in coins: what left is negative.' }),
        kind: z.enum(FLOW_KINDS),
        exchange_word: z.string(),
        state: z.enum(FLOW_STATES).meta({ description: 'Pending and failed entries count in no figure.' }),
        wallet: z.string().nullable(),
        pair: z.string().nullable(),
        fee: fee.nullable(),
        chain: z.string().nullable(),
        address: z.string().nullable().meta({ description: 'First and last four characters.' }),
        tx_hash: z.string().nullable(),
        value: wireAmountOrNull.meta({ description: 'USD at its time; null: the coin had no price.' }),
        price: wireAmountOrNull,
        price_source: z.enum(['snapshot', 'candle', 'fixed']).nullable(),
        price_route: z.string().nullable().meta({
          description: 'Markets whose candles gave the price, or why there is none; null: candles were not asked.',
        }),
        price_age_seconds: wireNumberOrNull,
        by_hand: z.boolean(),
        note: z.string().nullable(),
        paired_with: z.string().nullable().meta({ description: 'Id of the other leg of a transfer between own accounts.' }),
        external: z.boolean().meta({ description: 'Came from or went to outside of all accounts here: taken out of returns.' }),
      }),
    ),
    next: z.string().nullable().meta({ description: 'Send it as `after` for the next page; null: these are the last.' }),
  })
  .meta({ id: 'Flows', description: 'Entries of the ledgers of exchanges, newest first.' })

const shareOrNull = wireAmountOrNull.meta({ description: 'Share: 0.01 is one per cent. Null: not known.' })
const figures = {
  start: wireAmountOrNull,
  end: wireAmountOrNull,
  flows: wireAmountOrNull,
  gain: wireAmountOrNull.meta({ description: 'end − start − flows, USD. Null: not everything that came and went is known.' }),
  twr: shareOrNull,
  twr_yearly: shareOrNull,
  xirr: shareOrNull,
  notes: z.array(z.enum(RETURN_NOTES)),
  left_out: z.array(z.string()).meta({ description: 'Coins that had no price: what came and went of them is left out.' }),
}

export const performanceQuery = z.object({
  ...stretch,
  group_by: z.enum(['account', 'exchange']).optional().meta({ description: 'Figures of each account or exchange, too.' }),
})

export const performanceResponse = z
  .object({
    start_time: wireTime,
    end_time: wireTime,
    flows_known_until: wireTime.nullable(),
    ...figures,
    volatility: shareOrNull,
    sharpe: wireAmountOrNull,
    sortino: wireAmountOrNull,
    drawdown: shareOrNull,
    drawdown_days: wireNumberOrNull,
    days: z.array(
      z.object({
        day: z.string(),
        opened: wireAmount,
        closed: wireAmount,
        flows: wireAmountOrNull,
        gain: wireAmountOrNull,
        rate: shareOrNull,
      }),
    ),
    groups: z.array(z.object({ key: z.string(), label: z.string(), ...figures })),
  })
  .meta({ id: 'Performance', description: 'Returns over whole days (UTC) without what came and went, USD.' })

/** What a change or a gain is made of. */
export const parts = z.object(Object.fromEntries(PARTS.map((part) => [part, wireAmount])))

export const explainQuery = z.object({
  ...stretch,
  coin: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: 'One coin alone.', examples: ['BTC'] }),
})

export const explainResponse = z
  .object({
    start_time: wireTime,
    end_time: wireTime,
    width_seconds: wireNumber,
    change: wireAmountOrNull,
    parts: parts.nullable().meta({ description: 'They add up to the change. Null: what was held is not known.' }),
    accounts: z.array(
      z.object({ account_id: z.string(), account_name: z.string(), change: wireAmount, parts: parts.nullable() }),
    ),
    coins: z.array(z.object({ coin: z.string(), change: wireAmount, unexplained_size: wireAmount, parts })),
    left_out: z.array(z.string()),
  })
  .meta({ id: 'Explanation', description: 'What a change of equity is made of, USD.' })

export const fundingQuery = z.object(stretch)

export const fundingResponse = z
  .object({
    start_time: wireTime,
    end_time: wireTime,
    total: wireAmountOrNull,
    received: wireAmountOrNull,
    paid: wireAmountOrNull,
    share_of_equity: shareOrNull,
    yearly: shareOrNull,
    pairs: z.array(
      z.object({
        account_name: z.string(),
        exchange: z.string(),
        pair: z.string(),
        coin: z.string(),
        amount: wireAmount,
        value: wireAmountOrNull,
        entries: wireNumber,
      }),
    ),
    days: z.array(z.object({ day: z.string(), value: wireAmount, cumulative: wireAmount })),
    left_out: z.array(z.string()),
  })
  .meta({ id: 'Funding', description: 'Funding of perpetuals, received less paid, USD.' })

export const hedgesQuery = z.object(stretch)

export const hedgesResponse = z
  .object({
    start_time: wireTime,
    end_time: wireTime,
    width_seconds: wireNumber.meta({ description: 'Between the points that holdings are taken from.' }),
    hedges: z.array(
      z.object({
        coin: z.string(),
        hedged: wireAmount.meta({ description: 'USD that were hedged on average while they were: of the smaller side.' }),
        hedged_seconds: wireNumber.meta({ description: 'How long they were.' }),
        carry: wireAmountOrNull.meta({
          description: 'USD that the hedged part of both sides brought in. Null: not all of it is known.',
        }),
        rate: shareOrNull.meta({ description: 'carry ÷ hedged.' }),
        yearly: shareOrNull.meta({ description: 'At the same pace for a year. Null for a hedge of less than a day.' }),
        legs: z.array(
          z.object({
            account_id: z.string(),
            account_name: z.string(),
            exchange: z.string(),
            symbol: z.string().meta({ description: 'The pair of a position, the code of coins that are held or owed.' }),
            asset_type: z.enum(['position', 'token']),
            side: z.enum(['long', 'short']),
            average: wireAmount.meta({ description: 'USD on average, without its sign.' }),
            income: wireAmountOrNull.meta({
              description: 'USD of funding, interest and rewards, fees not in it. Null: not all of it is known.',
            }),
          }),
        ),
      }),
    ),
    left_out: z.array(z.string()),
  })
  .meta({ id: 'Hedges', description: 'Carry of hedges: what both sides of each brought in.' })
