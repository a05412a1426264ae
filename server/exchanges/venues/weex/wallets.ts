import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import {
  absolute,
  add,
  addAll,
  amount,
  isZero,
  maybeAmount,
  maybeText,
  negated,
  nonZero,
  subtract,
  text,
} from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken, position } from '../../reading/rows'

/** https://www.weex.com/api-doc (V3): spot/AccountAPI/GetAccountBalance, contract/Account_API/GetAccountBalance, …/GetAllPositions (2026-11). */

export const Spot = z.object({
  balances: z.array(z.object({ asset: z.string(), free: amount, locked: amount })),
  uid: text.nullish(),
})
export const spotRows = ({ balances }: z.output<typeof Spot>, api: AccountApi): TokenHolding[] =>
  held(balances.map(({ asset, free, locked }) => plainToken('spot', api.code(asset), add(free, locked) ?? free, free)))

export const Coins = z.array(
  z.object({
    asset: z.string(),
    /** What version 2 calls `equity`: it moves with open profit, which is in it already. */
    balance: amount,
    unrealizePnl: amount,
    availableBalance: maybeAmount,
    /** By orders. */
    frozen: maybeAmount,
  }),
)

export const Positions = z.array(
  z.object({
    asset: z.string(),
    symbol: z.string(),
    side: z.enum(['LONG', 'SHORT']),
    /** `CROSSED` or `ISOLATED`. */
    marginType: maybeText,
    leverage: maybeAmount,
    /** In coins, whatever a contract is. */
    size: amount,
    /** At the opening. */
    openValue: maybeAmount,
    marginSize: maybeAmount,
    isolatedMargin: maybeAmount,
    unrealizePnl: maybeAmount,
    liquidatePrice: maybeAmount,
  }),
)
export type Position = z.output<typeof Positions>[number]

/** Of the demo: `SUSDT`, `BTCSUSDT`. */
const live = (name: string) => name.replace(/SUSDT$/, 'USDT')

async function holding(row: Position, oneWay: boolean, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const id = api.sandbox ? live(row.symbol) : row.symbol
  const market = await api.contract(id, { counts: 'coins', settle: api.code(live(row.asset)) })
  const size = absolute(row.size)
  const entry = row.openValue === null ? null : new Decimal(row.openValue).abs().div(size)
  // No call tells a mark price of positions: it follows from what they earned.
  const mark =
    entry === null || row.unrealizePnl === null
      ? null
      : new Decimal(row.unrealizePnl)
          .div(size)
          .times(row.side === 'SHORT' ? -1 : 1)
          .plus(entry)
  const marginMode = row.marginType === 'ISOLATED' ? 'isolated' : row.marginType === 'CROSSED' ? 'cross' : null
  return position(market, {
    wallet: 'perp',
    contracts: row.side === 'SHORT' ? negated(size) : size,
    inCoins: true,
    side: oneWay ? 'net' : row.side === 'SHORT' ? 'short' : 'long',
    markPrice: mark?.gt(0) ? mark.toDecimalPlaces(18).toFixed() : null,
    unrealizedProfit: row.unrealizePnl,
    initialMargin: nonZero(row.marginSize),
    marginBalance: marginMode === 'isolated' ? nonZero(row.isolatedMargin) : null,
    leverage: nonZero(row.leverage),
    entryPrice: entry?.toDecimalPlaces(18).toFixed() ?? null,
    liquidationPrice: nonZero(row.liquidatePrice),
    marginMode,
  })
}

export async function futuresRows(
  coins: z.output<typeof Coins> | null,
  rows: z.output<typeof Positions> | null,
  oneWay: boolean,
  api: AccountApi,
): Promise<{ tokens: TokenHolding[]; positions: PositionHolding[] }> {
  const positions = held(await Promise.all((rows ?? []).map((row) => holding(row, oneWay, api))))
  const tokens = (coins ?? []).map(({ asset, balance, unrealizePnl, availableBalance, frozen }) => {
    const symbol = api.code(live(asset))
    const margins = positions.filter(({ settle }) => settle === symbol).map(({ initialMargin }) => initialMargin)
    return marginToken({
      wallet: 'perp',
      symbol,
      size: subtract(balance, unrealizePnl),
      unrealizedProfit: unrealizePnl,
      initialMargin: addAll(...margins, frozen),
      marginBalance: balance,
      available: availableBalance,
    })
  })
  return { tokens: held(tokens), positions }
}
