import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding } from '../../../domain/types'
import { absolute, add, amount, isZero, maybeAmount, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, merged, plainToken, position } from '../../reading/rows'

/** https://www.bitstamp.net/api/: Account balances, Earn, Derivatives (2026-11). */

export const Balances = z.array(z.object({ currency: z.string(), total: amount, available: amount }))
export type Balances = z.output<typeof Balances>

const codeOf = (currency: string, api: AccountApi) => api.code(currency.toUpperCase())

export const balanceRows = (rows: Balances, api: AccountApi) =>
  held(rows.map(({ currency, total, available }) => plainToken('spot', codeOf(currency, api), total, available)))

/**
 * What is staked or lent left the balance (types 25 and 26 of user transactions); `amount_earned` was paid out and is there. A coin may be
 * on the list twice, lent and staked.
 */
export const Earn = z.array(z.object({ currency: z.string(), amount, available_amount: maybeAmount }))

export const earnRows = (rows: z.output<typeof Earn>, api: AccountApi) =>
  merged(held(rows.map((row) => plainToken('earn', codeOf(row.currency, api), row.amount, row.available_amount))))

const Position = z.object({
  /** `BTC/USD-PERP`; markets have the id `btcusd-perp`. */
  market: z.string(),
  margin_mode: z.enum(['CROSS', 'ISOLATED']),
  settlement_currency: z.string(),
  side: z.enum(['LONG', 'SHORT']),
  /** Without a sign. */
  size: amount,
  entry_price: maybeAmount,
  mark_price: maybeAmount,
  leverage: maybeAmount,
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  collateral_reserved: maybeAmount,
  estimated_liquidation_price: maybeAmount,
  pnl: maybeAmount,
  pnl_realized: maybeAmount,
  pnl_unrealized: maybeAmount,
  pnl_settled_since_inception: maybeAmount,
})
type Position = z.output<typeof Position>
export const Positions = z.array(Position)

/** Of figures with two decimals. */
const ROUNDING = '0.02'

/**
 * Positions are settled from time to time while they are open: what was settled is in the balance. All that a position made less what was
 * settled of it is what no balance holds yet, whichever of both its open profit is told from.
 */
function outside(row: Position, api: AccountApi): DecimalString | null {
  const { pnl, pnl_realized, pnl_unrealized, pnl_settled_since_inception: settled } = row
  if (pnl === null || settled === null) {
    api.doubts.push(
      `Bitstamp does not tell what of the profit in ${row.market} is in the balance already: none of it is counted.`,
    )
    return null
  }
  const parts = add(pnl_realized, pnl_unrealized)
  if (parts === null || new Decimal(parts).minus(pnl).abs().gt(ROUNDING))
    api.doubts.push(
      `Bitstamp tells a profit of ${pnl} ${row.settlement_currency} in ${row.market} that its parts do not come to: what of it is in the balance already is uncertain.`,
    )
  return subtract(pnl, settled)
}

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const id = row.market.replace('/', '').toLowerCase()
  const settle = api.code(row.settlement_currency)
  const market = await api.market(row.market, { counts: 'coins', settle }, ({ all }) =>
    all.find((one) => one.contract && one.id === id),
  )
  const isolated = row.margin_mode === 'ISOLATED'
  return position(market, {
    wallet: 'perp',
    contracts: row.side === 'SHORT' ? negated(absolute(row.size)) : absolute(row.size),
    side: 'net',
    markPrice: nonZero(row.mark_price),
    unrealizedProfit: row.pnl_unrealized,
    initialMargin: row.initial_margin,
    maintMargin: row.maintenance_margin,
    marginBalance: isolated ? row.collateral_reserved : null,
    leverage: row.leverage,
    entryPrice: nonZero(row.entry_price),
    liquidationPrice: nonZero(row.estimated_liquidation_price),
    marginMode: isolated ? 'isolated' : 'cross',
    equityOutsideTokens: outside(row, api),
  })
}

export const positionRows = async (rows: z.output<typeof Positions>, api: AccountApi) =>
  held(await Promise.all(rows.map((row) => holding(row, api))))

/** What margins positions, by coin. */
export const Margin = z.object({ assets: z.array(z.object({ asset: z.string(), total_amount: amount })) })

/**
 * No call moves coins between the account and its margin, and so what margins positions is taken for a part of the balance. Where it tells
 * of more than the balance holds, it is something else.
 */
export function compared({ assets }: z.output<typeof Margin>, balances: Balances, api: AccountApi): void {
  const totals = new Map(balances.map(({ currency, total }) => [codeOf(currency, api), total]))
  for (const { asset, total_amount } of assets) {
    const coin = codeOf(asset, api)
    const total = totals.get(coin) ?? '0'
    if (new Decimal(total_amount).gt(total))
      api.doubts.push(
        `Bitstamp tells ${total_amount} ${coin} as margin of perpetuals and a balance of ${total} ${coin}: the balance is counted.`,
      )
  }
}
