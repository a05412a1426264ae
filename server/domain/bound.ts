import { Decimal } from './decimal'
import { equityWarnings } from './equity'
import type { Asset, EquityBound, NotIncluded, WalletEquity } from './types'

/** In the order of their bits. */
export const EQUITY_BOUNDS = ['exact', 'at_least', 'at_most', 'uncertain'] as const satisfies readonly EquityBound[]

/** Bits of a bound: 1, the whole may be more; 2, it may be less. Bounds of a sum's parts are joined by `or`. */
export function boundBits(bound: EquityBound): number {
  return EQUITY_BOUNDS.indexOf(bound)
}

/** The bound of bits; none are `exact`. */
export function boundOfBits(bits: number | null): EquityBound {
  return EQUITY_BOUNDS[(bits ?? 0) & 3] ?? 'exact'
}

/** The bound of a sum over parts that have these. */
export function joinBounds(bounds: readonly EquityBound[]): EquityBound {
  return boundOfBits(bounds.reduce((bits, bound) => bits | boundBits(bound), 0))
}

/** The bound of what is subtracted, or divided by. */
export function inverted(bound: EquityBound): EquityBound {
  return bound === 'at_least' ? 'at_most' : bound === 'at_most' ? 'at_least' : bound
}

/** Wallets by whose names debts are kept: left out, they can only take away. */
const DEBTS = /loan|debt|borrow|liabilit/i

export interface LeavingOut {
  assets: readonly Pick<Asset, 'symbol' | 'assetType' | 'walletType' | 'size' | 'price'>[]
  equities: readonly Pick<WalletEquity, 'walletType' | 'totalEquity' | 'reportedEquity'>[]
  notIncluded: readonly NotIncluded[]
}

/**
 * What an account's equity is to all that is in the account.
 *
 * - A wallet that was not read can only add: what is in it is worth something, or nothing. One of debts can only take away.
 * - Of a wallet that was read in part (only what is free is told, a position could not be placed) the rest can only add, unless
 *   it margins positions: their profit or loss may be in what is missing.
 * - A coin without a price can only add; one that is owed can only take away.
 * @param doubted the figures themselves may be wrong
 */
export function equityBound({ assets, equities, notIncluded }: LeavingOut, doubted: boolean): EquityBound {
  if (doubted) return 'uncertain'
  const read = new Set(equities.map(({ walletType }) => walletType))
  const margining = new Set(assets.filter(({ assetType }) => assetType === 'position').map(({ walletType }) => walletType))
  const wallets = notIncluded
    .filter(({ unopened }) => !unopened)
    .map(({ wallet }): EquityBound => {
      if (DEBTS.test(wallet)) return 'at_most'
      return read.has(wallet) && margining.has(wallet) ? 'uncertain' : 'at_least'
    })
  const coins = assets
    .filter(({ assetType, price, size }) => assetType === 'token' && price === null && !new Decimal(size).isZero())
    .map(({ size }): EquityBound => (new Decimal(size).isNegative() ? 'at_most' : 'at_least'))
  return joinBounds([...wallets, ...coins])
}

/** Whether an account's figures themselves may be wrong, which no part of it that is left out explains. */
const isDoubted = (account: LeavingOut & { bound: EquityBound }) =>
  account.bound === 'uncertain' && equityBound(account, false) !== 'uncertain'

/** As `equityBound`, by the wallets alone: what sums over some of an account's rows leave out, beside rows without a price. */
export function walletsBound(account: LeavingOut & { bound: EquityBound }): EquityBound {
  const positions = account.assets.filter(({ assetType }) => assetType === 'position')
  return equityBound({ ...account, assets: positions }, isDoubted(account))
}

/** As `equityBound`, of the part of an account that is in one wallet. */
export function boundOfWallet(account: LeavingOut & { bound: EquityBound }, wallet: string): EquityBound {
  const own = <T extends { walletType: string }>(rows: readonly T[]) => rows.filter(({ walletType }) => walletType === wallet)
  const notIncluded = account.notIncluded.filter((left) => left.wallet === wallet)
  return equityBound(
    { assets: own(account.assets), equities: own(account.equities), notIncluded },
    isDoubted(account) || equityWarnings(own(account.equities)).length > 0,
  )
}

/**
 * Bounds of exposure beside that of equity: what is missing can only add to the gross, and may lie on either side of the net.
 * @param unvalued a row has no value
 */
export function exposureBounds(equity: EquityBound, unvalued: boolean): { gross: EquityBound; net: EquityBound } {
  if (equity === 'uncertain') return { gross: 'uncertain', net: 'uncertain' }
  const whole = equity === 'exact' && !unvalued
  return { gross: whole ? 'exact' : 'at_least', net: whole ? 'exact' : 'uncertain' }
}

/** Wallets that margin nothing: left out, no open profit is. */
export const PLAIN_WALLETS = ['spot', 'funding', 'earn', 'vault', 'staking', 'savings'] as const
const PLAIN: ReadonlySet<string> = new Set(PLAIN_WALLETS)

/** Wallets that may margin positions and were not read. */
export function unreadMargins(notIncluded: readonly NotIncluded[]): string[] {
  return [...new Set(notIncluded.flatMap(({ wallet, unopened }) => (!unopened && !PLAIN.has(wallet) ? [wallet] : [])))]
}

/** Whether the open profit of an account is all. */
export function profitBound({ bound, notIncluded }: { bound: EquityBound; notIncluded: readonly NotIncluded[] }): EquityBound {
  return unreadMargins(notIncluded).length > 0 || bound === 'uncertain' ? 'uncertain' : 'exact'
}
