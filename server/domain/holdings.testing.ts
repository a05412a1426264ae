import type { AccountHoldings, PositionHolding, Price, PriceOf, TokenHolding } from './types'

/** Builders for specs: every figure that a spec does not name is unknown. */

export const AS_OF = new Date('2026-01-01T00:00:00Z')

export function token(symbol: string, size: string, more: Partial<TokenHolding> = {}): TokenHolding {
  return {
    kind: 'token',
    wallet: 'spot',
    symbol,
    amount: size,
    borrowed: '0',
    size,
    unrealizedProfit: null,
    initialMargin: null,
    maintMargin: null,
    marginBalance: null,
    available: null,
    ...more,
  }
}

export function perp(base: string, size: string, notional: string, more: Partial<PositionHolding> = {}): PositionHolding {
  return {
    kind: 'position',
    wallet: 'perp',
    symbol: `${base}:PERP-USDT`,
    marketType: 'perp',
    base,
    quote: 'USDT',
    settle: 'USDT',
    inverse: false,
    size,
    notional,
    notionalCurrency: 'USDT',
    unrealizedProfit: null,
    initialMargin: null,
    maintMargin: null,
    marginBalance: null,
    leverage: null,
    entryPrice: null,
    markPrice: null,
    liquidationPrice: null,
    marginMode: 'cross',
    side: 'net',
    equityOutsideTokens: null,
    ...more,
  }
}

export function account(holdings: AccountHoldings['holdings'], more: Partial<AccountHoldings> = {}): AccountHoldings {
  return { asOf: AS_OF, holdings, wallets: [], notIncluded: [], warnings: [], positionMode: null, ...more }
}

/** USD prices by code. */
export function prices(usd: Record<string, string>): PriceOf {
  return (code): Price | null => {
    const price = usd[code]
    return price === undefined ? null : { usd: price, route: `${code}-USD`, asOf: AS_OF }
  }
}
