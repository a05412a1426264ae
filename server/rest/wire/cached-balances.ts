import type * as z from 'zod'
import type { CachedContent, CachedState } from '@/server/services/balances/cached-state'
import { asset, type cachedResponse } from '../schemas/balances'
import { wireAge, wireNotIncluded, wireSetAside, wireWallet } from './balances'
import type { Amounts } from './numbers'

/** Fields of an asset that are words. All others are amounts. */
const WORDS: ReadonlySet<string> = new Set([
  ...['symbol', 'market_type', 'asset_type', 'wallet_type', 'price_route', 'margin_mode', 'position_side'],
])

/**
 * The fields of an asset in the cached balances. They are called as the columns are, so that PostgreSQL writes their
 * JSON and no row of it is taken apart here; tests hold the answers to the schema.
 */
export function cachedAssetFields({ strings }: Amounts): (string | { text: string })[] {
  return Object.keys(asset.shape).map((field) => (strings && !WORDS.has(field) ? { text: field } : field))
}

type Wire = z.input<typeof cachedResponse>['balances'][number]

/** An account's newest snapshot as the cached balances have it: pieces of JSON that stand one behind the other. */
export function cachedBalanceJson(
  {
    accountId,
    accountName,
    exchangeName,
    snapshot,
  }: Pick<CachedState, 'accountId' | 'accountName' | 'exchangeName'> & { snapshot: NonNullable<CachedState['snapshot']> },
  { equity, bound, aside, equities, unpriced, notIncluded, assets }: NonNullable<CachedContent['body']>,
  now: Date,
  amounts: Amounts,
): (string | Buffer)[] {
  const rest: Omit<Wire, 'assets'> = {
    account_id: accountId,
    account_name: accountName,
    exchange: exchangeName,
    as_of: snapshot.asOf.toISOString(),
    age_seconds: wireAge(snapshot.asOf, now),
    stale: snapshot.stale,
    equity: amounts.numOrNull(equity),
    equity_bound: bound,
    set_aside: wireSetAside(aside, amounts),
    equities: equities.map((wallet) => wireWallet(wallet, amounts)),
    unpriced,
    not_included: notIncluded.map(wireNotIncluded),
  }
  return [`${JSON.stringify(rest).slice(0, -1)},"assets":`, assets, '}']
}
