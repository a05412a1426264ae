import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, addAll, amount, inside, isZero, maybeAmount, maybeText, negated } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, position } from '../../reading/rows'
import { type Coins, totalOf } from './wallets'

/** https://docs.digifinex.com/en-ww/spot/v3/rest.html#margin-positions, with the answer that ccxt 4.5.84 quotes of it. */
export const MarginPositions = inside(
  'positions',
  z.array(
    z.object({
      symbol: z.string(),
      leverage_ratio: maybeAmount,
      /** `long` as documented, `go_long` as answered; empty where there is none. */
      side: maybeText,
      /** In coins. */
      amount,
      entry_price: maybeAmount,
      unrealized_pnl: maybeAmount,
      liquidation_price: maybeAmount,
    }),
  ),
)
type Row = z.output<typeof MarginPositions>[number]

/** No price stands beside a position: it follows from its profit. */
function markOf({ entry_price, unrealized_pnl }: Row, size: DecimalString): DecimalString | null {
  if (entry_price === null || unrealized_pnl === null) return null
  return new Decimal(entry_price).plus(new Decimal(unrealized_pnl).div(size)).toDecimalPlaces(12).toFixed()
}

async function holding(row: Row, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.amount)) return null
  const side = row.side?.replace(/^go_/, '') ?? ''
  if (side !== 'long' && side !== 'short') throw api.senseless(`a margin position in ${row.symbol} without its side`)
  const size = side === 'short' ? negated(absolute(row.amount)) : absolute(row.amount)
  const market = await api.market(row.symbol, { counts: 'coins', type: 'spot' }, (book) =>
    book.byId(row.symbol, ({ contract }) => !contract),
  )
  return position(market, {
    wallet: 'margin',
    contracts: size,
    side: 'net',
    markPrice: markOf(row, size),
    unrealizedProfit: row.unrealized_pnl,
    leverage: row.leverage_ratio,
    entryPrice: row.entry_price,
    liquidationPrice: row.liquidation_price,
    marginMode: 'cross',
  })
}

/**
 * Coins that are put up, and what positions made in what they are quoted in: a position changes no coin until it is closed, and
 * `unrealized_pnl` stands beside the total.
 */
export async function marginRows(
  coins: z.output<typeof Coins> | null,
  rows: z.output<typeof MarginPositions> | null,
  api: AccountApi,
): Promise<(TokenHolding | PositionHolding)[]> {
  const positions = held(await Promise.all((rows ?? []).map((row) => holding(row, api))))
  const profitIn = (symbol: string) =>
    addAll(...positions.filter(({ quote }) => quote === symbol).map(({ unrealizedProfit }) => unrealizedProfit))
  const totals = merged(
    held(
      (coins ?? []).map((coin) =>
        marginToken({ wallet: 'margin', symbol: api.code(coin.currency), size: totalOf(coin), available: coin.free }),
      ),
    ),
  )
  const tokens = totals.map((token) => {
    const unrealizedProfit = profitIn(token.symbol)
    return { ...token, unrealizedProfit, marginBalance: addAll(token.size, unrealizedProfit) }
  })
  if (positions.length > 0)
    api.doubts.push(
      'Whether coins of the margin account hold the profit of its positions already is not documented by DigiFinex: it is added.',
    )
  for (const { symbol } of positions.filter(({ unrealizedProfit }) => unrealizedProfit === null))
    api.doubts.push(`DigiFinex does not tell the profit of ${symbol} on margin: it is in no figure.`)
  const named = new Set(tokens.map(({ symbol }) => symbol))
  return [
    ...tokens,
    // Counts with the position where no coin holds it.
    ...positions.map((row) => (named.has(row.quote) ? row : { ...row, equityOutsideTokens: row.unrealizedProfit })),
  ]
}
