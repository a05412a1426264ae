import * as z from 'zod'
import { wireTime } from './common'

/** What clients of hummingbot-api send and read, as that project documents it. */

/** What a sum over it must not take for a number: Python's and JavaScript's additions fail on it, or show it. */
export const UNKNOWN = 'unknown'

const figure = z.union([z.number(), z.literal(UNKNOWN)]).meta({
  id: 'HummingbotFigure',
  description: '`unknown`: not known. Never 0 for that, nor null, which some clients add up as 0.',
})

const names = (description: string, example: string) =>
  z
    .array(z.string())
    .max(1000)
    .nullish()
    .meta({ description, examples: [[example]] })

const filter = {
  account_names: names('Names of accounts; all active ones if left out. One that is not there is a 404.', 'AccountABC'),
  connector_names: names('Exchanges by id or name; all if left out.', 'bybit'),
}

const paging = {
  limit: z.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(5000).nullish().meta({ description: '`next_cursor` of the page before.' }),
}

export const hummingbotFilter = z.object(filter)

export const hummingbotStateBody = z.object({
  ...filter,
  refresh: z
    .boolean()
    .default(false)
    .meta({ description: 'Live from the exchanges: what cannot be read now is `unknown`. Else as it was last read.' }),
  skip_gateway: z.boolean().default(false).meta({ description: 'Means nothing here.' }),
})

/** Seconds since 1970, as the client's documentation has it, or milliseconds, as the server's. */
const unixTime = (description: string) =>
  z
    .number()
    .min(0)
    .max(8.64e15)
    .nullish()
    .transform((time) => (time === null || time === undefined ? undefined : new Date(time < 1e11 ? time * 1000 : time)))
    .meta({ description: `${description} Unix seconds or milliseconds.`, override: { type: ['number', 'null'] } })

/** Width of a point of history → seconds. */
export const HUMMINGBOT_INTERVALS = { '5m': 300, '15m': 900, '30m': 1800, '1h': 3600, '4h': 14_400, '12h': 43_200, '1d': 86_400 }

export const hummingbotHistoryBody = z.object({
  ...filter,
  ...paging,
  start_time: unixTime('The first moment; all that is kept if left out.'),
  end_time: unixTime('The last moment; now if left out.'),
  interval: z
    .enum(['5m', '15m', '30m', '1h', '4h', '12h', '1d'])
    .nullish()
    .transform((interval) => interval ?? '5m')
    .meta({ override: { type: ['string', 'null'], enum: [...Object.keys(HUMMINGBOT_INTERVALS), null] } }),
})

export const hummingbotPositionsBody = z.object({ ...filter, ...paging })

export const hummingbotAccountPath = z.object({
  account_name: z.string().min(1).max(1000).meta({ description: 'Name of an account.' }),
})

const balance = z
  .object({
    token: z.string().meta({
      description:
        'Currency code. `POSITIONS-USD`: what positions are worth outside of the coins. In brackets: something that is held and not known.',
      examples: ['USDT'],
    }),
    units: figure.meta({
      description: 'Coins that count towards equity: with the unrealised profit of their margin; a net debt is negative.',
    }),
    price: figure.meta({ description: 'USD.' }),
    value: figure.meta({ description: 'USD. All values of an account come to its equity.' }),
    available_units: z.number().nullable().meta({ description: 'Free for orders; null: not told.' }),
    as_of: wireTime.nullable().meta({ description: 'When the exchange was asked; null: never.' }),
    stale: z.boolean().meta({ description: 'Older than three intervals, or the last try failed.' }),
    note: z.string().optional().meta({ description: 'Why it is not known.' }),
  })
  .meta({ id: 'HummingbotBalance' })

export type HummingbotBalance = z.input<typeof balance>

/** Account → connector (the exchange's id) → balances. */
export const hummingbotState = z
  .record(z.string(), z.record(z.string(), z.array(balance)))
  .meta({ id: 'HummingbotState', description: 'Account → exchange → what is held.' })

const pagination = z.object({
  limit: z.number(),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  current_cursor: z.string().nullable().optional(),
  total_count: z.number().optional(),
  filters: z.record(z.string(), z.unknown()).optional(),
})

const past = z.object({ token: z.string(), units: figure, price: figure, value: figure, available_units: z.null() })

export const hummingbotHistory = z
  .object({
    data: z.array(
      z.object({
        timestamp: wireTime,
        state: z
          .record(z.string(), z.record(z.string(), z.array(past)))
          .meta({ description: 'One row of equity an account; none of one that was not connected yet.' }),
      }),
    ),
    pagination,
  })
  .meta({ id: 'HummingbotHistory', description: 'The newest first.' })

const share = { value: figure, percentage: figure }

export const hummingbotDistribution = z
  .object({
    total_portfolio_value: figure,
    token_count: z.number(),
    distribution: z.array(
      z.object({
        token: z.string(),
        total_value: figure,
        total_units: figure,
        percentage: figure,
        accounts: z.record(
          z.string(),
          z.object({ ...share, units: figure, connectors: z.record(z.string(), z.object({ value: figure, units: figure })) }),
        ),
      }),
    ),
    tokens: z
      .record(z.string(), z.object(share))
      .meta({ description: 'The same by token: what `get_portfolio_summary` of the Python client reads.' }),
    account_filter: z.string(),
  })
  .meta({
    id: 'HummingbotDistribution',
    description: 'By token, the most valuable first. Percentages are `unknown` while a value is.',
  })

export const hummingbotAccountsDistribution = z
  .object({
    total_portfolio_value: figure,
    account_count: z.number(),
    distribution: z.array(
      z.object({
        account: z.string(),
        total_value: figure,
        percentage: figure,
        connectors: z.record(z.string(), z.object(share)),
      }),
    ),
  })
  .meta({ id: 'HummingbotAccountsDistribution' })

export const hummingbotNames = z.array(z.string())

const numberOrNull = z.number().nullable()

export const hummingbotPositions = z
  .object({
    data: z.array(
      z.object({
        account_name: z.string(),
        connector_name: z.string(),
        trading_pair: z.string().meta({ examples: ['ETH:PERP-USDT'] }),
        side: z.enum(['LONG', 'SHORT', 'UNKNOWN']),
        amount: figure.meta({ description: 'Coins; a short is negative.' }),
        entry_price: numberOrNull,
        mark_price: numberOrNull,
        unrealized_pnl: numberOrNull.meta({ description: 'In the settlement currency; null: not told.' }),
        leverage: numberOrNull,
        as_of: wireTime.nullable(),
        stale: z.boolean(),
        note: z.string().optional(),
      }),
    ),
    pagination,
  })
  .meta({
    id: 'HummingbotPositions',
    description: 'The largest first; accounts that were never read stand at the end of the first page.',
  })
