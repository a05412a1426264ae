import { fixed, known, sumKnown, times, usd } from './amounts'
import { Decimal, ZERO } from './decimal'
import { marginRatio } from './margin'
import type { Holding, PositionHolding, ReportedWallet, TokenHolding, WalletEquity } from './types'

/** USD per unit of a currency code; null where there is no route to USD. */
export type UsdOf = (code: string) => Decimal | null

/** Figures of one wallet that sum over its tokens, and where a token has none over the positions settled in it. */
type MarginFigure = 'unrealizedProfit' | 'initialMargin' | 'maintMargin'

/** The exchange's own equity may differ from the computed one by this share. */
export const EQUITY_TOLERANCE = new Decimal('0.005')
/** Below this difference in USD nobody is told. */
const EQUITY_CENT = new Decimal('0.01')

/** Coins that count towards equity, one entry for each token row and for each position's part outside the token rows. */
function equityParts(holdings: readonly Holding[]): { code: string; coins: Decimal }[] {
  return holdings.map((holding) =>
    holding.kind === 'token'
      ? { code: holding.symbol, coins: new Decimal(holding.marginBalance ?? holding.size) }
      : { code: holding.settle, coins: new Decimal(holding.equityOutsideTokens ?? 0) },
  )
}

/**
 * Σ tokens (margin balance where known, else size) × price, plus what positions hold outside the token rows, in USD.
 * Borrowed coins are negative sizes and so subtract. Unpriced coins are left out; null when something is held and
 * nothing of it has a price.
 */
export function totalEquity(holdings: readonly Holding[], usdOf: UsdOf): Decimal | null {
  const parts = equityParts(holdings).filter(({ coins }) => !coins.isZero())
  if (parts.length === 0) return ZERO
  return sumKnown(parts.map(({ code, coins }) => times(coins, usdOf(code))))
}

function marginFigure(tokens: TokenHolding[], positions: PositionHolding[], figure: MarginFigure, usdOf: UsdOf) {
  const told = new Set(tokens.filter((token) => token[figure] !== null).map((token) => token.symbol))
  return sumKnown([
    ...tokens.map((token) => times(known(token[figure]), usdOf(token.symbol))),
    ...positions
      .filter((position) => !told.has(position.settle))
      .map((position) => times(known(position[figure]), usdOf(position.settle))),
  ])
}

/** Free margin in USD; null as soon as one collateral coin does not tell, since a part of it would mislead. */
function availableMargin(collateral: TokenHolding[], usdOf: UsdOf): Decimal | null {
  let sum: Decimal | null = null
  for (const token of collateral) {
    const price = usdOf(token.symbol)
    if (price === null) continue
    if (token.available === null) {
      if (new Decimal(token.size).isZero()) continue
      return null
    }
    sum = (sum ?? ZERO).plus(new Decimal(token.available).times(price))
  }
  return sum
}

function walletEquity(wallet: ReportedWallet, holdings: readonly Holding[], usdOf: UsdOf): WalletEquity {
  const own = holdings.filter((holding) => holding.wallet === wallet.wallet)
  const tokens = own.filter((holding) => holding.kind === 'token')
  const positions = own.filter((holding) => holding.kind === 'position')
  const collateral = tokens.filter((token) => token.marginBalance !== null)
  const marginBalance = sumKnown([
    ...collateral.map((token) => times(known(token.marginBalance), usdOf(token.symbol))),
    ...positions.map((position) => times(known(position.equityOutsideTokens), usdOf(position.settle))),
  ])
  const maintMargin = marginFigure(tokens, positions, 'maintMargin', usdOf)
  // A coin that margins positions and has no price would make the ratio look better or worse than it is.
  const blind = tokens.some((token) => usdOf(token.symbol) === null && !(known(token.maintMargin) ?? ZERO).isZero())
  return {
    walletType: wallet.wallet,
    totalEquity: usd(totalEquity(own, usdOf)),
    marginBalance: usd(marginBalance),
    initialMargin: usd(marginFigure(tokens, positions, 'initialMargin', usdOf)),
    maintMargin: usd(maintMargin),
    availableMargin: wallet.availableUsd ?? usd(availableMargin(collateral, usdOf)),
    marginRatio: blind ? null : marginRatio(maintMargin, marginBalance),
    unrealizedProfit: usd(marginFigure(tokens, positions, 'unrealizedProfit', usdOf)),
    reportedEquity: wallet.equityUsd,
  }
}

/** One row for each wallet that was read, also the empty ones. USD. */
export function walletEquities(reported: readonly ReportedWallet[], holdings: readonly Holding[], usdOf: UsdOf): WalletEquity[] {
  const wallets = new Map(reported.map((wallet) => [wallet.wallet, wallet]))
  for (const { wallet } of holdings) if (!wallets.has(wallet)) wallets.set(wallet, { wallet, equityUsd: null })
  return [...wallets.values()].map((wallet) => walletEquity(wallet, holdings, usdOf))
}

/** A sentence for each wallet whose computed equity is more than 0.5 % away from the exchange's own figure. */
export function equityWarnings(
  equities: readonly Pick<WalletEquity, 'walletType' | 'totalEquity' | 'reportedEquity'>[],
): string[] {
  return equities.flatMap(({ walletType, totalEquity: computed, reportedEquity }) => {
    const ours = known(computed)
    const theirs = known(reportedEquity)
    if (ours === null || theirs === null) return []
    const difference = ours.minus(theirs).abs()
    if (difference.lte(EQUITY_CENT) || difference.lte(theirs.abs().times(EQUITY_TOLERANCE))) return []
    const share = theirs.isZero() ? '' : ` (${fixed(difference.div(theirs.abs()).times(100), 2)} %)`
    return [
      `Wallet ${walletType}: the computed equity of ${fixed(ours, 2)} USD and the exchange's own of ${fixed(theirs, 2)} USD differ by ${fixed(difference, 2)} USD${share}.`,
    ]
  })
}
