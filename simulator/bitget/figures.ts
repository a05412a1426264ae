import { type PositionFigures, walletFigures } from '../accounting'
import { Decimal, sum, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'

/** A position in its margin coin. Coin-margined ones gain and lose dollars, exchanged at the mark price. */
export interface Position {
  figures: PositionFigures
  /** Base coins, unsigned. */
  total: Decimal
  profit: Decimal
  initialMargin: Decimal
  maintMargin: Decimal
  /** Isolated: the margin put up; cross: null. */
  isolated: Decimal | null
  liquidationPrice: Decimal | null
}

export interface Coin {
  coin: string
  /** Without profit; what is owed has been taken off. */
  balance: Decimal
  locked: Decimal
  borrowed: Decimal
  interest: Decimal
  profit: Decimal
  isolatedProfit: Decimal
  crossMargin: Decimal
  isolatedMargin: Decimal
  maintMargin: Decimal
  /** USD for one coin; 0 for one that no market prices. */
  price: Decimal
  positions: Position[]
}

export function positionsIn(ledger: Ledger, wallet: string, exchange: Exchange): Position[] {
  return walletFigures(ledger, wallet, exchange).positions.map((figures) => {
    const isCoinMargined = figures.market.settle === figures.market.base
    const inCoin = (dollars: Decimal) => (isCoinMargined ? dollars.div(figures.markPrice) : dollars)
    const total = figures.contracts.abs()
    const { position } = figures
    const put = isCoinMargined && position.isolatedMargin === undefined ? total.div(position.leverage) : figures.isolatedMargin
    const isolated = position.marginMode === 'isolated' ? put : null
    return {
      figures,
      total,
      profit: inCoin(figures.unrealizedProfit),
      initialMargin: inCoin(figures.initialMargin),
      maintMargin: inCoin(figures.maintMargin),
      isolated,
      liquidationPrice: isCoinMargined ? coinLiquidation(figures, total, isolated) : figures.liquidationPrice,
    }
  })
}

/** The coins of one wallet with what their positions hold. */
export function coinsIn(ledger: Ledger, wallet: string, exchange: Exchange): Coin[] {
  const positions = positionsIn(ledger, wallet, exchange)
  const tokens = ledger.tokens.filter((t) => t.wallet === wallet)
  const coins = [...new Set([...tokens.map((t) => t.coin), ...positions.map((p) => p.figures.market.settle ?? '')])]
  return coins.map((coin) => {
    const token = tokens.find((t) => t.coin === coin)
    const mine = positions.filter((p) => p.figures.market.settle === coin)
    const alone = mine.filter((p) => p.isolated !== null)
    return {
      coin,
      balance: new Decimal(token?.balance ?? '0'),
      locked: new Decimal(token?.locked ?? '0'),
      borrowed: new Decimal(token?.borrowed ?? '0'),
      interest: new Decimal(token?.interest ?? '0'),
      profit: sum(mine.map((p) => p.profit)),
      isolatedProfit: sum(alone.map((p) => p.profit)),
      crossMargin: sum(mine.filter((p) => p.isolated === null).map((p) => p.initialMargin)),
      isolatedMargin: sum(alone.map((p) => p.isolated ?? ZERO)),
      maintMargin: sum(mine.map((p) => p.maintMargin)),
      price: new Decimal(exchange.coinPrice(coin) ?? '0'),
      positions: mine,
    }
  })
}

/** What is free for new positions on cross margin; never negative. */
export function freeOf(coin: Coin): Decimal {
  const crossProfit = coin.profit.minus(coin.isolatedProfit)
  return Decimal.max(0, coin.balance.minus(coin.isolatedMargin).plus(crossProfit).minus(coin.crossMargin).minus(coin.locked))
}

/** Where the margin put up is down to the maintenance margin; on cross margin no estimate is made. */
function coinLiquidation(figures: PositionFigures, total: Decimal, margin: Decimal | null): Decimal | null {
  if (margin === null) return null
  const rate = figures.market.maintenanceRate
  const divisor = figures.isLong
    ? margin.plus(total.times(new Decimal(1).minus(rate)))
    : total.times(new Decimal(1).plus(rate)).minus(margin)
  return divisor.greaterThan(0) ? total.times(figures.entryPrice).div(divisor) : null
}
