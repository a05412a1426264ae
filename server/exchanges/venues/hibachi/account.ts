import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding } from '../../../domain/types'
import { absolute, add, amount, isZero, maybeAmount, maybeText, negated, signedAs } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * One cross margin account. `balance` is net equity, with open profit and funding that is not settled; coins are in `assets`.
 * https://hibachi-docs.redocly.app/accountapi/trade (2026-11), hibachi_sdk 2026-04 (`AccountInfo`)
 */

export const NAME = 'perp'
const SETTLE = 'USDT'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }
const DECIMALS = 12

export const Info = z.object({
  assets: z.array(z.object({ symbol: z.string(), quantity: amount })),
  balance: amount,
  maximalWithdraw: maybeAmount,
  positions: z.array(
    z.object({
      symbol: z.string(),
      direction: maybeText,
      quantity: amount,
      entryNotional: maybeAmount,
      notionalValue: maybeAmount,
      // Both came in 2025; before, the value and the size tell them.
      markPrice: maybeAmount,
      openPrice: maybeAmount,
      unrealizedFundingPnl: maybeAmount,
      unrealizedTradingPnl: maybeAmount,
    }),
  ),
})
type Info = z.output<typeof Info>
type Position = Info['positions'][number]

export const asked = (api: AccountApi) => ({ accountId: api.uid })

export interface Rows {
  holdings: Holding[]
  equityUsd: DecimalString
}

export async function rowsOf(api: AccountApi): Promise<Rows | null> {
  const info = await api.ask(NAME, 'privateGetTradeAccountInfo', asked(api), Info)
  if (info === null) return null
  const positions = held(await Promise.all(info.positions.map((row) => holding(row, api))))
  const profits = positions.map((row) => row.unrealizedProfit)
  if (profits.includes(null)) throw api.senseless('a position without its profit')
  const profit = add(...profits) ?? '0'
  const sizes = new Map(info.assets.map(({ symbol, quantity }) => [symbol, quantity]))
  if (!isZero(profit) && !sizes.has(SETTLE)) sizes.set(SETTLE, '0')
  const tokens = [...sizes].map(([coin, size]) =>
    marginToken({
      wallet: NAME,
      symbol: api.code(coin),
      size,
      marginBalance: coin === SETTLE ? add(size, profit) : size,
      ...(size.startsWith('-') && { borrowed: absolute(size) }),
      ...(coin === SETTLE && {
        unrealizedProfit: profit,
        initialMargin: sum(positions, (row) => row.initialMargin),
        maintMargin: sum(positions, (row) => row.maintMargin),
        available: info.maximalWithdraw,
      }),
    }),
  )
  return { holdings: [...held(tokens), ...positions], equityUsd: info.balance }
}

function sum(positions: readonly PositionHolding[], pick: (row: PositionHolding) => DecimalString | null): DecimalString | null {
  const parts = positions.map(pick)
  return parts.includes(null) ? null : (add(...parts) ?? '0')
}

const quotient = (value: DecimalString | null, size: DecimalString) =>
  value === null ? null : new Decimal(value).div(size).abs().toDecimalPlaces(DECIMALS).toFixed()

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.quantity)) return null
  const market = await api.contract(row.symbol, UNLISTED)
  const contracts = /^short$/i.test(row.direction ?? '') ? negated(absolute(row.quantity)) : row.quantity
  const rates = ratesOf(market, api)
  const share = (rate: DecimalString | null) =>
    rate === null || row.notionalValue === null
      ? null
      : new Decimal(row.notionalValue).abs().times(rate).toDecimalPlaces(6).toFixed()
  const { unrealizedFundingPnl: funding, unrealizedTradingPnl: trading } = row
  return position(market, {
    wallet: NAME,
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: row.markPrice ?? quotient(row.notionalValue, row.quantity),
    notional: signedAs(contracts, row.notionalValue),
    unrealizedProfit: trading === null ? null : add(trading, funding),
    initialMargin: share(rates.initialMarginRate),
    maintMargin: share(rates.maintenanceMarginRate ?? rates.maintenanceFactorForPositions),
    entryPrice: row.openPrice ?? quotient(row.entryNotional, row.quantity),
    marginMode: 'cross',
  })
}

const Rates = z.object({
  info: z.object({
    initialMarginRate: maybeAmount,
    maintenanceMarginRate: maybeAmount,
    /** Its name before. */
    maintenanceFactorForPositions: maybeAmount,
  }),
})
const NO_RATES = { initialMarginRate: null, maintenanceMarginRate: null, maintenanceFactorForPositions: null }

/** What a market asks as margin, of its value. */
function ratesOf(market: Market, api: AccountApi): z.output<typeof Rates>['info'] {
  const known = Rates.safeParse(api.structure(market))
  return known.success ? known.data.info : NO_RATES
}
