import { text } from '../decimal'
import { productAsked, productOf, type SignedCall, WALLET } from './call'
import { type Position, positionsIn } from './figures'

/** GET /api/v2/mix/position/all-position: open ones of a product, `marginCoin` narrows them. */
export function allPositions({ ledger, exchange, query }: SignedCall) {
  const product = productAsked(query.get('productType'))
  const marginCoin = query.get('marginCoin')
  if (product === null) return []
  const mode = ledger.positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode'
  return positionsIn(ledger, WALLET[product], exchange)
    .filter((p) => marginCoin === null || p.figures.market.settle === marginCoin.toUpperCase())
    .map((p) => classicRow(p, mode, exchange.now()))
}

function classicRow(p: Position, mode: string, now: number) {
  const { market, position, entryPrice, markPrice, isLong } = p.figures
  return {
    marginCoin: market.settle,
    symbol: market.id,
    holdSide: isLong ? 'long' : 'short',
    openDelegateSize: '0',
    marginSize: text(p.isolated ?? p.initialMargin, 12),
    available: p.total.toFixed(),
    locked: '0',
    total: p.total.toFixed(),
    leverage: position.leverage,
    achievedProfits: '0',
    openPriceAvg: entryPrice.toFixed(),
    marginMode: p.isolated === null ? 'crossed' : 'isolated',
    posMode: mode,
    unrealizedPL: text(p.profit, 12),
    liquidationPrice: p.liquidationPrice ? text(p.liquidationPrice, 12) : '0',
    keepMarginRate: market.maintenanceRate,
    markPrice: markPrice.toFixed(),
    marginRatio: text(p.maintMargin.div((p.isolated ?? p.initialMargin).plus(p.profit)).abs(), 12),
    breakEvenPrice: text(entryPrice.times(isLong ? '1.0012' : '0.9988'), 12),
    totalFee: '0',
    deductedFee: text(entryPrice.times(p.total).times('0.0006'), 8),
    grant: '',
    assetMode: 'single',
    autoMargin: 'off',
    takeProfit: '',
    stopLoss: '',
    takeProfitId: '',
    stopLossId: '',
    cTime: String(now - 86_400_000),
    uTime: String(now - 3_600_000),
  }
}

/** GET /api/v3/position/current-position: open ones of a category in the unified account. */
export function currentPositions({ ledger, exchange, query }: SignedCall) {
  const product = productAsked(query.get('category'))
  const symbol = query.get('symbol')
  const list = positionsIn(ledger, 'unified', exchange)
    .filter((p) => productOf(p.figures.market) === product && (symbol === null || p.figures.market.id === symbol))
    .map((p) => {
      const { market, position, entryPrice, markPrice, isLong } = p.figures
      return {
        category: product,
        symbol: market.id,
        marginCoin: market.settle,
        holdMode: ledger.positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode',
        posSide: isLong ? 'long' : 'short',
        marginMode: p.isolated === null ? 'crossed' : 'isolated',
        positionBalance: text(p.isolated ?? p.initialMargin, 12),
        available: p.total.toFixed(),
        frozen: '0',
        total: p.total.toFixed(),
        leverage: position.leverage,
        curRealisedPnl: '0',
        avgPrice: entryPrice.toFixed(),
        positionStatus: 'normal',
        unrealisedPnl: text(p.profit, 12),
        liquidationPrice: p.liquidationPrice ? text(p.liquidationPrice, 12) : '0',
        mmr: market.maintenanceRate,
        profitRate: text(p.profit.div(p.isolated ?? p.initialMargin), 16),
        markPrice: markPrice.toFixed(),
        breakEvenPrice: text(entryPrice.times(isLong ? '1.0012' : '0.9988'), 12),
        totalFunding: '0',
        openFeeTotal: text(entryPrice.times(p.total).times('-0.0006'), 8),
        closeFeeTotal: '0',
        createdTime: String(exchange.now() - 86_400_000),
        updatedTime: String(exchange.now() - 3_600_000),
      }
    })
  return { list }
}
