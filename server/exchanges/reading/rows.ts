import { Decimal, type DecimalString } from '../../domain/decimal'
import { derivativeType, pairOf } from '../../domain/pairs'
import type { MarginMode, PositionHolding, PositionSide, TokenHolding, WalletType } from '../../domain/types'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { absolute, add, isZero, nonZero } from '../ccxt/amounts'
import type { Market } from '../ccxt/markets'

/** Decimals of a size in base coins that had to be divided out of an inverse contract's value. */
const DIVIDED_DECIMALS = 12

/** A token of a wallet that margins nothing (spot, funding, earn); null when there is none of it. */
export function plainToken(
  wallet: WalletType,
  symbol: string,
  size: DecimalString,
  available: DecimalString | null,
): TokenHolding | null {
  if (isZero(size)) return null
  return {
    kind: 'token',
    wallet,
    symbol,
    amount: size,
    borrowed: '0',
    size,
    unrealizedProfit: null,
    initialMargin: null,
    maintMargin: null,
    marginBalance: null,
    available,
  }
}

export type TokenFigures = Pick<TokenHolding, 'wallet' | 'symbol' | 'size'> & Partial<Omit<TokenHolding, 'kind'>>

/** A token of a wallet that margins positions; null when it is neither held nor owed and carries no margin or profit. */
export function marginToken(figures: TokenFigures): TokenHolding | null {
  const { size } = figures
  const borrowed = absolute(figures.borrowed ?? '0')
  const row: TokenHolding = {
    kind: 'token',
    wallet: figures.wallet,
    symbol: figures.symbol,
    amount: figures.amount ?? add(size, borrowed) ?? size,
    borrowed: isZero(borrowed) ? '0' : borrowed,
    size,
    unrealizedProfit: figures.unrealizedProfit ?? null,
    initialMargin: figures.initialMargin ?? null,
    maintMargin: figures.maintMargin ?? null,
    marginBalance: figures.marginBalance ?? null,
    available: figures.available ?? null,
  }
  const carried = [row.size, row.borrowed, row.unrealizedProfit, row.initialMargin, row.maintMargin, row.marginBalance]
  return carried.every(isZero) ? null : row
}

export interface PositionFigures {
  wallet: WalletType
  /** Signed, as the exchange counts contracts; short is negative. */
  contracts: DecimalString
  /** The exchange counts base coins rather than contracts, also for inverse ones. */
  inCoins?: boolean
  /** `net` in one-way mode, whatever the direction. */
  side: PositionSide
  markPrice: DecimalString | null
  /** The exchange's own signed value in the market's quote currency, if it sends one at mark price. */
  notional?: DecimalString | null
  /** Inverse contracts: signed size in base coins, for answers without a mark price. */
  sizeInBase?: DecimalString | null
  unrealizedProfit?: DecimalString | null
  initialMargin?: DecimalString | null
  maintMargin?: DecimalString | null
  marginBalance?: DecimalString | null
  leverage?: DecimalString | null
  entryPrice?: DecimalString | null
  liquidationPrice?: DecimalString | null
  marginMode: MarginMode | null
  equityOutsideTokens?: DecimalString | null
}

/**
 * An open position as a row. Linear: size = contracts × contract size, notional = size × mark in quote. Inverse: value =
 * contracts × contract value in quote (USD), size = value ÷ mark. A contract that is not listed goes by its id. Options: size as linear; the mark of an option that
 * is settled in its base is in that coin, and so is its value. Null for a closed position (zero contracts).
 */
export function position(market: Market, figures: PositionFigures): PositionHolding | null {
  const contracts = new Decimal(figures.contracts)
  if (contracts.isZero()) return null
  const whole = figures.inCoins || market.contractSize === '1'
  const scaled = whole ? figures.contracts : contracts.times(market.contractSize).toFixed()
  const divided = market.inverse && market.type !== 'option' && !figures.inCoins
  const { size, notional, currency } =
    market.unlisted === 'contracts' && !figures.inCoins
      ? unsized(market, figures)
      : divided
        ? inverse(market, scaled, figures)
        : linear(market, scaled, figures)
  return {
    kind: 'position',
    wallet: figures.wallet,
    symbol: market.unlisted ? market.id : pairOf(market),
    marketType: derivativeType(market) ?? 'margin',
    base: market.coin,
    quote: market.quote,
    settle: market.settle ?? market.quote,
    inverse: market.inverse,
    size,
    notional,
    notionalCurrency: currency,
    unrealizedProfit: figures.unrealizedProfit ?? null,
    initialMargin: figures.initialMargin ?? (figures.marginMode === 'isolated' ? openedWith(market, figures) : null),
    maintMargin: figures.maintMargin ?? null,
    marginBalance: figures.marginBalance ?? null,
    leverage: positive(figures.leverage),
    entryPrice: positive(figures.entryPrice),
    // An option may be worth nothing.
    markPrice: market.type === 'option' ? figures.markPrice : positive(figures.markPrice),
    liquidationPrice: positive(figures.liquidationPrice),
    marginMode: figures.marginMode,
    side: figures.side,
    equityOutsideTokens: figures.equityOutsideTokens ?? null,
  }
}

