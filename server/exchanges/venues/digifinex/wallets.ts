import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, addAll, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'
import { contractsOf } from './contracts'

/**
 * https://docs.digifinex.com/en-ww/spot/v3/rest.html: spot-account-assets; …/swap/v2/rest.html: accountbalance, positions, tickers; both with
 * the answers that ccxt 4.5.84 quotes of them.
 */

const Coin = z.object({ currency: z.string(), free: amount, total: amount })
export const Coins = inside('list', z.array(Coin))

/** Of the documented answer more is free than there is in all: whatever is free is there. */
export const totalOf = ({ free, total }: z.output<typeof Coin>): DecimalString => (new Decimal(free).gt(total) ? free : total)

export const spotRows = (coins: z.output<typeof Coins>, api: AccountApi): TokenHolding[] =>
  merged(held(coins.map((coin) => plainToken('spot', api.code(coin.currency), totalOf(coin), coin.free))))

export const Balances = inside(
  'data',
  z.array(
    z.object({
      currency: z.string(),
      /** With open profit. */
      equity: amount,
      unrealized_pnl: amount,
      margin: maybeAmount,
      frozen_margin: maybeAmount,
      frozen_money: maybeAmount,
      avail_balance: maybeAmount,
    }),
  ),
)

const Position = z.object({
  instrument_id: z.string(),
  margin_mode: maybeText,
  /** Contracts; `avail_position` shrinks while a closing order rests. */
  position: amount,
  side: z.enum(['long', 'short']),
  avg_cost: maybeAmount,
  last: maybeAmount,
  leverage: maybeAmount,
  liquidation_price: maybeAmount,
  /** A share of the value. */
  maint_margin_ratio: maybeAmount,
  /** What the opening took, which ccxt takes for what must be left. */
  margin: maybeAmount,
  unrealized_pnl: maybeAmount,
})
export type Position = z.output<typeof Position>
export const Positions = inside('data', z.array(Position))

export const Marks = inside('data', z.array(z.object({ instrument_id: z.string(), mark_price: maybeAmount })))

/** Simulated money and contracts: `USDT2`, `BTCUSDT2PERP`. */
const isPlay = (currency: string) => /^(USDT|BTC|ETH)2$/.test(currency)
const isPlayContract = (id: string) => /2PERP$/.test(id)
export const openOf = (rows: readonly Position[]) =>
  rows.filter(({ position: size, instrument_id }) => !isZero(size) && !isPlayContract(instrument_id))

function maintenance(market: Market, contracts: DecimalString, mark: DecimalString | null, ratio: DecimalString | null) {
  if (mark === null || ratio === null || market.unlisted === 'contracts') return null
  const size = new Decimal(absolute(contracts)).times(market.contractSize)
  const value = market.inverse ? size.div(mark) : size.times(mark)
  return value.times(ratio).toDecimalPlaces(12).toFixed()
}

function holding(row: Position, both: boolean, market: Market, mark: DecimalString | null): PositionHolding | null {
  const contracts = row.side === 'short' ? negated(absolute(row.position)) : absolute(row.position)
  // `last` is no mark price: the documented profit is not that to it.
  const price = nonZero(mark) ?? nonZero(row.last)
  const mode = row.margin_mode === 'crossed' ? 'cross' : row.margin_mode === 'isolated' ? 'isolated' : null
  return position(market, {
    wallet: 'perp',
    contracts,
    side: both ? row.side : 'net',
    markPrice: price,
    unrealizedProfit: row.unrealized_pnl,
    initialMargin: row.margin,
    maintMargin: maintenance(market, contracts, price, row.maint_margin_ratio),
    marginBalance: mode === 'isolated' ? row.margin : null,
    leverage: row.leverage,
    entryPrice: row.avg_cost,
    liquidationPrice: row.liquidation_price,
    marginMode: mode,
  })
}

/** Contracts in which long and short are open beside each other. */
function bothSided(rows: readonly Position[]): ReadonlySet<string> {
  const seen = new Map<string, string>()
  return new Set(
    rows.flatMap(({ instrument_id, side }) => {
      const before = seen.get(instrument_id)
      seen.set(instrument_id, side)
      return before !== undefined && before !== side ? [instrument_id] : []
    }),
  )
}

export interface Swaps {
  holdings: (TokenHolding | PositionHolding)[]
  /** Long and short of one contract are open beside each other. */
  hedged: boolean
}

export async function swapRows(
  coins: z.output<typeof Balances> | null,
  rows: readonly Position[] | null,
  marks: z.output<typeof Marks> | null,
  api: AccountApi,
): Promise<Swaps> {
  const open = openOf(rows ?? [])
  const markets = await contractsOf([...new Set(open.map(({ instrument_id }) => instrument_id))], api)
  const hedged = bothSided(open)
  const told = new Map((marks ?? []).map(({ instrument_id, mark_price }) => [instrument_id, mark_price]))
  const positions = held(
    open.map((row) => {
      const market = markets.get(row.instrument_id)
      return market ? holding(row, hedged.has(row.instrument_id), market, told.get(row.instrument_id) ?? null) : null
    }),
  )
  const tokens = (coins ?? [])
    .filter(({ currency }) => !isPlay(currency))
    .map((coin) => {
      const symbol = api.code(coin.currency)
      const needed = positions.filter(({ settle }) => settle === symbol).map(({ maintMargin }) => maintMargin)
      return marginToken({
        wallet: 'perp',
        symbol,
        size: subtract(coin.equity, coin.unrealized_pnl),
        unrealizedProfit: coin.unrealized_pnl,
        marginBalance: coin.equity,
        initialMargin: addAll(coin.margin, coin.frozen_margin, coin.frozen_money),
        maintMargin: rows === null ? null : addAll(...needed),
        available: coin.avail_balance,
      })
    })
  return { holdings: [...merged(held(tokens)), ...positions], hedged: hedged.size > 0 }
}
