import type * as z from 'zod'
import type { WalletEquity } from '@/server/domain/types'
import type { CachedContent, CachedState } from '@/server/services/balances/cached-state'
import { cachedAsset, type cachedResponse, type walletEquity } from '../schemas/balances'
import { wireNotIncluded } from './balances'
import { num, numOrNull } from './numbers'

/**
 * The fields of an asset in the cached balances. They are called as the columns are, so that PostgreSQL writes their
 * JSON and no row of it is taken apart here; tests hold the answers to the schema.
 */
export const CACHED_ASSET_FIELDS: readonly string[] = Object.keys(cachedAsset.shape)

type Wire = z.input<typeof cachedResponse>['balances'][number]

/** An account's newest snapshot as the cached balances have it: pieces of JSON that stand one behind the other. */
export function cachedBalanceJson(
  {
    accountId,
    accountName,
    exchangeName,
    snapshot,
  }: Omit<CachedState, 'snapshot' | 'error'> & { snapshot: NonNullable<CachedState['snapshot']> },
  { equity, bound, aside, equities, unpriced, notIncluded, assets }: NonNullable<CachedContent['body']>,
  now: Date,
): (string | Buffer)[] {
  const rest: Omit<Wire, 'assets'> = {
    account_id: accountId,
    account_name: accountName,
    exchange: exchangeName,
    as_of: snapshot.asOf.toISOString(),
    age_seconds: Math.max(0, Math.round((now.getTime() - snapshot.asOf.getTime()) / 1000)),
    stale: snapshot.stale,
    equity: numOrNull(equity),
    equity_bound: bound,
    set_aside: (aside?.items ?? []).map(({ wallet, symbol, usd, asOf }) => ({
      ...{ wallet, symbol, usd: num(usd) },
      as_of: asOf.toISOString(),
    })),
    equities: equities.map(wireWallet),
    unpriced,
    not_included: notIncluded.map(wireNotIncluded),
  }
  return [`${JSON.stringify(rest).slice(0, -1)},"assets":`, assets, '}']
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
