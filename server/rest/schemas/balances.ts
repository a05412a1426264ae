import * as z from 'zod'
import { listParam, wireNumber, wireNumberOrNull, wireTime } from './common'

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

const assetFields = {
  symbol: z.string().meta({ description: 'Currency code, or the pair of a position.', examples: ['ETH:PERP-USDT', 'USDT'] }),
  size: wireNumber.meta({ description: 'Coins without unrealised profit; a short position or a net debt is negative.' }),
  notional: wireNumberOrNull.meta({ description: 'USD, signed; null: no price is known.' }),
  market_type: z.string().meta({ examples: ['spot', 'perp', 'unified', 'future', 'option', 'funding'] }),
  asset_type: z.enum(['token', 'position']),
  unrealized_profit: wireNumberOrNull.meta({ description: 'In the token, or the settlement currency of a position.' }),
  initial_margin: wireNumberOrNull,
  maint_margin: wireNumberOrNull,
  margin_balance: wireNumberOrNull,
  leverage: wireNumberOrNull,
  notional_pct_total: wireNumberOrNull.meta({
    description: 'Share of the absolute notional of one market_type in this account.',
  }),
}

/** A row of `GET /api/balances/`. */
export const asset = z.object(assetFields).meta({ id: 'Asset' })

/** A row of the cached balances: all of `asset`, and where its figures come from. */
export const cachedAsset = z
  .object({
    ...assetFields,
    wallet_type: z.string().meta({ description: 'The wallet that holds or margins it.' }),
    amount: wireNumber.meta({ description: 'Coins before what is borrowed.' }),
    borrowed: wireNumber.meta({ description: 'Coins owed; amount − borrowed = size.' }),
    available_balance: wireNumberOrNull,
    price: wireNumberOrNull.meta({ description: 'USD.' }),
    price_route: z
      .string()
      .nullable()
      .meta({ examples: ['ABC-BTC, BTC-USDT'] }),
    entry_price: wireNumberOrNull,
    mark_price: wireNumberOrNull,
    liquidation_price: wireNumberOrNull,
    margin_mode: z.enum(['cross', 'isolated']).nullable(),
    position_side: z.enum(['long', 'short', 'net']).nullable(),
  })
  .meta({ id: 'CachedAsset' })

export const balancesQuery = z.object({
  account_names: listParam('Names of accounts; all active ones if left out.', ['AccountABC', 'Account123']),
  exchange_names: listParam('Names or ids of exchanges, in any case.', ['Bybit']),
})

export const liveBalance = z
  .object({
    exchange: z.string().meta({ examples: ['Bybit'] }),
    assets: z.array(asset),
    error: z.string().optional().meta({ description: 'Why this account could not be read; assets is then empty.' }),
    code: z.string().optional(),
    exchange_error: z.string().optional(),
    not_included: z.array(notIncluded).optional(),
    equity_bound: equityBound.optional().meta({ description: 'What a sum over these assets is to all; absent: exact.' }),
  })
  .meta({ id: 'LiveBalance' })

/** Keyed by account name. */
export const balancesResponse = z.record(z.string(), liveBalance).meta({ id: 'Balances' })

export const walletEquity = z
  .object({
    wallet_type: z.string(),
    total_equity: wireNumberOrNull,
    margin_balance: wireNumberOrNull,
    initial_margin: wireNumberOrNull,
    maint_margin: wireNumberOrNull,
    available_margin: wireNumberOrNull,
    margin_ratio: wireNumberOrNull.meta({ description: 'Maintenance margin ÷ margin balance; 1 is liquidation.' }),
    unrealized_profit: wireNumberOrNull,
    reported_equity: wireNumberOrNull.meta({ description: "The exchange's own figure, if it sends one." }),
  })
  .meta({ id: 'WalletEquity', description: 'USD.' })

export const cachedQuery = z.object({ account_names: balancesQuery.shape.account_names })

export const cachedResponse = z
  .object({
    balances: z.array(
      z
        .object({
          account_id: z.string(),
          account_name: z.string(),
          exchange: z.string(),
          as_of: wireTime.meta({ description: 'When the exchange was asked.' }),
          age_seconds: wireNumber,
          stale: z.boolean().meta({ description: 'Older than three intervals, or the last try failed.' }),
          equity: wireNumberOrNull.meta({ description: 'Total equity in USD, of what is known: see equity_bound.' }),
          equity_bound: equityBound,
          set_aside: z
            .array(
              z.object({
                wallet: z.string(),
                symbol: z.string().nullable().meta({ description: 'Null: the whole wallet.' }),
                usd: wireNumber,
                as_of: wireTime.meta({ description: 'When that was known.' }),
              }),
            )
            .meta({ description: 'Held, without a known value now, with the last known one; not in equity.' }),
          assets: z.array(cachedAsset),
          equities: z.array(walletEquity),
          unpriced: z.array(z.string()),
          not_included: z.array(notIncluded),
        })
        .meta({ id: 'CachedBalance' }),
    ),
    errors: z.array(
      z
        .object({
          account_name: z.string(),
          account_id: z.string(),
          error: z.string(),
          code: z.string(),
          since: wireTime.nullable(),
          next_try_at: wireTime.nullable(),
        })
        .meta({ id: 'CachedBalanceError' }),
    ),
  })
  .meta({ id: 'CachedBalances' })
