import { z } from 'zod'
import type { PositionHolding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { add, addEach, amount, inside, isZero, maybeAmount, maybeText, nonZero, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken, position } from '../../reading/rows'

/** https://docs.blofin.com/index.html#get-balance, #get-futures-account-balance and #get-positions (2026-11). */

const Coin = z.object({ currency: z.string(), balance: amount, available: maybeAmount, bonus: maybeAmount })
export const Coins = inside('data', z.array(Coin))

const Detail = z.object({
  currency: z.string(),
  /** With the profit of all open positions, cross and isolated. */
  equity: amount,
  balance: maybeAmount,
  available: maybeAmount,
  bonus: maybeAmount,
})
/** Of an account without anything the list is empty, or missing beside its total. */
export const Account = inside(
  'data',
  z.union([z.object({ details: z.array(Detail) }), z.object({ totalEquity: amount, details: z.null().optional() })]),
)

const Position = z.object({
  instId: z.string(),
  marginMode: maybeText,
  /** `net` in one-way mode. */
  positionSide: maybeText,
  /** Contracts; in one-way mode below zero for shorts, as `availablePositions` never is. */
  positions: amount,
  averagePrice: maybeAmount,
  markPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  unrealizedPnl: maybeAmount,
  /** Of isolated positions alone. */
  margin: maybeAmount,
  /** Of cross positions alone. */
  initialMargin: maybeAmount,
  maintenanceMargin: maybeAmount,
  leverage: maybeAmount,
})
type Position = z.output<typeof Position>
export const Positions = inside('data', z.array(Position))

/** Whether an equity holds its bonus is not documented: it is counted as it is told, and said. */
function sayBonus(api: AccountApi, currency: string, bonus: string | null): void {
  if (isZero(bonus)) return
  const symbol = api.code(currency)
  api.doubts.push(
    `BloFin tells ${bonus} ${symbol} of trial funds (bonus), which nobody can withdraw, and not whether they are in what it tells of ${symbol}: its figure is counted as it is.`,
  )
}

export function coinRows(wallet: WalletType, rows: z.output<typeof Coins>, api: AccountApi): TokenHolding[] {
  for (const { currency, bonus } of rows) sayBonus(api, currency, bonus)
  return held(rows.map((row) => plainToken(wallet, api.code(row.currency), row.balance, row.available)))
}

async function holding(row: Position, wallet: WalletType, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.positions)) return null
  const [, quote] = row.instId.split('-')
  const market = await api.contract(row.instId, {
    counts: 'contracts',
    settle: quote ? api.code(quote) : null,
    inverse: quote === 'USD',
  })
  const short = row.positionSide === 'short'
  const size = row.positions.replace(/^-/, '')
  const isolated = row.marginMode === 'isolated'
  return position(market, {
    wallet,
    contracts: short ? `-${size}` : row.positions,
    side: short ? 'short' : row.positionSide === 'long' ? 'long' : 'net',
    markPrice: nonZero(row.markPrice),
    unrealizedProfit: row.unrealizedPnl,
    initialMargin: isolated ? row.margin : row.initialMargin,
    maintMargin: row.maintenanceMargin,
    marginBalance: isolated ? row.margin : null,
    leverage: nonZero(row.leverage),
    entryPrice: nonZero(row.averagePrice),
    liquidationPrice: nonZero(row.liquidationPrice),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

export interface Futures {
  wallet: WalletType
  tokens: TokenHolding[]
  positions: PositionHolding[]
  mode: PositionMode | null
}

/** An account of contracts: what is put in is its equity without the profit of its positions. */
export async function futuresRows(
  wallet: WalletType,
  account: z.output<typeof Account> | null,
  rows: z.output<typeof Positions> | null,
  api: AccountApi,
): Promise<Futures> {
  const positions = held(await Promise.all((rows ?? []).map((row) => holding(row, wallet, api))))
  const tokens = (account?.details ?? []).map(({ currency, equity, available, bonus }) => {
    sayBonus(api, currency, bonus)
    const symbol = api.code(currency)
    const mine = positions.filter(({ settle }) => settle === symbol)
    const profits = mine.map(({ unrealizedProfit }) => unrealizedProfit)
    const profit = profits.includes(null) ? null : (add(...profits) ?? '0')
    return marginToken({
      wallet,
      symbol,
      size: subtract(equity, profit),
      unrealizedProfit: profit,
      initialMargin: addEach(mine.map(({ initialMargin }) => initialMargin)),
      maintMargin: addEach(mine.map(({ maintMargin }) => maintMargin)),
      marginBalance: equity,
      available,
    })
  })
  const sides = (rows ?? []).map(({ positionSide }) => positionSide)
  const mode = sides.some((side) => side === 'long' || side === 'short') ? 'hedge' : sides.includes('net') ? 'one_way' : null
  return { wallet, tokens: held(tokens), positions, mode }
}