/** Zero is exchanges' word for no such figure, and a price below zero for one that cannot be reached. */
const positive = (value: DecimalString | null | undefined) => (value?.startsWith('-') ? null : nonZero(value ?? null))

function openedWith(market: Market, { contracts, inCoins, entryPrice = null, leverage = null }: PositionFigures) {
  if (inCoins && market.inverse)
    return isZero(leverage) || leverage === null
      ? null
      : new Decimal(absolute(contracts)).div(leverage).toDecimalPlaces(DIVIDED_DECIMALS).toFixed()
  return openingMargin(inCoins ? { ...market, contractSize: '1' } : market, contracts, positive(entryPrice), positive(leverage))
}

interface Valued {
  size: DecimalString
  notional: DecimalString | null
  currency: string
}

/** Contracts of a size that is not known any more: as many as there are, and a value only where the exchange tells it. */
function unsized(market: Market, { contracts, notional, sizeInBase }: PositionFigures): Valued {
  return { size: sizeInBase ?? contracts, notional: notional ?? null, currency: market.quote }
}

function linear(market: Market, size: DecimalString, { markPrice, notional }: PositionFigures): Valued {
  const currency = market.type === 'option' && market.inverse ? market.base : market.quote
  const value = notional ?? (markPrice === null ? null : new Decimal(size).times(markPrice).toFixed())
  return { size, notional: value, currency }
}

function inverse(market: Market, value: DecimalString, { markPrice, entryPrice, sizeInBase }: PositionFigures): Valued {
  const price = nonZero(markPrice) ?? (sizeInBase == null ? nonZero(entryPrice ?? null) : null)
  const size = price === null ? sizeInBase : new Decimal(value).div(price).toDecimalPlaces(DIVIDED_DECIMALS).toFixed()
  if (size == null)
    throw new DomainError('exchange_network', sentence`The exchange reports a position in ${pairOf(market)} without any price.`)
  return { size, notional: value, currency: market.quote }
}

/**
 * Profit of an open position in its settlement currency, for exchanges that leave it out: linear size × (mark − entry),
 * inverse value × (1/entry − 1/mark). `contracts` is signed. Null without both prices.
 */
export function profitOf(
  market: Market,
  contracts: DecimalString,
  entry: DecimalString | null,
  mark: DecimalString | null,
): DecimalString | null {
  if (entry === null || mark === null || isZero(entry) || isZero(mark) || market.unlisted === 'contracts') return null
  const size = new Decimal(contracts).times(market.contractSize)
  const gain = market.inverse
    ? size.times(new Decimal(1).div(entry).minus(new Decimal(1).div(mark)))
    : size.times(new Decimal(mark).minus(entry))
  return gain.toDecimalPlaces(DIVIDED_DECIMALS).toFixed()
}

/**
 * What opening an isolated position took, in its settlement currency, for exchanges that leave it out: value at entry ÷
 * leverage (inverse: in the coin). `contracts` is signed or not. Null without both figures.
 */
export function openingMargin(
  market: Market,
  contracts: DecimalString,
  entry: DecimalString | null,
  leverage: DecimalString | null,
): DecimalString | null {
  if (entry === null || leverage === null || isZero(entry) || isZero(leverage) || market.unlisted === 'contracts') return null
  const size = new Decimal(absolute(contracts)).times(market.contractSize)
  const value = market.inverse ? size.div(entry) : size.times(entry)
  return value.div(leverage).toDecimalPlaces(DIVIDED_DECIMALS).toFixed()
}

/** Rows that exist: drops the nulls that `plainToken`, `marginToken` and `position` give for what is not held. */
export function held<T>(rows: readonly (T | null)[]): T[] {
  return rows.filter((row): row is T => row !== null)
}

/** One row for each coin of a wallet, where the exchange reports a coin several times (locked products, isolated pairs). */
export function merged(rows: readonly TokenHolding[]): TokenHolding[] {
  const found = new Map<string, TokenHolding>()
  for (const row of rows) {
    const key = `${row.wallet} ${row.symbol}`
    const known = found.get(key)
    found.set(key, known ? sum(known, row) : row)
  }
  return [...found.values()]
}

function sum(a: TokenHolding, b: TokenHolding): TokenHolding {
  return {
    ...a,
    amount: add(a.amount, b.amount) ?? '0',
    borrowed: add(a.borrowed, b.borrowed) ?? '0',
    size: add(a.size, b.size) ?? '0',
    unrealizedProfit: add(a.unrealizedProfit, b.unrealizedProfit),
    initialMargin: add(a.initialMargin, b.initialMargin),
    maintMargin: add(a.maintMargin, b.maintMargin),
    marginBalance: add(a.marginBalance, b.marginBalance),
    available: a.available === null || b.available === null ? null : add(a.available, b.available),
  }
}
