import * as z from 'zod'
import {
  asOfParam,
  createdAfterParam,
  limitParam,
  listParam,
  tagParam,
  wireAmount,
  wireAmountOrNull,
  wireNumber,
  wireTime,
} from './common'

/** Of a sum of what is known; `exact` where that is all. */
export const equityBound = z.enum(['exact', 'at_least', 'at_most', 'uncertain']).meta({
  id: 'EquityBound',
  description:
    'What the figure is to all that is held. at_least: a wallet was not read, or a coin has no price. at_most: only debts are left out. uncertain: what is left out may be either, or the figure itself may be another.',
})

export const notIncluded = z
  .object({
    wallet: z.string(),
    reason: z.string(),
    unopened: z.literal(true).optional().meta({ description: 'It was never opened, so nothing is missing. Absent otherwise.' }),
  })
  .meta({ id: 'NotIncluded', description: 'A wallet that this key may not read; the rest of the account counts.' })

/** A row of a balance; amounts in coins where no USD is named. */
export const asset = z
  .object({
    symbol: z.string().meta({ description: 'Currency code, or the pair of a position.', examples: ['ETH:PERP-USDT', 'USDT'] }),
    size: wireAmount.meta({ description: 'Coins without unrealised profit; a short position or a net debt is negative.' }),
    notional: wireAmountOrNull.meta({ description: 'USD, signed; null: no price is known.' }),
    market_type: z.string().meta({ examples: ['spot', 'perp', 'unified', 'future', 'option', 'funding'] }),
    asset_type: z.enum(['token', 'position']),
    unrealized_profit: wireAmountOrNull.meta({ description: 'In the token, or the settlement currency of a position.' }),
    initial_margin: wireAmountOrNull,
    maint_margin: wireAmountOrNull,
    margin_balance: wireAmountOrNull,
    leverage: wireAmountOrNull,
    notional_pct_total: wireAmountOrNull.meta({
      description: 'Share of the absolute notional of one market_type in this account.',
    }),
    wallet_type: z.string().meta({ description: 'The wallet that holds or margins it.' }),
    amount: wireAmount.meta({ description: 'Coins before what is borrowed.' }),
    borrowed: wireAmount.meta({ description: 'Coins owed; amount − borrowed = size.' }),
    available_balance: wireAmountOrNull,
    price: wireAmountOrNull.meta({ description: 'USD.' }),
    price_route: z
      .string()
      .nullable()
      .meta({ examples: ['ABC-BTC, BTC-USDT'] }),
    entry_price: wireAmountOrNull,
    mark_price: wireAmountOrNull,
    liquidation_price: wireAmountOrNull,
    margin_mode: z.enum(['cross', 'isolated']).nullable(),
    position_side: z.enum(['long', 'short', 'net']).nullable(),
  })
  .meta({ id: 'Asset' })

export const balancesQuery = z.object({
  account_names: listParam('Names of accounts; all active ones if left out.', ['AccountABC', 'Account123']),
  exchange_names: listParam('Names or ids of exchanges, in any case.', ['Bybit']),
  tag: tagParam('what belongs to any of them. Figures of an account stay those of all that it holds.'),
})

export const walletEquity = z
  .object({
    wallet_type: z.string(),
    total_equity: wireAmountOrNull,
    margin_balance: wireAmountOrNull,
    initial_margin: wireAmountOrNull,
    maint_margin: wireAmountOrNull,
    available_margin: wireAmountOrNull,
    margin_ratio: wireAmountOrNull.meta({ description: 'Maintenance margin ÷ margin balance; 1 is liquidation.' }),
    unrealized_profit: wireAmountOrNull,
    reported_equity: wireAmountOrNull.meta({ description: "The exchange's own figure, if it sends one." }),
  })
  .meta({ id: 'WalletEquity', description: 'USD.' })

/** What a balance says of the whole account, live or cached. */
const wholeAccount = {
  as_of: wireTime.meta({ description: 'When the exchange was asked.' }),
  age_seconds: wireNumber,
  stale: z.boolean().meta({ description: 'Older than three intervals, or the last try failed.' }),
  equity: wireAmountOrNull.meta({ description: 'Total equity in USD, of what is known: see equity_bound.' }),
  equity_bound: equityBound,
  set_aside: z
    .array(
      z.object({
        wallet: z.string(),
        symbol: z.string().nullable().meta({ description: 'Null: the whole wallet.' }),
        usd: wireAmount,
        as_of: wireTime.meta({ description: 'When that was known.' }),
      }),
    )
    .meta({ description: 'Held, without a known value now, with the last known one; not in equity.' }),
  equities: z.array(walletEquity),
  unpriced: z.array(z.string()),
  not_included: z.array(notIncluded),
}

export const liveBalance = z
  .object({
    account_id: z.string(),
    exchange: z.string().meta({ examples: ['Bybit'] }),
    assets: z.array(asset),
    error: z.string().optional().meta({ description: 'Why this account could not be read; assets is then empty.' }),
    code: z.string().optional(),
    exchange_error: z.string().optional(),
    ...z.object(wholeAccount).partial().shape,
  })
  .meta({ id: 'LiveBalance', description: 'All fields of a cached balance, or why the account could not be read.' })

