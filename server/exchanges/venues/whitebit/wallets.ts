import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { add, addAll, amount, isZero, maybeAmount, maybeText, nonZero, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { sayUntold } from '../../reading/profit'
import { held, marginToken, plainToken, position } from '../../reading/rows'

/** https://docs.whitebit.com/api-reference: account-wallet/main-balance, spot-trading/trading-balance, collateral-trading/… (2026-11). */

/** All coins are told, those that are not held with a zero: none at all is no answer. */
const coins = <T extends z.ZodType>(row: T) =>
  z.record(z.string(), row).refine((told) => Object.keys(told).length > 0, 'names no coin')
export const Main = coins(z.object({ main_balance: amount }))
export const Trade = coins(z.object({ available: amount, freeze: amount }))

export const mainRows = (coins: z.output<typeof Main>, api: AccountApi) =>
  held(Object.entries(coins).map(([coin, { main_balance }]) => plainToken('funding', api.code(coin), main_balance, main_balance)))

export const tradeRows = (coins: z.output<typeof Trade>, api: AccountApi) =>
  held(
    Object.entries(coins).map(([coin, { available, freeze }]) =>
      plainToken('spot', api.code(coin), add(available, freeze) ?? available, available),
    ),
  )

export const Collateral = z.array(
  z.object({ asset: z.string(), balance: amount, borrow: maybeAmount, availableWithoutBorrow: maybeAmount }),
)
export const Summary = z.object({ leverage: maybeAmount })

/** A limit order that borrowed and waits is listed too, with null for all that it has not yet. */
const Position = z.object({
  market: z.string(),
  amount: maybeAmount,
  basePrice: maybeAmount,
  liquidationPrice: maybeAmount,
  /** In the market's money. */
  pnl: maybeAmount,
  margin: maybeAmount,
  /** `BOTH` in one-way mode. */
  positionSide: maybeText,
})
type Position = z.output<typeof Position>
export const Positions = z.array(Position)

/** Of margin on spot pairs the account's leverage counts up to here: collateral-trading/change-collateral-account-leverage. */
const MOST_ON_MARGIN = '20'

async function holding(row: Position, accountLeverage: DecimalString | null, api: AccountApi): Promise<PositionHolding | null> {
  if (row.amount === null && (row.basePrice !== null || row.pnl !== null))
    throw api.senseless(`a position in ${row.market} without its size`)
  if (row.amount === null || isZero(row.amount)) return null
  const [, money] = row.market.split('_')
  const perpetual = money === 'PERP'
  const market = await api.market(
    row.market,
    perpetual || !money ? { counts: 'coins', settle: 'USDT' } : { counts: 'coins', type: 'spot' },
    ({ all }) => all.find(({ id, contract }) => id === row.market && contract) ?? all.find(({ id }) => id === row.market),
  )
  const size = new Decimal(row.amount)
  const short = row.positionSide === 'SHORT' || size.isNegative()
  const entry = nonZero(row.basePrice)
  // No call tells its mark price: what it earned does.
  const mark =
    entry === null || row.pnl === null
      ? null
      : new Decimal(row.pnl)
          .div(size.abs())
          .times(short ? -1 : 1)
          .plus(entry)
  const onMargin = market.type === 'spot'
  const leverage =
    accountLeverage !== null && onMargin && new Decimal(accountLeverage).gt(MOST_ON_MARGIN) ? MOST_ON_MARGIN : accountLeverage
  return position(market, {
    wallet: 'perp',
    contracts: size
      .abs()
      .times(short ? -1 : 1)
      .toFixed(),
    inCoins: true,
    side: row.positionSide === 'LONG' ? 'long' : row.positionSide === 'SHORT' ? 'short' : 'net',
    markPrice: mark?.gt(0) ? mark.toDecimalPlaces(18).toFixed() : null,
    unrealizedProfit: row.pnl,
    initialMargin: row.margin,
    leverage,
    entryPrice: entry,
    liquidationPrice: nonZero(row.liquidationPrice),
    marginMode: null,
  })
}

export interface CollateralRows {
  holdings: (TokenHolding | PositionHolding)[]
  mode: PositionMode | null
}

/**
 * The collateral account, of margin on spot pairs and of perpetuals alike. A position changes no balance until it is closed
 * (websocket/account-streams/balance-margin): its profit comes on top, also of money of which nothing is held.
 */
export async function collateralRows(
  coins: z.output<typeof Collateral> | null,
  rows: z.output<typeof Positions> | null,
  leverage: DecimalString | null,
  api: AccountApi,
): Promise<CollateralRows> {
  const positions = held(await Promise.all((rows ?? []).map((row) => holding(row, nonZero(leverage), api))))
  sayUntold('WhiteBIT', positions, api)
  const told = new Map((coins ?? []).map((coin) => [api.code(coin.asset), coin]))
  const symbols = new Set([...told.keys(), ...(coins === null ? [] : positions.map(({ settle }) => settle))])
  const tokens = [...symbols].map((symbol) => {
    const coin = told.get(symbol)
    const balance = coin?.balance ?? '0'
    const mine = positions.filter(({ settle }) => settle === symbol)
    const profit = addAll(...mine.map(({ unrealizedProfit }) => unrealizedProfit))
    const { size, borrowed } = owed(symbol, balance, coin?.borrow ?? null, api)
    return marginToken({
      wallet: 'perp',
      symbol,
      size,
      borrowed,
      unrealizedProfit: profit,
      initialMargin: addAll(...mine.map(({ initialMargin }) => initialMargin)),
      marginBalance: addAll(size, profit),
      available: coin?.availableWithoutBorrow ?? null,
    })
  })
  const sides = (rows ?? []).map(({ positionSide }) => positionSide)
  const mode = sides.some((side) => side === 'LONG' || side === 'SHORT') ? 'hedge' : sides.includes('BOTH') ? 'one_way' : null
  return { holdings: [...held(tokens), ...positions], mode }
}

/** What is borrowed is taken off once: a balance below zero has it already. */
function owed(symbol: string, balance: DecimalString, borrow: DecimalString | null, api: AccountApi) {
  if (isZero(borrow) || borrow === null) return { size: balance, borrowed: balance.startsWith('-') ? balance : '0' }
  const borrowed = new Decimal(borrow).abs().toFixed()
  if (balance.startsWith('-')) return { size: balance, borrowed }
  api.doubts.push(
    `WhiteBIT tells ${borrowed} ${symbol} borrowed beside a balance of ${balance} ${symbol}, and not whether it was taken off already: it is taken off here.`,
  )
  return { size: subtract(balance, borrowed) ?? balance, borrowed }
}

/** https://docs.whitebit.com/api-reference/account-wallet/get-user-flex-investments: 1 runs, 0 is closed. */
export const Flex = z.object({
  data: z.array(z.object({ id: text, currency: z.string(), invested: amount, status: maybeText })),
})
export type Flex = z.output<typeof Flex>['data'][number]

export function flexRows(investments: readonly Flex[], api: AccountApi): TokenHolding[] {
  const sums = new Map<string, DecimalString>()
  for (const { currency, invested, status } of investments) {
    if (status === '0') continue
    const symbol = api.code(currency)
    sums.set(symbol, add(sums.get(symbol) ?? '0', invested) ?? invested)
  }
  return held([...sums].map(([symbol, size]) => plainToken('earn', symbol, size, null)))
}
