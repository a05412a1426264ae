import { Decimal } from '../../../../domain/decimal'
import { absolute, add, isZero } from '../../../ccxt/amounts'
import type { CodeOf, OwnPosition, PositionCall } from '../exchange'
import { figure, id, modeOf, type Row, rowsAt, rowsIfAny, sideOf, word } from './fields'

/** Figures of a position in an exchange's own answer, as documented where ccxt 4.5.84 names the call. */

const DECIMALS = 12
const product = (a: string | null, b: string | null) => (a === null || b === null ? null : new Decimal(a).times(b).toFixed())

/** api.hitbtc.com: an account for each market or coin, with all its positions; `pnl` is what was realised. */
function hitbtc(answer: unknown): OwnPosition[] {
  return rowsAt(answer, '').flatMap((account) => {
    // Null where nothing is open; coins there always are.
    rowsAt(account, 'currencies')
    return rowsIfAny(account, 'positions').map((row) => ({
      market: id(row, 'symbol'),
      amount: figure(row, 'quantity'),
      entry: figure(row, 'price_entry'),
      liquidation: figure(row, 'price_liquidation'),
      leverage: figure(account, 'leverage'),
      mode: modeOf(word(account, 'type')),
    }))
  })
}

/** btseapi, futures v3: `size` counts contracts of the row's own size; the leverage of cross positions is what they come to. */
function btse(row: Row, codeOf: CodeOf): OwnPosition {
  const side = word(row, 'positionDirection')
  const isolated = word(row, 'marginType') === '92' || word(row, 'positionMode') === 'isolated'
  return {
    market: id(row, 'positionId', 'symbol').split('|')[0] ?? '',
    amount: product(figure(row, 'size'), figure(row, 'contractSize')),
    short: side === 'short' || (side !== 'long' && word(row, 'side') === 'sell'),
    side: sideOf(side),
    entry: figure(row, 'entryPrice'),
    mark: figure(row, 'markPrice'),
    profit: figure(row, 'unrealizedProfitLoss'),
    liquidation: figure(row, 'liquidationPrice'),
    maintMargin: figure(row, 'totalMaintenanceMargin'),
    leverage: isolated ? figure(row, 'isolatedLeverage') : null,
    mode: isolated ? 'isolated' : 'cross',
    settle: row.settleWithAsset === undefined ? null : codeOf(id(row, 'settleWithAsset')),
  }
}

/** developers.bydfi.com: `volume` counts coins. */
function bydfi(row: Row, codeOf: CodeOf): OwnPosition {
  const side = word(row, 'positionSide')
  return {
    market: id(row, 'symbol'),
    amount: figure(row, 'volume'),
    short: side === 'short' || (side !== 'long' && word(row, 'side') === 'sell'),
    side: sideOf(side),
    entry: figure(row, 'avgPrice'),
    mark: figure(row, 'markPrice'),
    profit: figure(row, 'unPnl'),
    liquidation: figure(row, 'liqPrice'),
    initialMargin: figure(row, 'im'),
    maintMargin: figure(row, 'mm'),
    leverage: figure(row, 'leverage'),
    mode: modeOf(word(row, 'marginType')),
    settle: row.settleCoin === undefined ? null : codeOf(id(row, 'settleCoin')),
  }
}

/** deepcoin.com/docs: contracts; `useMargin` is the margin in use, which ccxt takes for the one that must be kept. */
function deepcoin(row: Row, codeOf: CodeOf): OwnPosition {
  const side = word(row, 'posSide')
  const mode = modeOf(word(row, 'mgnMode'))
  return {
    market: id(row, 'instId'),
    amount: figure(row, 'pos'),
    short: side === 'short',
    side: sideOf(side),
    entry: figure(row, 'avgPx'),
    mark: figure(row, 'markPx'),
    profit: figure(row, 'unrealizedProfit', 'upl'),
    liquidation: figure(row, 'liqPx'),
    initialMargin: figure(row, 'useMargin'),
    leverage: figure(row, 'lever'),
    margin: mode === 'isolated' ? figure(row, 'useMargin') : null,
    mode,
    // `BTC-USD-SWAP` is settled in its coin.
    inverse: /-USD-/.test(id(row, 'instId')),
    settle: row.ccy === undefined ? null : codeOf(id(row, 'ccy')),
  }
}

/** lightning.bitflyer.com: one row for each lot; together they are the position. */
function bitflyer(answer: unknown): OwnPosition[] {
  const rows = rowsAt(answer, '')
  const markets = [...new Set(rows.map((row) => `${id(row, 'product_code')} ${word(row, 'side')}`))]
  return markets.map((name) => {
    const lots = rows.filter((row) => `${id(row, 'product_code')} ${word(row, 'side')}` === name)
    const sum = (figures: readonly (string | null)[]) => (figures.includes(null) ? null : add(...figures))
    const amount = sum(lots.map((row) => figure(row, 'size')))
    const cost = sum(lots.map((row) => product(figure(row, 'size'), figure(row, 'price'))))
    const [first = {}] = lots
    return {
      market: id(first, 'product_code'),
      amount,
      short: word(first, 'side') === 'sell',
      entry:
        amount === null || cost === null || isZero(amount)
          ? null
          : new Decimal(cost).div(absolute(amount)).toDecimalPlaces(DECIMALS).toFixed(),
      profit: sum(lots.map((row) => figure(row, 'pnl'))),
      initialMargin: sum(lots.map((row) => figure(row, 'require_collateral'))),
      leverage: figure(first, 'leverage'),
      mode: 'cross' as const,
      settle: 'JPY',
    }
  })
}

const each =
  (path: string, read: (row: Row, codeOf: CodeOf) => OwnPosition): PositionCall['positions'] =>
  (answer, codeOf) =>
    rowsAt(answer, path).map((row) => read(row, codeOf))

/** Calls whose answers tell positions of exchanges that lie beside the chains. */
export const OWN_POSITIONS = {
  bitflyer: [{ method: 'privateGetGetpositions', params: { product_code: 'FX_BTC_JPY' }, holds: '[]', positions: bitflyer }],
  btse: [
    {
      method: 'privateGetFuturesApiV3TradePositions',
      holds: (answer) => Array.isArray(listOf(answer)),
      positions: (answer, codeOf) => rowsAt(listOf(answer), '').map((row) => btse(row, codeOf)),
    },
  ],
  bydfi: [
    {
      method: 'privateGetV1FapiTradePositions',
      params: { contractType: 'FUTURE' },
      holds: 'data[]',
      positions: each('data', bydfi),
    },
  ],
  deepcoin: [
    {
      method: 'privateGetDeepcoinAccountPositions',
      params: { instType: 'SWAP' },
      holds: 'data[]',
      positions: each('data', deepcoin),
    },
  ],
  hitbtc: [{ method: 'privateGetFuturesAccount', holds: '[]', positions: hitbtc }],
} satisfies Record<string, readonly PositionCall[]>

/** BTSE's list comes bare, or under `data`. */
function listOf(answer: unknown): unknown {
  return Array.isArray(answer) || typeof answer !== 'object' || answer === null ? answer : Reflect.get(answer, 'data')
}
