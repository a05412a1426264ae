import { Decimal, sum, ZERO } from './decimal'
import type { Exchange } from './exchange'
import type { Ledger, LedgerPosition, LedgerToken } from './ledger'
import type { SimMarket } from './markets/market'

/**
 * What follows from a ledger and prices, in decimals and one place, for all venues. A figure named in `fixed`
 * (`markPrice`, `unrealizedProfit`, `initialMargin`, `maintMargin`, `marginBalance`, `liquidationPrice`, `available`,
 * `usdValue`) is taken from there; other names in `fixed` are wire fields, see `withFixed`.
 */
export interface PositionFigures {
  position: LedgerPosition
  market: SimMarket
  markPrice: Decimal
  entryPrice: Decimal
  /** Signed contracts as the exchange counts them. */
  contracts: Decimal
  /** Signed base coins (inverse: value ÷ mark). */
  size: Decimal
  isLong: boolean
  /** Unsigned value at mark: linear and options in the quote currency, inverse in USD. */
  value: Decimal
  /** Unsigned value at mark in the settlement currency. */
  valueSettle: Decimal
  /** Unsigned value at entry in the settlement currency. */
  entryValueSettle: Decimal
  unrealizedProfit: Decimal
  initialMargin: Decimal
  maintMargin: Decimal
  /** Isolated: the margin put up plus profit; cross: null. */
  marginBalance: Decimal | null
  /** Isolated: the margin put up, without profit; cross: null. */
  isolatedMargin: Decimal | null
  /** An estimate by the textbook formula; null where no positive price liquidates. */
  liquidationPrice: Decimal | null
}

export interface TokenFigures {
  token: LedgerToken
  /** Without unrealised profit; negative when borrowed. */
  balance: Decimal
  /** In the token, over positions of the same wallet that settle in it. */
  unrealizedProfit: Decimal
  initialMargin: Decimal
  maintMargin: Decimal
  /** `balance + unrealizedProfit`. */
  equity: Decimal
  locked: Decimal
  borrowed: Decimal
  interest: Decimal
  /** Free for orders or transfer; never negative. */
  available: Decimal
  /** Null for a token that no market prices. */
  usdPrice: Decimal | null
  /** `equity` in USD; null as above. */
  usdValue: Decimal | null
}

export interface WalletFigures {
  tokens: TokenFigures[]
  positions: PositionFigures[]
  /** USD over priced tokens. */
  equityUsd: Decimal
  balanceUsd: Decimal
  unrealizedUsd: Decimal
  initialMarginUsd: Decimal
  maintMarginUsd: Decimal
  availableUsd: Decimal
}

/** Everything about one wallet of an account (`unified`, `usdm`, `trading` …). */
export function walletFigures(ledger: Ledger, wallet: string, exchange: Exchange): WalletFigures {
  const plain = ledger.positions.filter((p) => p.wallet === wallet).map((p) => withoutLiquidation(p, exchange))
  const positions = plain.map((figures) => ({
    ...figures,
    liquidationPrice: fixedOr(figures.position.fixed, 'liquidationPrice', () =>
      liquidationPrice(figures, cushion(figures, plain, ledger)),
    ),
  }))
  const tokens = ledger.tokens
    .filter((t) => t.wallet === wallet)
    .map((t) =>
      tokenFigures(
        t,
        positions.filter((p) => p.market.settle === t.coin),
        exchange,
      ),
    )
  const usd = (pick: (t: TokenFigures) => Decimal) => sum(tokens.map((t) => (t.usdPrice ? pick(t).times(t.usdPrice) : ZERO)))
  return {
    tokens,
    positions,
    equityUsd: sum(tokens.map((t) => t.usdValue ?? ZERO)),
    balanceUsd: usd((t) => t.balance),
    unrealizedUsd: usd((t) => t.unrealizedProfit),
    initialMarginUsd: usd((t) => t.initialMargin),
    maintMarginUsd: usd((t) => t.maintMargin),
    availableUsd: usd((t) => t.available),
  }
}

/** Replaces the fields of a wire row that the ledger fixes under the same name; adds none. */
export function withFixed<T extends Record<string, unknown>>(row: T, fixed: Record<string, string> | undefined): T {
  if (!fixed) return row
  const result: Record<string, unknown> = { ...row }
  for (const [name, value] of Object.entries(fixed)) if (name in result) result[name] = value
  return result as T
}

