import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, padded, text } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger, LedgerPosition } from '../ledger'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { hash } from '../random'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok, page } from './answers'
import { categoryIn, categoryOf, findMarket } from './instruments'

const DEFAULT_LEVERAGE = '10'
const CREATED = '1676538056258'

/** GET /v5/position/list: with `symbol` also a market without position; with `settleCoin` open ones only. */
export function positionList({ query }: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const category = categoryIn(query.get('category'))
  if (category === null || category === 'spot') return badParameter('Illegal category', exchange)
  const symbol = query.get('symbol')
  const settle = query.get('settleCoin')
  const base = query.get('baseCoin')
  if (category === 'linear' && symbol === null && settle === null && base === null)
    return badParameter('params error: symbol or settleCoin is required', exchange)
  const market = symbol === null ? null : findMarket(symbol, category, exchange)
  if (market === undefined) return badParameter('symbol invalid', exchange)
  const open = walletFigures(ledger, 'unified', exchange).positions.filter(
    (p) =>
      categoryOf(p.market) === category &&
      (market === null || p.market.id === market.id) &&
      (settle === null || p.market.settle === settle) &&
      (base === null || p.market.base === base),
  )
  const rows: Record<string, unknown>[] = open.map((figures) => openRow(figures, ledger))
  if (market) rows.push(...emptyRows(market, open, ledger, exchange))
  // Without a settlement coin closed positions come too, of markets whose settings this account has touched.
  else if (settle === null)
    for (const touched of exchange.markets().filter((m) => categoryOf(m) === category && isTouched(m, ledger, exchange)))
      if (base === null || touched.base === base) rows.push(...emptyRows(touched, open, ledger, exchange))
  const { list, nextPageCursor } = page(rows, query, 20, 200)
  return ok({ nextPageCursor, category, list }, exchange)
}

/** One market's rows, open ones and those of closed sides: what follows an execution on the stream. */
export function marketRows(market: SimMarket, ledger: Ledger, exchange: Exchange): Record<string, unknown>[] {
  const open = walletFigures(ledger, 'unified', exchange).positions.filter((p) => p.market.id === market.id)
  return [...open.map((figures) => openRow(figures, ledger)), ...emptyRows(market, open, ledger, exchange)]
}

function openRow(figures: PositionFigures, ledger: Ledger) {
  const { position, market, liquidationPrice } = figures
  const isIsolated = position.marginMode === 'isolated'
  return withFixed(
    {
      symbol: market.id,
      leverage: market.type === 'option' ? '' : position.leverage,
      autoAddMargin: 0,
      avgPrice: position.entryPrice,
      liqPrice: liquidationPrice ? padded(liquidationPrice, decimalsOf(market.tick)) : '',
      riskLimitValue: market.type === 'option' ? '' : '2000000',
      takeProfit: '',
      // At entry, not at mark: Bybit's own definition.
      positionValue: text(figures.entryValueSettle),
      isReduceOnly: false,
      tpslMode: market.type === 'option' ? '' : 'Full',
      riskId: 1,
      trailingStop: '0',
      unrealisedPnl: text(figures.unrealizedProfit),
      markPrice: text(figures.markPrice, 12),
      adlRankIndicator: 2,
      cumRealisedPnl: '0',
      positionMM: text(figures.maintMargin),
      createdTime: CREATED,
      positionIdx: indexOf(position, ledger),
      positionIM: text(figures.initialMargin),
      seq: 5_723_621_632 + (hash(`${ledger.uid} ${market.id}`) % 1_000_000),
      updatedTime: '1697673600012',
      side: figures.isLong ? 'Buy' : 'Sell',
      bustPrice: '',
      positionBalance: text(figures.isolatedMargin ?? figures.initialMargin),
      leverageSysUpdatedTime: '',
      size: text(figures.contracts.abs(), 12),
      positionStatus: 'Normal',
      mmrSysUpdatedTime: '',
      stopLoss: '',
      // Linear contracts have no trade mode of their own any more: always 0, also in an isolated account.
      tradeMode: market.inverse && isIsolated ? 1 : 0,
    },
    position.fixed,
  )
}

function isTouched(market: SimMarket, ledger: Ledger, exchange: Exchange): boolean {
  return exchange.settings(ledger).leverage.has(market.id)
}

/** What Bybit sends for a symbol whose position (or one side of it, in hedge mode) is closed. */
function emptyRows(market: SimMarket, open: PositionFigures[], ledger: Ledger, exchange: Exchange) {
  const indexes = modeOf(market, ledger, exchange) === 'hedge' ? [1, 2] : [0]
  const missing = indexes.filter((index) => !open.some((p) => p.market === market && indexOf(p.position, ledger) === index))
  return missing.map((positionIdx) => ({
    symbol: market.id,
    leverage: leverageOf(market, ledger, exchange),
    autoAddMargin: 0,
    avgPrice: '0',
    liqPrice: '',
    riskLimitValue: '2000000',
    takeProfit: '',
    positionValue: '',
    isReduceOnly: false,
    tpslMode: 'Full',
    riskId: 1,
    trailingStop: '0',
    unrealisedPnl: '',
    markPrice: exchange.markPrice(market.key),
    adlRankIndicator: 0,
    cumRealisedPnl: '0',
    positionMM: '0',
    createdTime: CREATED,
    positionIdx,
    positionIM: '0',
    seq: -1,
    updatedTime: '1697673600012',
    side: '',
    bustPrice: '',
    positionBalance: '0',
    leverageSysUpdatedTime: '',
    size: '0',
    positionStatus: 'Normal',
    mmrSysUpdatedTime: '',
    stopLoss: '',
    tradeMode: exchange.settings(ledger).marginMode.get(market.id) === 'isolated' ? 1 : 0,
  }))
}

/** 0 one-way, 1 and 2 the buy and sell sides of hedge mode. */
function indexOf(position: LedgerPosition, ledger: Ledger): 0 | 1 | 2 {
  if (ledger.positionMode === 'one_way' || position.side === 'net') return 0
  return position.side === 'long' ? 1 : 2
}

export function modeOf(market: SimMarket, ledger: Ledger, exchange: Exchange): 'one_way' | 'hedge' {
  // USDC contracts and options know no hedge mode.
  if (market.settle === 'USDC' || market.type === 'option') return 'one_way'
  return exchange.settings(ledger).positionMode.get(market.id) ?? ledger.positionMode
}

/** The leverage of a market for this account, with or without a position. */
export function leverageOf(market: SimMarket, ledger: Ledger, exchange: Exchange): string {
  const position = ledger.positions.find((p) => p.market === market.id)
  return exchange.settings(ledger).leverage.get(market.id) ?? position?.leverage ?? DEFAULT_LEVERAGE
}

/** Writes leverage into the account's settings and its open positions of that market. */
export function changeLeverage(market: SimMarket, ledger: Ledger, exchange: Exchange, buy: string, sell: string): void {
  exchange.settings(ledger).leverage.set(market.id, buy)
  for (const position of ledger.positions)
    if (position.market === market.id) position.leverage = new Decimal(position.contracts).isNegative() ? sell : buy
}
