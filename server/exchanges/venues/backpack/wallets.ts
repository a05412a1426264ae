import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, add, addAll, amount, isZero, maybeAmount, maybeText, negated } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { aside } from '../../reading/aside'
import { openProfit } from '../../reading/profit'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * One margin account: coins that are there, what is lent and borrowed beside them, and perpetuals settled in USDC.
 * https://docs.backpack.exchange/#tag/Capital, #tag/Borrow-Lend, #tag/Futures (2026-11)
 */

export const NAME = 'unified'
export const LENDING = 'lending'
const SETTLE = 'USDC'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }

/** By coin: what is free, in orders, and staked. */
export const Capital = z.record(z.string(), z.object({ available: amount, locked: amount, staked: maybeAmount }))

const Loans = z.array(z.object({ symbol: z.string(), netQuantity: amount }))

const Positions = z.array(
  z.object({
    symbol: z.string(),
    /** Signed; `netExposureQuantity` is the worst case with open orders. */
    netQuantity: amount,
    netExposureNotional: maybeAmount,
    entryPrice: maybeAmount,
    markPrice: maybeAmount,
    estLiquidationPrice: maybeAmount,
    pnlUnrealized: maybeAmount,
    /** Shares of the value. */
    imf: maybeAmount,
    mmf: maybeAmount,
    subaccountId: maybeText,
  }),
)
type Position = z.output<typeof Positions>[number]

/** In USD, coins at a part of their worth. */
const Collateral = z.object({
  netEquity: amount,
  netEquityAvailable: maybeAmount,
  pnlUnrealized: maybeAmount,
  unsettledEquity: maybeAmount,
})

export interface Account {
  holdings: Holding[]
  wallets: string[]
  availableUsd: DecimalString | null
}

export async function accountOf(api: AccountApi): Promise<Account> {
  const [capital, loans, open, collateral] = await Promise.all([
    api.ask(NAME, 'privateGetApiV1Capital', {}, Capital),
    api.ask(LENDING, 'privateGetApiV1BorrowLendPositions', {}, Loans),
    api.ask(NAME, 'privateGetApiV1Position', {}, Positions),
    aside(api, 'margins', 'privateGetApiV1CapitalCollateral', {}, Collateral),
  ])
  const positions = held(await Promise.all((open ?? []).map((row) => holding(row, api))))
  const profit = openProfit('Backpack', positions, api)
  // Profit is settled in USDC, of which nothing need be there; without the wallet it counts with the positions themselves.
  if (capital === null) for (const row of positions) row.equityOutsideTokens = row.unrealizedProfit
  doubtUnsettled(collateral, profit, api)
  return {
    holdings: [...coins(capital, profit, positions, api), ...held((loans ?? []).map((row) => loan(row, api))), ...positions],
    wallets: [...(capital || open ? [NAME] : []), ...(loans ? [LENDING] : [])],
    availableUsd: collateral?.netEquityAvailable ?? null,
  }
}

function coins(
  capital: z.output<typeof Capital> | null,
  profit: DecimalString | null,
  positions: readonly PositionHolding[],
  api: AccountApi,
): TokenHolding[] {
  if (capital === null) return []
  const rows = Object.entries(capital).map(([id, { available, locked, staked }]) => ({
    code: api.code(id),
    size: add(available, locked, staked) ?? '0',
    available,
  }))
  if (profit !== null && !rows.some(({ code }) => code === SETTLE)) rows.push({ code: SETTLE, size: '0', available: '0' })
  const sum = (pick: (row: PositionHolding) => DecimalString | null) => {
    const parts = positions.map(pick)
    return parts.includes(null) ? null : add(...parts)
  }
  return held(
    rows.map(({ code, size, available }) =>
      marginToken({
        wallet: NAME,
        symbol: code,
        size,
        available,
        marginBalance: code === SETTLE ? addAll(size, profit) : size,
        ...(code === SETTLE && {
          unrealizedProfit: profit,
          initialMargin: sum((row) => row.initialMargin),
          maintMargin: sum((row) => row.maintMargin),
        }),
      }),
    ),
  )
}

/** Lent is above zero, owed below. */
function loan({ symbol, netQuantity: size }: z.output<typeof Loans>[number], api: AccountApi): TokenHolding | null {
  const owed = size.startsWith('-')
  return marginToken({
    wallet: LENDING,
    symbol: api.code(symbol),
    size,
    marginBalance: size,
    ...(owed && { borrowed: absolute(size), amount: '0' }),
  })
}

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.netQuantity)) return null
  const market = await api.contract(row.symbol, UNLISTED)
  const { markPrice: mark, netQuantity: contracts } = row
  const value = mark === null ? null : new Decimal(contracts).times(mark).toFixed()
  const share = (fraction: DecimalString | null) =>
    value === null || fraction === null ? null : new Decimal(absolute(value)).times(fraction).toDecimalPlaces(8).toFixed()
  return position(market, {
    wallet: NAME,
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: mark,
    notional: value ?? signedValue(row),
    unrealizedProfit: row.pnlUnrealized,
    initialMargin: share(row.imf),
    maintMargin: share(row.mmf),
    leverage: row.imf === null || isZero(row.imf) ? null : new Decimal(1).div(row.imf).toDecimalPlaces(2).toFixed(),
    entryPrice: row.entryPrice,
    liquidationPrice: row.estLiquidationPrice,
    marginMode: 'cross',
  })
}

const signedValue = ({ netExposureNotional: value, netQuantity }: Position) =>
  value === null ? null : netQuantity.startsWith('-') ? negated(absolute(value)) : absolute(value)

/** What is not settled yet and is no profit of open positions lies in no figure that is read: it is said, not guessed. */
function doubtUnsettled(collateral: z.output<typeof Collateral> | null, profit: DecimalString | null, api: AccountApi): void {
  const unsettled = collateral?.unsettledEquity ?? null
  if (
    unsettled === null ||
    isZero(unsettled) ||
    new Decimal(unsettled)
      .minus(profit ?? 0)
      .abs()
      .lt('0.01')
  )
    return
  api.doubts.push(
    `Backpack tells ${unsettled} USD of equity that is not settled yet, and not which of it is in the balances: equity may be off by it.`,
  )
}
