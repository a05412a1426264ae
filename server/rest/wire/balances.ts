import type * as z from 'zod'
import type { Asset, NotIncluded } from '@/server/domain/types'
import type { asset, notIncluded } from '../schemas/balances'
import { num, numOrNull } from './numbers'

/** An asset as `GET /api/balances/` has it. */
export function wireAsset(row: Asset): z.input<typeof asset> {
  return {
    symbol: row.symbol,
    size: num(row.size),
    notional: numOrNull(row.notional),
    market_type: row.marketType,
    asset_type: row.assetType,
    unrealized_profit: numOrNull(row.unrealizedProfit),
    initial_margin: numOrNull(row.initialMargin),
    maint_margin: numOrNull(row.maintMargin),
    margin_balance: numOrNull(row.marginBalance),
    leverage: numOrNull(row.leverage),
    notional_pct_total: numOrNull(row.notionalPctTotal),
  }
}

/** `unopened` only where it holds. */
export function wireNotIncluded({ wallet, reason, unopened }: NotIncluded): z.input<typeof notIncluded> {
  return { wallet, reason, ...(unopened && { unopened: true as const }) }
}