function withoutLiquidation(position: LedgerPosition, exchange: Exchange): PositionFigures {
  const market = exchange.market(position.market)
  if (!market) throw new Error(`no market ${position.market}`)
  const { fixed } = position
  const markPrice = fixedOr(fixed, 'markPrice', () => new Decimal(exchange.markPrice(position.market)))
  const entryPrice = new Decimal(position.entryPrice)
  const contracts = new Decimal(position.contracts)
  const isLong = contracts.greaterThan(0)
  const units = contracts.times(market.contractSize)
  const leverage = new Decimal(position.leverage)
  const size = market.inverse ? units.div(markPrice) : units
  const value = market.inverse ? units.abs() : units.abs().times(markPrice)
  const valueSettle = market.inverse ? value.div(markPrice) : value
  const entryValueSettle = market.inverse ? value.div(entryPrice) : units.abs().times(entryPrice)
  const unrealizedProfit = fixedOr(fixed, 'unrealizedProfit', () =>
    market.inverse
      ? units.times(new Decimal(1).div(entryPrice).minus(new Decimal(1).div(markPrice)))
      : units.times(markPrice.minus(entryPrice)),
  )
  // A bought option is paid for: it needs no margin.
  const margined = !(market.type === 'option' && isLong)
  const isolatedMargin =
    position.marginMode === 'isolated' ? new Decimal(position.isolatedMargin ?? entryValueSettle.div(leverage)) : null
  return {
    position,
    market,
    markPrice,
    entryPrice,
    contracts,
    size,
    isLong,
    value,
    valueSettle,
    entryValueSettle,
    unrealizedProfit,
    initialMargin: fixedOr(fixed, 'initialMargin', () => (margined ? valueSettle.div(leverage) : ZERO)),
    maintMargin: fixedOr(fixed, 'maintMargin', () => (margined ? valueSettle.times(market.maintenanceRate) : ZERO)),
    isolatedMargin,
    marginBalance: fixedOr(fixed, 'marginBalance', () => isolatedMargin?.plus(unrealizedProfit) ?? null),
    liquidationPrice: null,
  }
}

function tokenFigures(token: LedgerToken, positions: PositionFigures[], exchange: Exchange): TokenFigures {
  const { fixed } = token
  const balance = new Decimal(token.balance)
  const locked = new Decimal(token.locked ?? 0)
  const unrealizedProfit = fixedOr(fixed, 'unrealizedProfit', () => sum(positions.map((p) => p.unrealizedProfit)))
  const initialMargin = fixedOr(fixed, 'initialMargin', () => sum(positions.map((p) => p.initialMargin)))
  const equity = fixedOr(fixed, 'marginBalance', () => balance.plus(unrealizedProfit))
  const price = exchange.coinPrice(token.coin)
  const usdPrice = price === null ? null : new Decimal(price)
  return {
    token,
    balance,
    unrealizedProfit,
    initialMargin,
    maintMargin: fixedOr(fixed, 'maintMargin', () => sum(positions.map((p) => p.maintMargin))),
    equity,
    locked,
    borrowed: new Decimal(token.borrowed ?? 0),
    interest: new Decimal(token.interest ?? 0),
    // Profit can be used as margin but not taken out: what is free is the smaller of the two.
    available: fixedOr(fixed, 'available', () => Decimal.max(0, Decimal.min(balance, equity).minus(initialMargin).minus(locked))),
    usdPrice,
    usdValue: usdPrice && fixedOr(fixed, 'usdValue', () => equity.times(usdPrice)),
  }
}

/** What a position can lose before its maintenance margin is touched, at entry, in the settlement currency. */
function cushion(figures: PositionFigures, all: PositionFigures[], ledger: Ledger): Decimal {
  if (figures.isolatedMargin) return figures.isolatedMargin
  const { settle } = figures.market
  const balance = sum(
    ledger.tokens.filter((t) => t.wallet === figures.position.wallet && t.coin === settle).map((t) => t.balance),
  )
  const others = all.filter((p) => p !== figures && p.market.settle === settle)
  return balance
    .minus(sum(others.map((p) => p.isolatedMargin ?? ZERO)))
    .plus(sum(others.filter((p) => !p.isolatedMargin).map((p) => p.unrealizedProfit.minus(p.maintMargin))))
}

function liquidationPrice(figures: PositionFigures, margin: Decimal): Decimal | null {
  const { entryPrice, isLong, market, value, size } = figures
  if (market.type === 'option' || value.isZero()) return null
  const rate = new Decimal(market.maintenanceRate)
  let price: Decimal
  if (market.inverse) {
    const atEntry = value.div(entryPrice)
    const divisor = isLong ? atEntry.plus(margin) : atEntry.minus(margin)
    if (divisor.lessThanOrEqualTo(0)) return null
    price = value.times(isLong ? rate.plus(1) : new Decimal(1).minus(rate)).div(divisor)
  } else {
    const atEntry = size.abs().times(entryPrice)
    price = isLong
      ? atEntry.minus(margin).div(size.abs().times(new Decimal(1).minus(rate)))
      : atEntry.plus(margin).div(size.abs().times(rate.plus(1)))
  }
  return price.greaterThan(0) ? roundToTick(price, market.tick) : null
}

export function roundToTick(price: Decimal, tick: string): Decimal {
  return price.div(tick).toDecimalPlaces(0).times(tick)
}

function fixedOr<T extends Decimal | null>(
  fixed: Record<string, string> | undefined,
  name: string,
  compute: () => T,
): T | Decimal {
  const value = fixed?.[name]
  return value === undefined ? compute() : new Decimal(value)
}
