import { Decimal, sum } from '../decimal'
import type { LedgerPosition } from '../ledger'
import type { SimMarket } from '../markets/market'
import { bracketsOf, capAt } from './brackets'
import { isPortfolioMargin, marketNamed, marketsAsked, need, type Side, type SignedCall, sideOf, WALLET } from './call'
import { BinanceError } from './errors'
import { futuresFigures } from './figures'

/** What Binance gives every market until the user changes it. */
const DEFAULT_LEVERAGE = '20'
const DONE = { code: 200, msg: 'success' }

type Context = Pick<SignedCall, 'ledger' | 'exchange'>

export function leverageOf(market: SimMarket, { ledger, exchange }: Context): string {
  return exchange.settings(ledger).leverage.get(market.id) ?? openIn(market, { ledger })[0]?.leverage ?? usual(market)
}

export function marginModeOf(market: SimMarket, { ledger, exchange }: Context): 'cross' | 'isolated' {
  return exchange.settings(ledger).marginMode.get(market.id) ?? openIn(market, { ledger })[0]?.marginMode ?? 'cross'
}

export function isHedge({ ledger, exchange }: Context, side: Side): boolean {
  return (exchange.settings(ledger).positionMode.get(WALLET[side]) ?? ledger.positionMode) === 'hedge'
}

/** As the exchange writes it; `0` where the leverage is no longer allowed. */
export function maxNotional(market: SimMarket, leverage: string): string {
  return capAt(market, leverage) ?? '0'
}

/** POST leverage: `{"leverage": 21, "maxNotionalValue": "1000000", "symbol": "BTCUSDT"}`. */
export function setLeverage(call: SignedCall, side: Side) {
  const { exchange, ledger, params } = call
  const market = marketNamed(exchange, side, need(params, 'symbol'))
  const asked = need(params, 'leverage')
  const cap = /^\d+$/.test(asked) && Number(asked) >= 1 ? capAt(market, asked) : null
  if (cap === null) throw new BinanceError(-4028, `Leverage ${asked} is not valid`)
  const open = openIn(market, call)
  const isLower = new Decimal(asked).lessThan(leverageOf(market, call))
  if (open.some((p) => p.marginMode === 'isolated') && isLower)
    throw new BinanceError(-4161, 'Leverage reduction is not supported in Isolated Margin Mode with open positions.')
  const figures = futuresFigures(ledger, side, exchange)
  const mine = figures.positions.filter((p) => p.market === market)
  if (mine.some((p) => p.notional.abs().greaterThan(cap)))
    throw new BinanceError(-2027, 'Exceeded the maximum allowable position at current leverage.')
  const extra = sum(mine.map((p) => p.notional.abs().div(asked).minus(p.initialMargin)))
  const free = figures.assets.find((a) => a.asset === market.settle)?.availableBalance
  // Under portfolio margin the whole account backs a position.
  if (isLower && !isPortfolioMargin(ledger) && free && extra.greaterThan(free))
    throw new BinanceError(-2028, 'Leverage is smaller than permitted: insufficient margin balance.')
  exchange.settings(ledger).leverage.set(market.id, asked)
  for (const position of open)
    changeLeverage(position, asked, mine.find((p) => sameSide(p.positionSide, position))?.isolatedWallet)
  const answer = { symbol: market.id, leverage: Number(asked) }
  return side === 'um' ? { ...answer, maxNotionalValue: cap } : { ...answer, maxQty: cap }
}

/** POST marginType: -4046 if it is so already, -4048 while a position is open. */
export function setMarginType(call: SignedCall, side: Side) {
  const { exchange, ledger, params } = call
  const market = marketNamed(exchange, side, need(params, 'symbol'))
  const asked = need(params, 'marginType')
  if (asked !== 'ISOLATED' && asked !== 'CROSSED')
    throw new BinanceError(-1130, "Data sent for parameter 'marginType' is not valid.")
  const mode = asked === 'ISOLATED' ? 'isolated' : 'cross'
  if (marginModeOf(market, call) === mode) throw new BinanceError(-4046, 'No need to change margin type.')
  if (openIn(market, call).length > 0) throw new BinanceError(-4048, 'Margin type cannot be changed if there exists position.')
  exchange.settings(ledger).marginMode.set(market.id, mode)
  return DONE
}

