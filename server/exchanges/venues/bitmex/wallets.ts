import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { Holding, PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { absolute, add, amount, flag, isZero, maybeAmount, maybeText, signedAs, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'
import { inUnits, type Unit, unitsOf } from './units'

/** https://docs.bitmex.com/api-explorer: get-user-margin, get-positions, get-staking-records (2026-11). */

export const NAME = 'unified'

const Row = z.object({
  account: text,
  currency: z.string(),
  /** Without, and with, what open positions have earned. */
  walletBalance: amount,
  marginBalance: amount,
  /** Held by orders; positions hold `maintMargin`, which is no requirement of maintenance. */
  initMargin: maybeAmount,
  maintMargin: maybeAmount,
  availableMargin: maybeAmount,
  isolatedUnrealisedPnl: maybeAmount,
})
/** A list where all currencies are asked for; coins that margin nothing are on it too. */
export const Margin = z.union([z.array(Row), Row.transform((row) => [row])])
export type Margin = z.output<typeof Margin>

const Position = z.object({
  symbol: z.string(),
  account: text,
  isOpen: flag.nullish(),
  currency: maybeText,
  quoteCurrency: maybeText,
  /** `OneWay`; `Long` and `Short` in hedge mode, since 2025-10. */
  strategy: maybeText,
  currentQty: maybeAmount,
  /** In coins and in the quote, whatever a contract is made of. */
  homeNotional: maybeAmount,
  foreignNotional: maybeAmount,
  markPrice: maybeAmount,
  markValue: maybeAmount,
  avgEntryPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  bankruptPrice: maybeAmount,
  leverage: maybeAmount,
  crossMargin: flag.nullish(),
  unrealisedPnl: maybeAmount,
  posMargin: maybeAmount,
  posMaint: maybeAmount,
})
type Position = z.output<typeof Position>
export const Positions = z.array(Position)

/** Of what is staked nothing is told but how much it is. */
export const Staked = z.array(z.object({ currency: z.string(), amount }))

const isOpen = ({ isOpen, currentQty }: Position) => isOpen === true || (currentQty !== null && !isZero(currentQty))

async function holding(row: Position, unit: Unit, api: AccountApi): Promise<PositionHolding | null> {
  const { symbol, currentQty, homeNotional, foreignNotional, markValue, quoteCurrency } = row
  if (currentQty === null) throw api.senseless(`a position in ${symbol} without its size`)
  if (isZero(currentQty)) return null
  // A prediction pays a sum of money: neither side of its name is a coin of it.
  const predicted = quoteCurrency === 'XXX'
  if (!predicted && (homeNotional === null || isZero(homeNotional)))
    throw api.senseless(`a position in ${symbol} without its coins`)
  const market = await api.contract(symbol, {
    counts: 'coins',
    settle: unit.code,
    inverse: quoteCurrency === 'USD' && unit.code === 'BTC',
  })
  const isolated = row.crossMargin === false
  const [profit, margin] = [inUnits(row.unrealisedPnl, unit), inUnits(row.posMargin, unit)]
  return position(market, {
    wallet: NAME,
    contracts: (predicted ? currentQty : signedAs(currentQty, homeNotional)) ?? currentQty,
    inCoins: !predicted,
    side: row.strategy === 'Long' ? 'long' : row.strategy === 'Short' ? 'short' : 'net',
    markPrice: row.markPrice,
    notional: signedAs(currentQty, predicted ? inUnits(markValue, unit) : foreignNotional),
    unrealizedProfit: profit,
    initialMargin: margin,
    maintMargin: inUnits(row.posMaint, unit),
    marginBalance: isolated ? margin : null,
    leverage: row.leverage,
    entryPrice: row.avgEntryPrice,
    // At the price of bankruptcy itself nothing is liquidated: it is 0, or the highest price of all, where none is reached.
    liquidationPrice: sameAs(row.liquidationPrice, row.bankruptPrice) ? null : row.liquidationPrice,
    marginMode: row.crossMargin == null ? null : isolated ? 'isolated' : 'cross',
  })
}

const sameAs = (a: string | null, b: string | null) => a !== null && b !== null && new Decimal(a).eq(b)

function token(row: Margin[number], unit: Unit, maintenance: readonly (string | null)[], api: AccountApi): TokenHolding | null {
  const size = inUnits(row.walletBalance, unit)
  const marginBalance = inUnits(row.marginBalance, unit)
  if (!isZero(row.isolatedUnrealisedPnl))
    api.doubts.push(
      `BitMEX tells ${inUnits(row.isolatedUnrealisedPnl, unit)} ${unit.code} of isolated positions’ profit beside the margin balance, and not whether it is in it: its balance is counted as it is.`,
    )
  return marginToken({
    wallet: NAME,
    symbol: unit.code,
    size,
    unrealizedProfit: subtract(marginBalance, size),
    marginBalance,
    initialMargin: inUnits(add(row.initMargin, row.maintMargin), unit),
    maintMargin: maintenance.includes(null) ? null : (add(...maintenance) ?? '0'),
    available: inUnits(row.availableMargin, unit),
    ...(size.startsWith('-') && { borrowed: absolute(size) }),
  })
}

export interface Found {
  holdings: Holding[]
  mode: PositionMode | null
}

export async function rowsOf(
  margin: Margin | null,
  listed: z.output<typeof Positions> | null,
  staked: z.output<typeof Staked> | null,
  api: AccountApi,
): Promise<Found> {
  const open = (listed ?? []).filter(isOpen)
  const coins = (margin ?? []).filter((row) => !isZero(row.walletBalance) || !isZero(row.marginBalance) || row.currency === 'XBt')
  const locked = (staked ?? []).filter((row) => !isZero(row.amount))
  const units = await unitsOf(
    api,
    [...coins, ...open, ...locked].map(({ currency }) => currency ?? ''),
  )
  const positions = held(
    await Promise.all(
      open.map((row) => {
        const unit = units.get(row.currency ?? '')
        if (unit) return holding(row, unit, api)
        api.leaveOut(
          'positions',
          `A position in ${row.symbol} is margined in ${row.currency}, which BitMEX’s list of coins does not hold.`,
        )
        return null
      }),
    ),
  )
  const tokens = coins.map((row) => {
    const unit = units.get(row.currency)
    if (!unit)
      api.leaveOut(row.currency, `BitMEX’s list of coins does not hold ${row.currency}: how much its balance is, is not known.`)
    // The coins behind it have rows of their own.
    if (!unit || unit.synthetic) return null
    const mine = open.filter(({ currency }) => currency === row.currency)
    const maintenance = listed === null ? [null] : mine.map(({ posMaint }) => inUnits(posMaint, unit))
    return token(row, unit, maintenance, api)
  })
  if (open.some(({ currency }) => units.get(currency ?? '')?.synthetic))
    api.doubts.push(
      'BitMEX margins positions here with several coins at once, and does not document in which of them open profit is told.',
    )
  for (const row of locked) {
    const unit = units.get(row.currency)
    const words = unit ? `${inUnits(row.amount, unit)} ${unit.code}` : `An unknown sum of ${row.currency}`
    api.leaveOut(
      'staking',
      `${words} is staked. BitMEX does not document whether balances hold it: it is not counted on top of them.`,
    )
  }
  const sides = (listed ?? []).map(({ strategy }) => strategy)
  const hedged = sides.some((side) => side === 'Long' || side === 'Short')
  return { holdings: [...held(tokens), ...positions], mode: hedged ? 'hedge' : sides.includes('OneWay') ? 'one_way' : null }
}
