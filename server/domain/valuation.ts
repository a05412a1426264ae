import { fixed, known, NOTIONAL_DECIMALS, times, usd } from './amounts'
import { equityBound } from './bound'
import { Decimal, ZERO } from './decimal'
import { equityWarnings, totalEquity, type UsdOf, walletEquities } from './equity'
import { totalExposure } from './exposure'
import type { AccountHoldings, Asset, Holding, PositionHolding, Price, PriceOf, TokenHolding, ValuedAccount } from './types'

/** What is a dollar by definition, with its route: USD, and Binance's credits, which are traded nowhere. */
const DOLLARS: Readonly<Record<string, string>> = { USD: 'USD', BNFCR: 'BNFCR-USD (a credit is one dollar)' }

/** A row with its notional in full digits, before shares are computed and figures are rounded. */
interface Valued {
  asset: Asset
  notional: Decimal | null
}

function valueToken(token: TokenHolding, price: Price | null): Valued {
  return {
    notional: times(new Decimal(token.size), known(price?.usd)),
    asset: {
      symbol: token.symbol,
      assetType: 'token',
      marketType: token.wallet,
      walletType: token.wallet,
      size: token.size,
      notional: null,
      unrealizedProfit: token.unrealizedProfit,
      initialMargin: token.initialMargin,
      maintMargin: token.maintMargin,
      marginBalance: token.marginBalance,
      leverage: null,
      notionalPctTotal: null,
      amount: token.amount,
      borrowed: token.borrowed,
      availableBalance: token.available,
      price: price?.usd ?? null,
      priceRoute: price?.route ?? null,
      priceAsOf: price?.asOf ?? null,
      entryPrice: null,
      markPrice: null,
      liquidationPrice: null,
      marginMode: null,
      positionSide: null,
      base: token.symbol,
      settle: null,
    },
  }
}

function valuePosition(position: PositionHolding, settlePrice: Price | null, usdOf: UsdOf): Valued {
  return {
    notional: times(known(position.notional), usdOf(position.notionalCurrency)),
    asset: {
      symbol: position.symbol,
      assetType: 'position',
      marketType: position.marketType,
      walletType: position.wallet,
      size: position.size,
      notional: null,
      unrealizedProfit: position.unrealizedProfit,
      initialMargin: position.initialMargin,
      maintMargin: position.maintMargin,
      marginBalance: position.marginBalance,
      leverage: position.leverage,
      notionalPctTotal: null,
      amount: position.size,
      borrowed: '0',
      availableBalance: null,
      price: settlePrice?.usd ?? null,
      priceRoute: settlePrice?.route ?? null,
      priceAsOf: settlePrice?.asOf ?? null,
      entryPrice: position.entryPrice,
      markPrice: position.markPrice,
      liquidationPrice: position.liquidationPrice,
      marginMode: position.marginMode,
      positionSide: position.side,
      base: position.base,
      settle: position.settle,
    },
  }
}

/** abs(notional) ÷ Σ abs(notional) of the same market type; null where the row's own value is unknown or all are 0. */
function withShares(rows: readonly Valued[]): Asset[] {
  const totals = new Map<string, Decimal>()
  for (const { asset, notional } of rows) {
    if (notional !== null) totals.set(asset.marketType, (totals.get(asset.marketType) ?? ZERO).plus(notional.abs()))
  }
  return rows.map(({ asset, notional }) => {
    if (notional === null) return asset
    const total = totals.get(asset.marketType) ?? ZERO
    return {
      ...asset,
      notional: fixed(notional, NOTIONAL_DECIMALS),
      notionalPctTotal: total.isZero() ? null : fixed(notional.abs().div(total), NOTIONAL_DECIMALS),
    }
  })
}

/** Largest first, unknown last; rows of equal value keep the exchange's order. */
function bySize(a: Valued, b: Valued): number {
  if (a.notional === null || b.notional === null) return Number(a.notional === null) - Number(b.notional === null)
  return b.notional.abs().comparedTo(a.notional.abs())
}

/** Codes that count in no total: tokens without a price, positions without a value. */
function unpricedSymbols(rows: readonly Valued[], holdings: readonly Holding[], usdOf: UsdOf): string[] {
  const symbols = rows.flatMap(({ asset, notional }) => (notional === null ? [asset.symbol] : []))
  // Margin put up outside the token rows is equity too, and may be in a coin that no token row names.
  const settles = holdings.flatMap((holding) =>
    holding.kind === 'position' && !(known(holding.equityOutsideTokens) ?? ZERO).isZero() && usdOf(holding.settle) === null
      ? [holding.settle]
      : [],
  )
  return [...new Set([...symbols, ...settles])]
}

/**
 * Values one account's holdings in USD (docs: "What a balance is"). Notionals and shares carry 6 decimals, sizes and
 * margins the exchange's own digits. What cannot be priced is null, named in `unpriced`, and left out of the totals.
 * Pure: prices come from `priceOf`; `USD` itself is 1 whatever `priceOf` says, and so is a credit of one dollar.
 */
export function valueAccount(account: AccountHoldings, priceOf: PriceOf): ValuedAccount {
  const priced = new Map<string, Price | null>()
  const price = (code: string): Price | null => {
    let found = priced.get(code)
    if (found === undefined) {
      found = priceOf(code) ?? (DOLLARS[code] === undefined ? null : { usd: '1', route: DOLLARS[code], asOf: account.asOf })
      priced.set(code, found)
    }
    return found
  }
  const usdOf: UsdOf = (code) => (code === 'USD' ? new Decimal(1) : known(price(code)?.usd))
  const rows = account.holdings
    .map((holding) =>
      holding.kind === 'token'
        ? valueToken(holding, price(holding.symbol))
        : valuePosition(holding, price(holding.settle), usdOf),
    )
    .sort(bySize)
  const assets = withShares(rows)
  const equities = walletEquities(account.wallets, account.holdings, usdOf)
  const { gross, net } = totalExposure(assets)
  const { notIncluded, doubts = [] } = account
  const differing = equityWarnings(equities)
  const leavingOut = { assets, equities, notIncluded }
  return {
    asOf: account.asOf,
    assets,
    equities,
    equity: account.equityUnknown ? null : usd(totalEquity(account.holdings, usdOf)),
    bound: equityBound(leavingOut, doubts.length + differing.length > 0),
    aside: null,
    grossExposure: gross,
    netExposure: net,
    unpriced: unpricedSymbols(rows, account.holdings, usdOf),
    notIncluded,
    warnings: [...doubts, ...account.warnings, ...differing],
    positionMode: account.positionMode,
  }
}
