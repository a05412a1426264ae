import { Decimal } from '../../../../domain/decimal'
import { isZero } from '../../../ccxt/amounts'
import type { CodeOf, Coin, OwnPosition, PositionCall } from '../exchange'
import { figure, id, type Row, rowsAt, whole, word } from './fields'

/** Coins and positions in the answers of exchanges on chains and of those for institutions, as documented where ccxt 4.5.84 names the call. */

const quotient = (a: string | null, b: string | null) =>
  a === null || b === null || isZero(b) ? null : new Decimal(a).div(b).abs().toDecimalPlaces(12).toFixed()

/** Orderly's holdings; what is not settled yet of positions is on top. */
export const orderlyCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, 'data.holding').map((coin) => ({
    code: codeOf(id(coin, 'token')),
    total: figure(coin, 'holding'),
    free: null,
  }))
const orderly = (row: Row): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'position_qty'),
  entry: figure(row, 'average_open_price'),
  mark: figure(row, 'mark_price'),
  // What was settled lies in the holdings already.
  profit: figure(row, 'unsettled_pnl'),
  liquidation: figure(row, 'est_liq_price'),
  mode: 'cross',
  settle: 'USDC',
})

/** Bullish: what is locked and lent is the owner's, what is borrowed is owed. */
export const bullishCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, '').map((coin) => ({
    code: codeOf(id(coin, 'assetSymbol')),
    total: whole(coin, 'availableQuantity', 'lockedQuantity', 'loanedQuantity'),
    free: figure(coin, 'availableQuantity'),
    debt: figure(coin, 'borrowedQuantity'),
  }))
const bullish = (row: Row, codeOf: CodeOf): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'quantity'),
  short: word(row, 'side') === 'sell',
  entry: quotient(figure(row, 'entryNotional'), figure(row, 'quantity')),
  value: figure(row, 'notional'),
  profit: figure(row, 'mtmPnl'),
  mode: 'cross',
  settle: row.settlementAssetSymbol === undefined ? null : codeOf(id(row, 'settlementAssetSymbol')),
})

/** Coinbase International: `loan` is owed. */
export const internationalCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, '').map((coin) => ({
    code: codeOf(id(coin, 'asset_name')),
    total: figure(coin, 'quantity'),
    free: null,
    debt: figure(coin, 'loan'),
  }))
const international = (row: Row): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'net_size'),
  entry: figure(row, 'entry_vwap', 'vwap'),
  mark: figure(row, 'mark_price'),
  profit: figure(row, 'unrealized_pnl'),
  mode: 'cross',
  settle: 'USDC',
})

const each =
  (path: string, read: (row: Row, codeOf: CodeOf) => OwnPosition): PositionCall['positions'] =>
  (answer, codeOf) =>
    rowsAt(answer, path).map((row) => read(row, codeOf))

export const CHAIN_POSITIONS = {
  bullish: [{ method: 'privateGetV1DerivativesPositions', holds: '[]', positions: each('', bullish) }],
  coinbaseinternational: [
    { method: 'v1PrivateGetPortfoliosPortfolioPositions', holds: '[]', positions: each('', international) },
  ],
  orderly: [{ method: 'v1PrivateGetPositions', holds: 'data.rows[]', positions: each('data.rows', orderly) }],
} satisfies Record<string, readonly PositionCall[]>
