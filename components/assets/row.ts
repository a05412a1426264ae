import { walletsBound } from '@/server/domain/bound'
import type { Asset, EquityBound, FundingRate } from '@/server/domain/types'
import type { AccountView, BalanceView, FundingView, OverviewView } from '@/server/domain/views'
import { walletLabel } from '@/server/domain/wallets'

export { isDust, profitOnMargin, profitUsd, sideOf } from '@/server/domain/asset-figures'
export { walletLabel } from '@/server/domain/wallets'

/** An asset with the account that holds it, as one row of a table. */
export interface AssetRow {
  /** Stays the same from snapshot to snapshot. */
  id: string
  asset: Asset
  account: Pick<AccountView, 'id' | 'name' | 'exchange' | 'exchangeName'>
  asOf: Date
  stale: boolean
  /** Of an open perpetual; null where it is not known or was not asked for. */
  funding: FundingRate | null
  /** What sums over rows of the account are to all that is in it, beside rows without a price. */
  bound: EquityBound
}

/** Funding by exchange and pair. */
export type FundingByPair = ReadonlyMap<string, FundingRate>

const NONE: FundingByPair = new Map()

export function fundingByPair(funding: readonly FundingView[]): FundingByPair {
  return new Map(funding.map(({ exchange, pair, rate, nextAt }) => [`${exchange} ${pair}`, { rate, nextAt }]))
}

/** The rows of one snapshot. Hedge mode has two rows of one pair: the side tells them apart, then their order. */
export function rowsOf(account: AssetRow['account'], balance: BalanceView, funding: FundingByPair = NONE): AssetRow[] {
  const seen = new Map<string, number>()
  const bound = walletsBound(balance)
  return balance.assets.map((asset) => {
    const { assetType, walletType, symbol, positionSide, marginMode } = asset
    const key = `${account.id} ${assetType} ${walletType} ${symbol} ${positionSide ?? ''} ${marginMode ?? ''}`
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return {
      id: count === 0 ? key : `${key} ${count}`,
      asset,
      account,
      asOf: balance.asOf,
      stale: balance.stale,
      bound,
      funding: asset.assetType === 'position' ? (funding.get(`${account.exchange} ${asset.symbol}`) ?? null) : null,
    }
  })
}

/** Every asset of every account, in the accounts' order. */
export function allRows(overview: OverviewView, funding?: FundingByPair): AssetRow[] {
  return overview.accounts.flatMap(({ account, balance }) => (balance === null ? [] : rowsOf(account, balance, funding)))
}

const MARKETS: Record<string, string> = { perp: 'Perpetual', future: 'Dated future', option: 'Option', margin: 'Margin' }

export function marketLabel({ assetType, marketType }: Pick<Asset, 'assetType' | 'marketType'>): string {
  return assetType === 'position' ? (MARKETS[marketType] ?? marketType) : walletLabel(marketType)
}
