import { z } from 'zod'
import { Decimal } from '../../domain/decimal'

/**
 * Every recorded answer of a real exchange, held against its own strings: which field of the answer is which of ours is
 * written here once more, apart from the adapters.
 */
export const Row = z.record(z.string(), z.unknown())
export const Rows = z.array(Row)
export type Row = z.output<typeof Row>

export const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value)
export const rowsAt = (value: unknown, ...path: (string | number)[]) => Rows.parse(at(value, ...path))
/** Empty and missing are not known. */
export const told = (value: unknown) => (value === undefined || value === '' || value === null ? null : String(value))
export const nonZero = (value: unknown) => (value === undefined || value === '' || Number(value) === 0 ? null : String(value))
export const usd = (value: Decimal) => value.toDecimalPlaces(6).toFixed()
export const isHeld = (...values: unknown[]) => values.some((value) => Number(value) !== 0)

export const TOKEN = ['symbol', 'size', 'unrealizedProfit', 'initialMargin', 'maintMargin', 'marginBalance'] as const
export const POSITION = [
  'symbol',
  'size',
  'notional',
  'unrealizedProfit',
  'initialMargin',
  'maintMargin',
  'marginBalance',
  'leverage',
] as const
export type Wanted = Partial<Record<(typeof TOKEN)[number] | (typeof POSITION)[number], string | null>>

export const plain = (symbol: string, size: string): Wanted => ({
  ...{ symbol, size, unrealizedProfit: null, initialMargin: null, maintMargin: null, marginBalance: null },
})

export const binanceCoins = (answer: unknown): Wanted[] =>
  rowsAt(answer, 'assets')
    .filter((row) => isHeld(row.walletBalance, row.marginBalance, row.initialMargin))
    .map((row) => ({
      symbol: String(row.asset),
      size: told(row.walletBalance),
      unrealizedProfit: told(row.unrealizedProfit),
      initialMargin: told(row.initialMargin),
      maintMargin: told(row.maintMargin),
      marginBalance: told(row.marginBalance),
    }))
/** Version 3 of both calls sends no leverage. */
export const binanceLinear = (row: Row): Wanted => ({
  symbol: 'BTC:PERP-USDT',
  size: told(row.positionAmt),
  notional: usd(new Decimal(String(row.notional))),
  unrealizedProfit: told(row.unRealizedProfit ?? row.unrealizedProfit),
  initialMargin: told(row.initialMargin),
  maintMargin: told(row.maintMargin),
  marginBalance: null,
  leverage: told(row.leverage),
})
export const open = (rows: Row[]) => rows.filter((row) => isHeld(row.positionAmt))
export const papi = (answer: unknown): Wanted[] =>
  Rows.parse(answer)
    .filter((row) => isHeld(row.totalWalletBalance, row.crossMarginBorrowed, row.crossMarginInterest))
    .map((row) => {
      const owed = new Decimal(String(row.crossMarginBorrowed)).plus(String(row.crossMarginInterest))
      const size = new Decimal(String(row.totalWalletBalance)).minus(owed)
      const profit = new Decimal(String(row.umUnrealizedPNL)).plus(String(row.cmUnrealizedPNL))
      return {
        symbol: String(row.asset),
        size: owed.isZero() ? String(row.totalWalletBalance) : size.toFixed(),
        unrealizedProfit: told(row.umUnrealizedPNL),
        initialMargin: null,
        maintMargin: null,
        marginBalance: owed.isZero() && profit.isZero() ? String(row.totalWalletBalance) : size.plus(profit).toFixed(),
      }
    })

export const okxDetails = (answer: unknown) => rowsAt(answer, 'data', 0, 'details')
const okxPosition = (symbol: string, size: (row: Row) => string, notional: (row: Row) => string) => (answer: unknown) =>
  rowsAt(answer, 'data').map(
    (row): Wanted => ({
      symbol,
      size: size(row),
      notional: notional(row),
      unrealizedProfit: told(row.upl),
      initialMargin: told(row.imr) ?? (row.mgnMode === 'isolated' ? told(row.margin) : null),
      maintMargin: told(row.mmr),
      marginBalance: told(row.margin),
      leverage: told(row.lever),
    }),
  )
export const okxLinear = okxPosition(
  'LTC:PERP-USDT',
  (row) => new Decimal(String(row.pos)).times('0.001').toFixed(),
  (row) => usd(new Decimal(String(row.pos)).times('0.001').times(String(row.markPx))),
)
export const okxInverse = okxPosition(
  'BTC:PERP-USD',
  (row) => new Decimal(String(row.pos)).times(100).div(String(row.markPx)).toDecimalPlaces(12).toFixed(),
  (row) => new Decimal(String(row.pos)).times(100).toFixed(),
)

const SYMBOLS: Record<string, string> = {
  SOL: 'SOL:PERP-USDC',
  ETH: 'ETH:PERP-USDC',
  HYPE: 'HYPE:PERP-USDC',
  'flx:CRCL': 'FLX-CRCL:PERP-USDH',
}
export const hyperliquidPositions = (answer: unknown): Wanted[] =>
  rowsAt(answer, 'assetPositions').map(({ position }): Wanted => {
    const row = Row.parse(position)
    const sign = String(row.szi).startsWith('-') ? -1 : 1
    const isolated = at(row, 'leverage', 'type') === 'isolated'
    return {
      symbol: SYMBOLS[String(row.coin)] ?? String(row.coin),
      size: told(row.szi),
      notional: usd(new Decimal(String(row.positionValue)).times(sign)),
      unrealizedProfit: told(row.unrealizedPnl),
      initialMargin: told(row.marginUsed),
      maintMargin: null,
      marginBalance: isolated ? new Decimal(String(row.marginUsed)).minus(String(row.unrealizedPnl)).toFixed() : null,
      leverage: told(at(row, 'leverage', 'value')),
    }
  })
export const hyperliquidMoney =
  (symbol: string) =>
  (answer: unknown): Wanted[] => {
    const value = String(at(answer, 'marginSummary', 'accountValue'))
    const profits = rowsAt(answer, 'assetPositions').map((row) => String(at(row, 'position', 'unrealizedPnl')))
    const profit = profits.reduce((sum, item) => sum.plus(item), new Decimal(0))
    return [
      {
        symbol,
        size: profits.length === 0 ? value : new Decimal(value).minus(profit).toFixed(),
        unrealizedProfit: profits.length === 1 ? String(profits[0]) : profit.toFixed(),
        initialMargin: String(at(answer, 'marginSummary', 'totalMarginUsed')),
        maintMargin: String(at(answer, 'crossMaintenanceMarginUsed')),
        marginBalance: value,
      },
    ]
  }
const BRIDGED: Record<string, string> = { UETH: 'ETH', USOL: 'SOL' }
export const hyperliquidSpot = (answer: unknown) =>
  rowsAt(answer, 'balances').map((row) => plain(BRIDGED[String(row.coin)] ?? String(row.coin), String(row.total)))
