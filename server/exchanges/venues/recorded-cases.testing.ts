import { Decimal } from '../../domain/decimal'
import {
  at,
  binanceCoins,
  binanceLinear,
  hyperliquidMoney,
  hyperliquidPositions,
  hyperliquidSpot,
  isHeld,
  nonZero,
  okxDetails,
  okxInverse,
  okxLinear,
  open,
  papi,
  plain,
  Rows,
  rowsAt,
  told,
  usd,
  type Wanted,
} from './recorded-fields.testing'

export interface Case {
  entry: [exchange: string, index: number]
  path: string
  query?: string
  /** Price of a coin in this answer, in USD; the exchange's own where it sends one. */
  prices?: (answer: unknown) => Record<string, string>
  tokens?: (answer: unknown) => Wanted[]
  positions?: (answer: unknown) => Wanted[]
  /** The exchange's own equity in USD, where it sends one. */
  equity?: (answer: unknown) => string
}

const state = { path: 'info', query: '"type":"clearinghouseState"' }
const noPrices = () => ({})

export const CASES: Case[] = [
  ...[0, 1].map(
    (index): Case => ({
      entry: ['binance', index],
      path: 'fapi/v3/positionRisk',
      positions: (answer) => open(Rows.parse(answer)).map(binanceLinear),
    }),
  ),
  {
    entry: ['binance', 2],
    path: 'fapi/v3/account',
    tokens: binanceCoins,
    positions: (answer) => open(rowsAt(answer, 'positions')).map(binanceLinear),
    equity: (answer) => String(at(answer, 'totalMarginBalance')),
  },
  {
    entry: ['binance', 3],
    path: 'dapi/v1/positionRisk',
    prices: () => ({ BTC: '68234.2' }),
    positions: (answer) =>
      open(Rows.parse(answer)).map((row) => ({
        symbol: 'BTC:PERP-USD',
        size: new Decimal(String(row.positionAmt)).times(100).div(String(row.markPrice)).toDecimalPlaces(12).toFixed(),
        notional: new Decimal(String(row.positionAmt)).times(100).toFixed(),
        unrealizedProfit: told(row.unRealizedProfit),
        initialMargin: null,
        maintMargin: null,
        marginBalance: null,
        leverage: told(row.leverage),
      })),
  },
  {
    entry: ['binance', 4],
    path: 'api/v3/account',
    tokens: (answer) =>
      rowsAt(answer, 'balances')
        .filter((row) => isHeld(row.free, row.locked))
        .map((row) => plain(String(row.asset), String(row.free))),
  },
  {
    entry: ['binance', 5],
    path: 'fapi/v2/account',
    tokens: binanceCoins,
    equity: (answer) => String(at(answer, 'totalMarginBalance')),
  },
  ...[6, 7].map((index): Case => ({ entry: ['binance', index], path: 'papi/v1/balance', tokens: papi })),
  { entry: ['binance', 9], path: 'dapi/v1/account', prices: noPrices, tokens: binanceCoins },
  {
    entry: ['bybit', 0],
    path: 'v5/account/wallet-balance',
    prices: (answer) =>
      Object.fromEntries(
        rowsAt(answer, 'result', 'list', 0, 'coin').map((row) => [
          String(row.coin),
          new Decimal(String(row.usdValue)).div(String(row.equity)).toFixed(),
        ]),
      ),
    tokens: (answer) =>
      rowsAt(answer, 'result', 'list', 0, 'coin').map((row) => ({
        symbol: String(row.coin),
        size: told(row.walletBalance),
        unrealizedProfit: told(row.unrealisedPnl),
        initialMargin: told(row.totalPositionIM),
        maintMargin: told(row.totalPositionMM),
        marginBalance: told(row.equity),
      })),
    equity: (answer) => String(at(answer, 'result', 'list', 0, 'totalEquity')),
  },
  ...[1, 2].map(
    (index): Case => ({
      entry: ['bybit', index],
      path: 'v5/position/list',
      positions: (answer) =>
        rowsAt(answer, 'result', 'list')
          .filter((row) => isHeld(row.size))
          .map((row) => ({
            symbol: 'LTC:PERP-USDT',
            size: row.side === 'Sell' ? `-${row.size}` : String(row.size),
            notional: usd(new Decimal(String(row.size)).times(String(row.markPrice))),
            unrealizedProfit: told(row.unrealisedPnl),
            initialMargin: told(row.positionIM),
            maintMargin: told(row.positionMM),
            marginBalance: nonZero(row.positionBalance),
            leverage: told(row.leverage),
          })),
    }),
  ),
  ...[0, 1].map(
    (index): Case => ({
      entry: ['okx', index],
      path: 'asset/balances',
      prices: noPrices,
      tokens: (answer) => rowsAt(answer, 'data').map((row) => plain(String(row.ccy), String(row.bal))),
    }),
  ),
  ...[2, 3].map(
    (index): Case => ({
      entry: ['okx', index],
      path: 'account/balance',
      prices: (answer) =>
        Object.fromEntries(
          okxDetails(answer)
            .filter((row) => isHeld(row.eq))
            .map((row) => [String(row.ccy), new Decimal(String(row.eqUsd)).div(String(row.eq)).toFixed()]),
        ),
      tokens: (answer) =>
        okxDetails(answer)
          .filter((row) => isHeld(row.cashBal, row.eq, row.liab))
          .map((row) => ({
            symbol: String(row.ccy),
            size: told(row.cashBal),
            unrealizedProfit: told(row.upl),
            initialMargin: told(row.imr),
            maintMargin: told(row.mmr),
            marginBalance: told(row.eq),
          })),
      equity: (answer) => String(at(answer, 'data', 0, 'totalEq')),
    }),
  ),
  ...[5, 7].map((index): Case => ({ entry: ['okx', index], path: 'account/positions', positions: okxLinear })),
  ...[8, 9].map(
    (index): Case => ({
      entry: ['okx', index],
      path: 'account/positions',
      prices: (answer) => ({ BTC: String(at(answer, 'data', 0, 'markPx')) }),
      positions: okxInverse,
    }),
  ),
  { entry: ['okx', 6], path: 'account/positions', positions: () => [] },
  {
    entry: ['hyperliquid', 0],
    path: 'info',
    query: '"dex":"flx"',
    tokens: hyperliquidMoney('USDH'),
    positions: hyperliquidPositions,
  },
  ...[1, 2, 3, 6].map(
    (index): Case => ({
      entry: ['hyperliquid', index],
      ...state,
      tokens: hyperliquidMoney('USDC'),
      positions: hyperliquidPositions,
    }),
  ),
  ...[4, 5].map(
    (index): Case => ({
      entry: ['hyperliquid', index],
      path: 'info',
      query: '"type":"spotClearinghouseState"',
      tokens: hyperliquidSpot,
    }),
  ),
]
