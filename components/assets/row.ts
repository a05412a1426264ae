import type { Asset, FundingRate } from '@/server/domain/types'
import type { AccountView, BalanceView, FundingView } from '@/server/domain/views'

export { isDust, profitOnMargin, profitUsd, sideOf } from '@/server/domain/asset-figures'

/** An asset with the account that holds it, as one row of a table. */
export interface AssetRow {
  /** Stays the same from snapshot to snapshot. */
  id: string
  asset: Asset
  account: Pick<AccountView, 'id' | 'name' | 'exchange' | 'exchangeName'>
  asOf: Date
  stale: boolean
  /** Of an open perpetual; null where it is not known or was not asked for; `loading` while it is being asked for. */
  funding: FundingRate | 'loading' | null
}

type RowHolder = AssetRow['account'] & Pick<AssetRow, 'asOf' | 'stale'>

/** Funding by exchange and pair. */
export type FundingByPair = ReadonlyMap<string, FundingRate>
/** What is known of it so far. */
export type KnownFunding = FundingByPair | 'loading'

export function fundingByPair(funding: readonly FundingView[]): FundingByPair {
  return new Map(funding.map((known) => [`${known.exchange} ${known.pair}`, known]))
}

/** Names a row from snapshot to snapshot. @param nth which of the account's rows that are alike in all of that, from 0 */
function rowId(accountId: string, asset: Asset, nth: number): string {
  const { assetType, walletType, symbol, positionSide, marginMode } = asset
  const key = `${accountId} ${assetType} ${walletType} ${symbol} ${positionSide ?? ''} ${marginMode ?? ''}`
  return nth === 0 ? key : `${key} ${nth}`
}

/** The rows of one snapshot. Hedge mode has two rows of one pair: the side tells them apart, then their order. */
export function rowsOf(account: AssetRow['account'], balance: BalanceView, funding: KnownFunding): AssetRow[] {
  const seen = new Map<string, number>()
  const holder = { ...account, asOf: balance.asOf, stale: balance.stale }
  return balance.assets.map((asset) => {
    const key = rowId(account.id, asset, 0)
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    return rowOf(holder, asset, nth, funding)
  })
}

/** A line of a long table as a row. */
export function rowOf(holder: RowHolder, asset: Asset, nth: number, funding: KnownFunding): AssetRow {
  return {
    id: rowId(holder.id, asset, nth),
    asset,
    account: holder,
    asOf: holder.asOf,
    stale: holder.stale,
    funding: fundingOf(holder.exchange, asset, funding),
  }
}

function fundingOf(exchange: string, { assetType, marketType, symbol }: Asset, funding: KnownFunding): AssetRow['funding'] {
  if (assetType !== 'position') return null
  if (funding === 'loading') return marketType === 'perp' ? 'loading' : null
  return funding.get(`${exchange} ${symbol}`) ?? null
}
