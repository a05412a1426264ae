import type * as z from 'zod'
import type { Asset, WalletEquity } from '@/server/domain/types'
import type { BalanceView } from '@/server/domain/views'
import type { asset, cachedAsset, cachedResponse, walletEquity } from '../schemas/balances'
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

/** An asset with the further fields of the cached balances. */
export function wireCachedAsset(row: Asset): z.input<typeof cachedAsset> {
  return {
    ...wireAsset(row),
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

function wireWallet(wallet: WalletEquity): z.input<typeof walletEquity> {
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

/** The newest snapshot of an account as the cached balances have it. */
export function wireBalance(view: BalanceView, now: Date): z.input<typeof cachedResponse>['balances'][number] {
  return {
    account_id: view.accountId,
    account_name: view.accountName,
    exchange: view.exchangeName,
    as_of: view.asOf.toISOString(),
    age_seconds: Math.max(0, Math.round((now.getTime() - view.asOf.getTime()) / 1000)),
    stale: view.stale,
    equity: numOrNull(view.equity),
    assets: view.assets.map(wireCachedAsset),
    equities: view.equities.map(wireWallet),
    unpriced: view.unpriced,
    not_included: view.notIncluded.map(({ wallet, reason }) => ({ wallet, reason })),
  }
}
