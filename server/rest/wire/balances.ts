import type * as z from 'zod'
import type { Aside, Asset, NotIncluded, WalletEquity } from '@/server/domain/types'
import type { CachedBalanceError } from '@/server/domain/views'
import type { accountError, asset, cachedResponse, notIncluded, walletEquity } from '../schemas/balances'
import { type Amounts, timeOrNull } from './numbers'

/** An asset as live and cached balances have it. */
export function wireAsset(row: Asset, { num, numOrNull }: Amounts): z.input<typeof asset> {
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
    wallet_type: row.walletType,
    amount: num(row.amount),
    borrowed: num(row.borrowed),
    available_balance: numOrNull(row.availableBalance),
    price: numOrNull(row.price),
    price_route: row.priceRoute,
    entry_price: numOrNull(row.entryPrice),
    mark_price: numOrNull(row.markPrice),
    liquidation_price: numOrNull(row.liquidationPrice),
    margin_mode: row.marginMode,
    position_side: row.positionSide,
  }
}

export function wireWallet(wallet: WalletEquity, { numOrNull }: Amounts): z.input<typeof walletEquity> {
  return {
    wallet_type: wallet.walletType,
    total_equity: numOrNull(wallet.totalEquity),
    margin_balance: numOrNull(wallet.marginBalance),
    initial_margin: numOrNull(wallet.initialMargin),
    maint_margin: numOrNull(wallet.maintMargin),
    available_margin: numOrNull(wallet.availableMargin),
    margin_ratio: numOrNull(wallet.marginRatio),
    unrealized_profit: numOrNull(wallet.unrealizedProfit),
    reported_equity: numOrNull(wallet.reportedEquity),
  }
}

export function wireSetAside(
  aside: Aside | null,
  { num }: Amounts,
): z.input<typeof cachedResponse>['balances'][number]['set_aside'] {
  return (aside?.items ?? []).map(({ wallet, symbol, usd, asOf }) => ({
    wallet,
    symbol,
    usd: num(usd),
    as_of: asOf.toISOString(),
  }))
}

/** `unopened` only where it holds. */
export function wireNotIncluded({ wallet, reason, unopened }: NotIncluded): z.input<typeof notIncluded> {
  return { wallet, reason, ...(unopened && { unopened: true as const }) }
}

export function wireAccountError(error: CachedBalanceError): z.input<typeof accountError> {
  return {
    account_name: error.accountName,
    account_id: error.accountId,
    error: error.message,
    code: error.code,
    since: timeOrNull(error.since),
    next_try_at: timeOrNull(error.nextTryAt),
  }
}

/** Whole seconds that a reading is old; never negative. */
export const wireAge = (asOf: Date, now: Date) => Math.max(0, Math.round((now.getTime() - asOf.getTime()) / 1000))