/** GET positionSide/dual. */
export function positionMode(call: SignedCall, side: Side) {
  return { dualSidePosition: isHedge(call, side) }
}

/** POST positionSide/dual: -4059 if it is so already, -4068 while any position is open. */
export function setPositionMode(call: SignedCall, side: Side) {
  const { exchange, ledger, params } = call
  const asked = need(params, 'dualSidePosition').toLowerCase()
  if (asked !== 'true' && asked !== 'false')
    throw new BinanceError(-1130, "Data sent for parameter 'dualSidePosition' is not valid.")
  if (isHedge(call, side) === (asked === 'true')) throw new BinanceError(-4059, 'No need to change position side.')
  if (ledger.positions.some((p) => p.wallet === WALLET[side]))
    throw new BinanceError(-4068, 'Position side cannot be changed if there exists position.')
  exchange.settings(ledger).positionMode.set(WALLET[side], asked === 'true' ? 'hedge' : 'one_way')
  return DONE
}

/** GET /fapi/v1/symbolConfig. */
export function symbolConfig(call: SignedCall) {
  return marketsAsked(call, 'um').map((market) => {
    const leverage = leverageOf(market, call)
    return {
      symbol: market.id,
      marginType: marginModeOf(market, call) === 'cross' ? 'CROSSED' : 'ISOLATED',
      isAutoAddMargin: false,
      leverage: Number(leverage),
      maxNotionalValue: maxNotional(market, leverage),
    }
  })
}

/** GET /fapi/v1/accountConfig. */
export function accountConfig(call: SignedCall) {
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    dualSidePosition: isHedge(call, 'um'),
    updateTime: 0,
    multiAssetsMargin: false,
    tradeGroupId: -1,
  }
}

/** GET leverageBracket: notional (USD-M) or base coins (COIN-M, v2); one object for `symbol`, else a list. */
export function leverageBracket(call: SignedCall, side: Side) {
  const names = side === 'um' ? (['notionalCap', 'notionalFloor'] as const) : (['qtyCap', 'qtyFloor'] as const)
  const rows = marketsAsked(call, side).map((market) => ({
    symbol: market.id,
    notionalCoef: 1,
    brackets: bracketsOf(market).map((b) => ({
      bracket: b.bracket,
      initialLeverage: b.initialLeverage,
      [names[0]]: Number(b.cap),
      [names[1]]: Number(b.floor),
      maintMarginRatio: Number(b.maintMarginRatio),
      cum: Number(b.cum),
    })),
  }))
  return call.params.has('symbol') && side === 'um' ? rows[0] : rows
}

/** GET /dapi/v1/leverageBracket: by pair, all its contracts together. */
export function leverageBracketByPair(call: SignedCall) {
  const pair = call.params.get('pair')
  const perpetuals = call.exchange.markets().filter((m) => sideOf(m) === 'cm' && m.type === 'swap')
  return perpetuals
    .map((market) => ({ pair: market.id.split('_')[0], market }))
    .filter((row) => pair === null || row.pair === pair)
    .map(({ pair: name, market }) => ({
      pair: name,
      brackets: bracketsOf(market).map((b) => ({
        bracket: b.bracket,
        initialLeverage: b.initialLeverage,
        qtyCap: Number(b.cap),
        qtylFloor: Number(b.floor),
        maintMarginRatio: Number(b.maintMarginRatio),
        cum: Number(b.cum),
      })),
    }))
}

/** Margin already put up stays as it is. */
function changeLeverage(position: LedgerPosition, leverage: string, isolatedWallet: Decimal | undefined): void {
  if (position.marginMode === 'isolated' && isolatedWallet) position.isolatedMargin = isolatedWallet.toFixed()
  position.leverage = leverage
}

function sameSide(positionSide: 'BOTH' | 'LONG' | 'SHORT', position: LedgerPosition): boolean {
  return position.side === (positionSide === 'BOTH' ? 'net' : positionSide.toLowerCase())
}

function openIn(market: SimMarket, { ledger }: Pick<SignedCall, 'ledger'>): LedgerPosition[] {
  return ledger.positions.filter((p) => p.market === market.id)
}

function usual(market: SimMarket): string {
  return Decimal.min(DEFAULT_LEVERAGE, market.maxLeverage ?? '1')
    .floor()
    .toFixed()
}