/** Keyed by account name. */
export const balancesResponse = z.record(z.string(), liveBalance).meta({ id: 'Balances' })

export const cachedQuery = z.object({
  account_names: balancesQuery.shape.account_names,
  tag: tagParam('the accounts that any of them takes as a whole. A tag that takes parts of accounts is refused.'),
  as_of: asOfParam,
  after: createdAfterParam,
  limit: limitParam(1000, 'all'),
})

export const accountError = z
  .object({
    account_name: z.string(),
    account_id: z.string(),
    error: z.string(),
    code: z.string().meta({ examples: ['exchange_timeout', 'never_refreshed', 'not_kept'] }),
    since: wireTime.nullable(),
    next_try_at: wireTime.nullable(),
  })
  .meta({ id: 'CachedBalanceError', description: 'Why nothing is known of an account, or nothing newer.' })

export const cachedResponse = z
  .object({
    balances: z.array(
      z
        .object({
          account_id: z.string(),
          account_name: z.string(),
          exchange: z.string(),
          ...wholeAccount,
          assets: z.array(asset),
        })
        .meta({ id: 'CachedBalance' }),
    ),
    errors: z.array(accountError),
    next: z
      .string()
      .nullable()
      .optional()
      .meta({ description: '`after` of the next page, where `limit` was sent; null: these are the last.' }),
  })
  .meta({ id: 'CachedBalances' })

export const positionsQuery = z.object({
  ...balancesQuery.shape,
  as_of: asOfParam,
  after: z.string().max(4000).optional().meta({ description: '`next` of the page before, with the same other parameters.' }),
  limit: limitParam(1000, '100'),
})

export const positionsResponse = z
  .object({
    positions: z.array(
      z
        .object({
          account_id: z.string(),
          account_name: z.string(),
          exchange: z.string(),
          as_of: wireTime.meta({ description: 'When the exchange was asked.' }),
          age_seconds: wireNumber,
          stale: z.boolean(),
          ...asset.shape,
        })
        .meta({ id: 'Position' }),
    ),
    count: wireNumber.meta({ description: 'Positions on all pages.' }),
    notional: wireAmountOrNull.meta({ description: 'USD over all pages, signed, of what is known.' }),
    gross: wireAmountOrNull.meta({ description: 'USD over all pages: the same without signs.' }),
    notional_bound: equityBound,
    gross_bound: equityBound,
    unrealized_profit: wireAmountOrNull.meta({ description: 'USD over all pages, of what is known.' }),
    unpriced: wireNumber.meta({ description: 'Positions without a known value, which no sum holds.' }),
    left_out: z
      .object({ count: wireNumber, account_names: z.array(z.string()) })
      .meta({ description: 'Accounts of which not all was read: how many, and the first of them.' }),
    errors: z.array(accountError),
    next: z.string().nullable().meta({ description: 'Send it as `after` for the next page; null: these are the last.' }),
  })
  .meta({ id: 'Positions', description: 'Open positions, the largest first. All pages are of the book that the first one saw.' })

export const exposureQuery = z.object({
  ...balancesQuery.shape,
  as_of: asOfParam,
  after: positionsQuery.shape.after,
  limit: limitParam(1000, 'all'),
})

export const exposureResponse = z
  .object({
    as_of: wireTime.nullable().meta({ description: 'The oldest reading that it rests on; null: there is none.' }),
    stale: z.boolean(),
    gross: wireAmountOrNull.meta({ description: 'USD; null: nothing is known.' }),
    net: wireAmountOrNull,
    gross_bound: equityBound,
    net_bound: equityBound,
    coins: z.array(
      z
        .object({
          coin: z.string().meta({ examples: ['ETH'] }),
          spot: wireAmount.meta({ description: 'USD held as coins, signed.' }),
          positions: wireAmount.meta({ description: 'USD of positions, signed.' }),
          long: wireAmount,
          short: wireAmount.meta({ description: 'Negative.' }),
          net: wireAmount,
          gross: wireAmount,
          hedged: wireAmount.meta({ description: 'USD that stand against as many on the other side.' }),
          drift: wireAmountOrNull.meta({
            description: '|net| ÷ gross: 0 is a perfect hedge, 1 is none. Null: not all of the coin is known.',
          }),
          partial: z
            .boolean()
            .meta({ description: 'Something is held of the coin that has no known value, and is in none of these.' }),
        })
        .meta({ id: 'CoinExposure' }),
    ),
    left_out: z.object({
      count: wireNumber,
      accounts: z.array(z.object({ account_id: z.string(), account_name: z.string(), reasons: z.array(z.string()) })),
    }),
    errors: z.array(accountError),
    next: z
      .string()
      .nullable()
      .optional()
      .meta({ description: '`after` of the next page, where `limit` was sent; null: these are the last.' }),
  })
  .meta({
    id: 'Exposure',
    description: 'Exposure to each coin in USD, the largest gross first; stablecoins and currencies are none.',
  })
