import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'

/** https://docs.coinex.com/api/v2/assets/balance/… and /futures/position/http/list-pending-position (2026-11). */

const Coin = z.object({ ccy: z.string(), available: amount, frozen: amount })
export const Coins = inside('data', z.array(Coin))

export const coinRows = (name: 'spot' | 'earn', coins: z.output<typeof Coins>, api: AccountApi) =>
  held(coins.map(({ ccy, available, frozen }) => plainToken(name, api.code(ccy), add(available, frozen) ?? available, available)))

/** What an account itself put into a market's liquidity; `amm/liquidity-pool` tells what is in it of everybody. */
export const Liquidity = inside(
  'data',
  z.array(z.object({ base_ccy: z.string(), quote_ccy: z.string(), base_ccy_amount: amount, quote_ccy_amount: amount })),
)

export const liquidityRows = (markets: z.output<typeof Liquidity>, api: AccountApi) =>
  merged(
    held(
      markets.flatMap((row) => [
        plainToken('amm', api.code(row.base_ccy), row.base_ccy_amount, null),
        plainToken('amm', api.code(row.quote_ccy), row.quote_ccy_amount, null),
      ]),
    ),
  )

const Both = z.object({ base_ccy: amount, quote_ccy: amount })
export const Margin = inside(
  'data',
  z.array(z.object({ base_ccy: z.string(), quote_ccy: z.string(), available: Both, frozen: Both, repaid: Both, interest: Both })),
)

/** Each market is an account of its own. What is available holds what was borrowed; `repaid` is what is still to be repaid. */
export const marginRows = (accounts: z.output<typeof Margin>, api: AccountApi) =>
  merged(
    held(
      accounts.flatMap((account) =>
        (['base_ccy', 'quote_ccy'] as const).map((side) => {
          const total = add(account.available[side], account.frozen[side]) ?? '0'
          const borrowed = add(account.repaid[side], account.interest[side]) ?? '0'
          return marginToken({
            wallet: 'isolated_margin',
            symbol: api.code(account[side]),
            size: subtract(total, borrowed),
            amount: total,
            borrowed,
            available: account.available[side],
          })
        }),
      ),
    ),
  )

/** In the market value of what is owed; of whom no credit is given, zero or a refusal. */
export const Credit = inside('data', z.object({ equity: maybeAmount, repaid: amount }))

export const Futures = inside(
  'data',
  z.array(z.object({ ccy: z.string(), available: amount, frozen: amount, margin: amount, unrealized_pnl: amount })),
)

const Position = z.object({
  market: z.string().transform((id) => id.trim()),
  side: z.enum(['long', 'short']),
  margin_mode: z.enum(['cross', 'isolated']),
  /** What is open; `close_avbl` shrinks while a closing order rests. */
  open_interest: amount,
  unrealized_pnl: maybeAmount,
  avg_entry_price: maybeAmount,
  leverage: maybeAmount,
  margin_avbl: maybeAmount,
  maintenance_margin_value: maybeAmount,
  liq_price: maybeAmount,
  position_id: z.union([z.string(), z.number()]).transform(String),
})
export type Position = z.output<typeof Position>
export const Positions = z.object({ data: z.array(Position), pagination: z.object({ has_next: z.boolean() }) })

export const Marks = inside('data', z.array(z.object({ market: z.string(), mark_price: maybeAmount })))

async function holding(
  row: Position,
  both: ReadonlySet<string>,
  marks: ReadonlyMap<string, DecimalString | null>,
  api: AccountApi,
): Promise<PositionHolding | null> {
  const inverse = /USD$/.test(row.market)
  // Linear ones count coins, inverse ones USD: ccxt's contract size is 1 for both.
  const market = await api.contract(row.market, { counts: 'coins', settle: inverse ? null : 'USDT', inverse })
  return position(market, {
    wallet: 'perp',
    contracts: row.side === 'short' ? negated(absolute(row.open_interest)) : absolute(row.open_interest),
    side: both.has(row.market) ? row.side : 'net',
    markPrice: nonZero(marks.get(row.market) ?? null),
    unrealizedProfit: row.unrealized_pnl,
    initialMargin: row.margin_avbl,
    maintMargin: row.maintenance_margin_value,
    marginBalance: row.margin_mode === 'isolated' ? row.margin_avbl : null,
    leverage: row.leverage,
    entryPrice: nonZero(row.avg_entry_price),
    liquidationPrice: nonZero(row.liq_price),
    marginMode: row.margin_mode,
  })
}

/** Markets in which both sides are open: a one-way market has one. */
function bothSided(rows: readonly Position[]): ReadonlySet<string> {
  const sides = new Map<string, Set<string>>()
  for (const { market, side } of rows) sides.set(market, (sides.get(market) ?? new Set()).add(side))
  return new Set([...sides].flatMap(([market, found]) => (found.size > 1 ? [market] : [])))
}

export interface FuturesRows {
  holdings: (TokenHolding | PositionHolding)[]
  mode: PositionMode | null
}

/**
 * What binds a position (`margin`) holds its open profit, so that the sum of the three is with it: “Position margin = initial margin +
 * added margin − reduced margin + unrealized PNL + settled PNL”, docs.coinex.com/api/v2/assets/balance/http/get-futures-balance, and
 * https://support.coinex.com/hc/en-us/articles/360035659734-Margin-Terms.
 */
export async function futuresRows(
  coins: z.output<typeof Futures> | null,
  rows: readonly Position[] | null,
  marks: z.output<typeof Marks> | null,
  api: AccountApi,
): Promise<FuturesRows> {
  const open = (rows ?? []).filter(({ open_interest }) => !isZero(open_interest))
  const both = bothSided(open)
  const told = new Map((marks ?? []).map(({ market, mark_price }) => [market, mark_price]))
  const positions = held(await Promise.all(open.map((row) => holding(row, both, told, api))))
  const tokens = (coins ?? []).map((coin) => {
    const symbol = api.code(coin.ccy)
    const equity = add(coin.available, coin.frozen, coin.margin) ?? '0'
    const bound = add(coin.margin, coin.frozen) ?? '0'
    const mine = positions.filter(({ settle }) => settle === symbol)
    return marginToken({
      wallet: 'perp',
      symbol,
      size: subtract(equity, coin.unrealized_pnl),
      unrealizedProfit: coin.unrealized_pnl,
      initialMargin: new Decimal(subtract(bound, coin.unrealized_pnl)).toFixed(),
      maintMargin: rows === null ? null : add('0', ...mine.map(({ maintMargin }) => maintMargin)),
      marginBalance: equity,
      available: coin.available,
    })
  })
  return { holdings: [...held(tokens), ...positions], mode: both.size > 0 ? 'hedge' : null }
}
