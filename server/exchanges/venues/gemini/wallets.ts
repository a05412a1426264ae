import { z } from 'zod'
import type { PositionHolding } from '../../../domain/types'
import { amount, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { sayUntold } from '../../reading/profit'
import { held, merged, plainToken, position } from '../../reading/rows'

/** https://docs.gemini.com/rest-api/: get-available-balances, get-staking-balances, get-open-positions, get-account-margin (2026-11). */

export const Balances = z.array(z.object({ currency: z.string(), amount, available: maybeAmount }))

export const balanceRows = (rows: z.output<typeof Balances>, api: AccountApi) =>
  merged(held(rows.map((row) => plainToken('spot', api.code(row.currency), row.amount, row.available))))

/** `available` may be sold at once; nothing staked is in the other balances. */
export const Staked = z.array(z.object({ currency: z.string(), balance: amount, available: maybeAmount }))

export const stakedRows = (rows: z.output<typeof Staked>, api: AccountApi) =>
  merged(held(rows.map((row) => plainToken('earn', api.code(row.currency), row.balance, row.available))))

const Position = z.object({
  symbol: z.string(),
  /** `perp`; of an account that trades on margin, `spot` too. */
  instrument_type: z.string(),
  /** Below zero for a short, as the value is. */
  quantity: amount,
  average_cost: maybeAmount,
  mark_price: maybeAmount,
  unrealised_pnl: maybeAmount,
})
type Position = z.output<typeof Position>
/** Documented as a list; where none is open, accounts get an object around it. */
export const Positions = z.union([
  z.array(Position),
  z.object({ openPositions: z.array(Position) }).transform(({ openPositions }) => openPositions),
])

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  // ccxt's ids have small letters.
  const id = row.symbol.toLowerCase()
  const market = await api.market(row.symbol, { counts: 'coins', settle: 'GUSD' }, ({ all }) =>
    all.find((one) => one.contract && one.id.toLowerCase() === id),
  )
  return position(market, {
    wallet: 'perp',
    contracts: row.quantity,
    inCoins: true,
    side: 'net',
    markPrice: nonZero(row.mark_price),
    unrealizedProfit: row.unrealised_pnl,
    entryPrice: nonZero(row.average_cost),
    marginMode: 'cross',
    equityOutsideTokens: row.unrealised_pnl,
  })
}

/** What is bought on margin is a coin of the balance: contracts alone are positions. */
export async function positionRows(rows: z.output<typeof Positions>, api: AccountApi): Promise<PositionHolding[]> {
  const contracts = rows.filter(({ instrument_type }) => instrument_type !== 'spot')
  const open = held(await Promise.all(contracts.map((row) => holding(row, api))))
  sayUntold('Gemini', open, api)
  return open
}
