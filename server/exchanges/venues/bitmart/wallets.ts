import { z } from 'zod'
import type { Holding, PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { add, addAll, amount, inside, isZero, maybeAmount, maybeText, negated, signedAs, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'

/**
 * https://developer-pro.bitmart.com/en/spot: get-spot-wallet-balance-keyed, get-margin-account-details-isolated-keyed;
 * …/en/futuresv2: get-contract-assets-keyed, get-current-position-v2-keyed (2026-02).
 */

export const Spot = inside('data', inside('wallet', z.array(z.object({ id: z.string(), available: amount, frozen: amount }))))

/** `account/v1/wallet` tells the same coins once more. */
export const spotRows = (coins: z.output<typeof Spot>, api: AccountApi): TokenHolding[] =>
  merged(
    held(
      coins.map(({ id, available, frozen }) => plainToken('spot', api.code(id), add(available, frozen) ?? available, available)),
    ),
  )

const Side = z.object({ currency: z.string(), available: maybeAmount, total_asset: amount, net_asset: amount })
export const Margin = inside('data', inside('symbols', z.array(z.object({ symbol: z.string(), base: Side, quote: Side }))))

/** Each pair has an account of two coins; what is owed is what the net is short of the whole. */
export const marginRows = (pairs: z.output<typeof Margin>, api: AccountApi): TokenHolding[] =>
  merged(
    held(
      pairs
        .flatMap(({ base, quote }) => [base, quote])
        .map(({ currency, available, total_asset, net_asset }) =>
          marginToken({
            wallet: 'isolated_margin',
            symbol: api.code(currency),
            size: net_asset,
            amount: total_asset,
            borrowed: subtract(total_asset, net_asset),
            available,
          }),
        ),
    ),
  )

export const Assets = inside(
  'data',
  z.array(
    z.object({
      currency: z.string(),
      available_balance: maybeAmount,
      frozen_balance: maybeAmount,
      position_deposit: maybeAmount,
      /** With the profit of open positions. */
      equity: amount,
      unrealized: amount,
    }),
  ),
)

const Position = z.object({
  symbol: z.string(),
  leverage: maybeAmount,
  /** In one-way mode below zero for a short, in hedge mode never. */
  position_amount: maybeAmount,
  current_amount: maybeAmount,
  /** `both` in one-way mode. */
  position_side: maybeText,
  /** 1 long, 2 short, where no side is told. */
  position_type: maybeText,
  entry_price: maybeAmount,
  mark_price: maybeAmount,
  liquidation_price: maybeAmount,
  unrealized_pnl: maybeAmount,
  unrealized_value: maybeAmount,
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  /** Its value at the mark price; `position_value` is that, or that at the entry, by the page that one reads. */
  mark_value: maybeAmount,
  open_type: maybeText,
  margin_type: maybeText,
})
type Position = z.output<typeof Position>
export const Positions = inside('data', z.array(Position))

const contractsOf = (row: Position) => row.position_amount ?? row.current_amount

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  const told = contractsOf(row)
  if (told === null) throw api.senseless(`a position in ${row.symbol} without its size`)
  if (isZero(told)) return null
  const side = row.position_side?.toLowerCase() ?? (row.position_type === '2' ? 'short' : 'long')
  const contracts = side === 'short' && !told.startsWith('-') ? negated(told) : told
  const market = await api.contract(row.symbol, { counts: 'contracts' })
  const mode = (row.open_type ?? row.margin_type)?.toLowerCase()
  const profit = row.unrealized_pnl ?? row.unrealized_value
  return position(market, {
    wallet: 'perp',
    contracts,
    side: side === 'both' ? 'net' : side === 'short' ? 'short' : 'long',
    markPrice: row.mark_price,
    notional: market.inverse ? null : signedAs(contracts, row.mark_value),
    unrealizedProfit: profit,
    initialMargin: row.initial_margin,
    maintMargin: row.maintenance_margin,
    marginBalance: mode === 'isolated' ? row.initial_margin : null,
    leverage: row.leverage,
    entryPrice: row.entry_price,
    liquidationPrice: row.liquidation_price,
    marginMode: mode === 'isolated' || mode === 'cross' ? mode : null,
  })
}

export interface Futures {
  holdings: Holding[]
  mode: PositionMode | null
}

export async function futuresRows(
  assets: z.output<typeof Assets> | null,
  rows: z.output<typeof Positions> | null,
  api: AccountApi,
): Promise<Futures> {
  const positions = held(await Promise.all((rows ?? []).map((row) => holding(row, api))))
  const tokens = (assets ?? []).map((coin) => {
    const symbol = api.code(coin.currency)
    const mine = positions.filter(({ settle }) => settle === symbol).map(({ maintMargin }) => maintMargin)
    return marginToken({
      wallet: 'perp',
      symbol,
      size: subtract(coin.equity, coin.unrealized),
      unrealizedProfit: coin.unrealized,
      marginBalance: coin.equity,
      initialMargin: addAll(coin.position_deposit, coin.frozen_balance),
      maintMargin: rows === null || mine.includes(null) ? null : (add(...mine) ?? '0'),
      available: coin.available_balance,
    })
  })
  const sides = (rows ?? []).map(({ position_side }) => position_side?.toLowerCase())
  const mode = sides.includes('both') ? 'one_way' : sides.some((side) => side === 'long' || side === 'short') ? 'hedge' : null
  return { holdings: [...held(tokens), ...positions], mode }
}

/** What is followed or led in copy trading has an account of its own, whose money no call tells. */
export function nameCopies(rows: z.output<typeof Positions> | null, api: AccountApi): void {
  const open = (rows ?? []).filter((row) => !isZero(contractsOf(row)))
  if (open.length === 0) return
  const symbols = [...new Set(open.map(({ symbol }) => symbol))].join(', ')
  api.leaveOut(
    'copy trading',
    `Copy trading holds ${open.length} positions (${symbols}); no call tells the money of its account.`,
  )
}
