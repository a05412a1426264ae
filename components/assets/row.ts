import { fixed, known, times } from '@/server/domain/amounts'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import type { Asset, FundingRate } from '@/server/domain/types'
import type { AccountView, BalanceView, FundingView, OverviewView } from '@/server/domain/views'

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
      funding: asset.assetType === 'position' ? (funding.get(`${account.exchange} ${asset.symbol}`) ?? null) : null,
    }
  })
}

/** Every asset of every account, in the accounts' order. */
export function allRows(overview: OverviewView, funding?: FundingByPair): AssetRow[] {
  return overview.accounts.flatMap(({ account, balance }) => (balance === null ? [] : rowsOf(account, balance, funding)))
}

/** Unrealised profit in USD; null where it or the price of its currency is not known. */
export function profitUsd({ unrealizedProfit, price }: Asset): DecimalString | null {
  const usd = times(known(unrealizedProfit), known(price))
  return usd === null ? null : fixed(usd, 12)
}

/** Unrealised profit as a share of the position's initial margin; null for tokens and where either is not known. */
export function profitOnMargin({ assetType, unrealizedProfit, initialMargin }: Asset): DecimalString | null {
  const margin = known(initialMargin)
  const profit = known(unrealizedProfit)
  if (assetType !== 'position' || margin === null || profit === null || !margin.gt(0)) return null
  return fixed(profit.div(margin), 6)
}

/** True for a token whose value is known and below the threshold; what has no price is no dust. */
export function isDust({ assetType, notional }: Asset, dustUsd: DecimalString): boolean {
  return assetType === 'token' && notional !== null && new Decimal(notional).abs().lt(dustUsd)
}

/** Which way a position gains: by its side, or by its sign where the exchange nets. */
export function sideOf({ positionSide, size }: Asset): 'long' | 'short' | null {
  if (positionSide === 'long' || positionSide === 'short') return positionSide
  const amount = new Decimal(size)
  if (amount.isZero()) return null
  return amount.isNegative() ? 'short' : 'long'
}

const WALLETS: Record<string, string> = {
  spot: 'Spot',
  perp: 'Perpetuals',
  unified: 'Unified',
  funding: 'Funding',
  earn: 'Earn',
  margin: 'Margin',
  isolated_margin: 'Isolated margin',
  coinm: 'COIN-M',
}

/** A wallet's name for a person; the exchange's own name where it has one of its own. */
export function walletLabel(wallet: string): string {
  return WALLETS[wallet] ?? wallet.charAt(0).toUpperCase() + wallet.slice(1)
}

const MARKETS: Record<string, string> = { perp: 'Perpetual', future: 'Dated future', option: 'Option' }

export function marketLabel({ assetType, marketType }: Pick<Asset, 'assetType' | 'marketType'>): string {
  return assetType === 'position' ? (MARKETS[marketType] ?? marketType) : walletLabel(marketType)
}
