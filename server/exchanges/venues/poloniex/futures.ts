import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import {
  absolute,
  add,
  addAll,
  amount,
  inside,
  isZero,
  maybeAmount,
  maybeText,
  negated,
  nonZero,
  subtract,
} from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'

/** https://api-docs.poloniex.com/v3/futures/api/account/balance (2026-11) */
const Coin = z.object({
  ccy: z.string().min(1),
  /** With the profit of cross positions. */
  eq: amount,
  /** `isoAvail` + `isoUpl` + `isoHold`: what isolated positions and their orders hold, with profit. */
  isoEq: maybeAmount,
  avail: maybeAmount,
  trdHold: maybeAmount,
  upl: amount,
  isoAvail: maybeAmount,
  isoHold: maybeAmount,
  isoUpl: maybeAmount,
  /** Of cross positions and their orders. */
  im: maybeAmount,
  mm: maybeAmount,
})
type Coin = z.output<typeof Coin>
export const Balance = inside('data', z.object({ availMgn: maybeAmount, details: z.array(Coin) }))

/** …/v3/futures/api/positions/get-current-position (2026-11) */
const Position = z.object({
  symbol: z.string(),
  side: z.enum(['BUY', 'SELL']),
  /** `BOTH` in one-way mode, where `side` alone tells the direction. */
  posSide: z.enum(['BOTH', 'LONG', 'SHORT']),
  mgnMode: z.enum(['CROSS', 'ISOLATED']),
  /** `TRIAL` is of trial funds. */
  actType: maybeText,
  /** In contracts. */
  qty: amount,
  openAvgPx: maybeAmount,
  markPx: maybeAmount,
  liqPx: maybeAmount,
  lever: maybeAmount,
  im: maybeAmount,
  mm: maybeAmount,
  /** Of isolated positions: what they were given. */
  mgn: maybeAmount,
  upl: maybeAmount,
})
type Position = z.output<typeof Position>
export const Positions = inside('data', z.array(Position))

/** Where nothing is isolated, that nothing is told of it is no gap. One figure follows from the other three. */
function withIsolated(coin: Coin, none: boolean): Coin {
  const { isoEq, isoAvail, isoHold, isoUpl } = coin
  if (none && [isoEq, isoAvail, isoHold, isoUpl].every((figure) => figure === null))
    return { ...coin, isoEq: '0', isoAvail: '0', isoHold: '0', isoUpl: '0' }
  const held = addAll(isoAvail, isoHold)
  return {
    ...coin,
    isoEq: isoEq ?? addAll(held, isoUpl),
    isoUpl: isoUpl ?? (isoEq === null || held === null ? null : subtract(isoEq, held)),
  }
}

/** Whether `eq` holds `isoEq` is not documented: its own parts tell. */
function equityOf(coin: Coin, api: AccountApi): DecimalString {
  if (coin.isoEq === null) {
    api.doubts.push(`Poloniex does not tell what isolated positions hold in ${coin.ccy}: it is in no figure.`)
    return coin.eq
  }
  if (isZero(coin.isoEq)) return coin.eq
  const doubt = `Poloniex does not tell whether its equity of ${coin.eq} ${coin.ccy} holds the ${coin.isoEq} of isolated positions`
  if (coin.avail === null || coin.trdHold === null) {
    api.doubts.push(`${doubt}: it is taken to.`)
    return coin.eq
  }
  const rest = new Decimal(coin.eq).minus(coin.avail).minus(coin.trdHold).minus(coin.upl).abs()
  const within = rest.minus(coin.isoEq).abs()
  if (Decimal.min(rest, within).gt(new Decimal(coin.isoEq).abs().div(10))) api.doubts.push(`${doubt}: its parts come to neither.`)
  return rest.lt(within) ? (add(coin.eq, coin.isoEq) ?? coin.eq) : coin.eq
}

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.qty)) return null
  const market = await api.contract(row.symbol, { counts: 'contracts' })
  const short = row.posSide === 'SHORT' || (row.posSide === 'BOTH' && row.side === 'SELL')
  const contracts = absolute(row.qty)
  const isolated = row.mgnMode === 'ISOLATED'
  return position(market, {
    wallet: 'perp',
    contracts: short ? negated(contracts) : contracts,
    side: row.posSide === 'BOTH' ? 'net' : short ? 'short' : 'long',
    markPrice: nonZero(row.markPx),
    unrealizedProfit: row.upl,
    initialMargin: nonZero(row.im),
    maintMargin: nonZero(row.mm),
    marginBalance: isolated ? nonZero(row.mgn) : null,
    leverage: nonZero(row.lever),
    entryPrice: nonZero(row.openAvgPx),
    liquidationPrice: nonZero(row.liqPx),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

export async function futuresRows(
  balance: z.output<typeof Balance> | null,
  rows: z.output<typeof Positions> | null,
  api: AccountApi,
): Promise<{ tokens: TokenHolding[]; positions: PositionHolding[]; mode: PositionMode | null }> {
  const own = (rows ?? []).filter(({ actType }) => actType !== 'TRIAL')
  const trial = (rows ?? []).filter((row) => row.actType === 'TRIAL' && !isZero(row.qty)).map(({ symbol }) => symbol)
  if (trial.length > 0)
    api.leaveOut('trial funds', `Positions of trial funds (${[...new Set(trial)].join(', ')}) and their money are not counted.`)
  const positions = held(await Promise.all(own.map((row) => holding(row, api))))
  const tokens = (balance?.details ?? []).map((sent) => {
    const symbol = api.code(sent.ccy)
    const mine = positions.filter(({ settle }) => settle === symbol)
    const coin = withIsolated(sent, rows !== null && mine.every(({ marginMode }) => marginMode === 'cross'))
    const equity = equityOf(coin, api)
    const profit = addAll(coin.upl, coin.isoUpl)
    return marginToken({
      wallet: 'perp',
      symbol,
      size: subtract(equity, profit),
      unrealizedProfit: profit,
      marginBalance: equity,
      initialMargin: addAll(coin.im, coin.isoAvail, coin.isoHold),
      maintMargin: rows === null ? null : addAll(...mine.map(({ maintMargin }) => maintMargin)),
      available: balance?.details.length === 1 ? balance.availMgn : null,
    })
  })
  const mode = own[0] === undefined ? null : own[0].posSide === 'BOTH' ? 'one_way' : 'hedge'
  return { tokens: held(tokens), positions, mode }
}
