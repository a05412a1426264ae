import { latestSnapshots, type StoredSnapshot } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import { baseCoin } from '@/server/domain/coins'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { isExposed } from '@/server/domain/exposure'
import type { Asset } from '@/server/domain/types'
import type { AccountView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'

/** The user's active accounts and what each holds by its newest reading; null: never read. */
export interface HeldAccount {
  account: AccountView
  snapshot: StoredSnapshot | null
}

/** One statement behind the list of accounts. Asks no exchange. */
export async function heldAccounts(ctx: ServiceContext): Promise<HeldAccount[]> {
  const accounts = await loadAccounts(ctx, false)
  const ids = accounts.map(({ id }) => id)
  const snapshots = await ctx.db.asUser(ctx.userId, (tx) => latestSnapshots(tx, ctx.userId, ids))
  return accounts.map((account) => ({ account, snapshot: snapshots.get(account.id) ?? null }))
}

/** A coin that something moves with. */
export interface HeldCoin {
  coin: string
  /** USD, without signs. */
  gross: Decimal
  /** By which its price of each day is known: the coin itself, else its largest position. */
  symbol: string
  /** USD per coin now; null: only contracts on many of it are held. */
  price: DecimalString | null
}

const single = (asset: Asset) => asset.base === baseCoin(asset.base)

/** Coins of all accounts, the largest first. Options say what their coin is worth nowhere. */
export function heldCoins(accounts: readonly HeldAccount[]): HeldCoin[] {
  const coins = new Map<string, HeldCoin & { rank: Decimal }>()
  for (const { snapshot } of accounts) {
    for (const asset of snapshot?.assets ?? []) {
      if (!isExposed(asset) || asset.notional === null) continue
      const coin = baseCoin(asset.base)
      const value = new Decimal(asset.notional).abs()
      const known = coins.get(coin)
      const gross = (known?.gross ?? new Decimal(0)).plus(value)
      const token = asset.assetType === 'token'
      const tells = asset.marketType !== 'option'
      // A coin's own price before any contract's, and among each the largest.
      const rank = tells ? value.plus(token && single(asset) ? '1e30' : 0) : new Decimal(-1)
      const price = token ? asset.price : usdMark(asset)
      if (known?.rank.gte(rank)) coins.set(coin, { ...known, gross })
      else coins.set(coin, { coin, gross, symbol: asset.symbol, rank, price: tells && single(asset) ? price : null })
    }
  }
  return [...coins.values()]
    .sort((a, b) => b.gross.comparedTo(a.gross) || (a.coin < b.coin ? -1 : 1))
    .map(({ rank: _, ...coin }) => coin)
}

/** A contract's mark in USD: what it is worth by its size. */
function usdMark({ notional, size }: Asset): DecimalString | null {
  return notional === null || new Decimal(size).isZero()
    ? null
    : new Decimal(notional).div(size).toSignificantDigits(20).toFixed()
}
