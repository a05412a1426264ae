import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding } from '../../../domain/types'
import { absolute, addAll, inside, isZero, maybeAmount, maybeText, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'

/**
 * OKX's trading bots (grids, signal bots, martingale, recurring buys): what they hold of a coin stands in `stgyEq` beside the trading
 * account's balance of it, and in its equity already. Documented answers add up so, to the last digit: `eq` is `cashBal`, `upl` and `stgyEq`.
 * https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-balance (2026-06)
 */
export const BOTS = 'bots'

export interface BotShare {
  ccy: string
  eq: DecimalString
  eqUsd: DecimalString | null
  stgyEq: DecimalString | null
}

/** What is left of the equity of a coin for the trading account itself. */
export const withoutBots = ({ eq, stgyEq }: BotShare): DecimalString => subtract(eq, stgyEq)

/** USD, to the cent's millionth: OKX sends more. */
const USD_DECIMALS = 8

/** OKX's own sum of the account in USD, without what bots hold at its own rates; null where one of them is not told. */
export function totalWithoutBots(totalEq: DecimalString | null, shares: readonly BotShare[]): DecimalString | null {
  const some = shares.filter(({ stgyEq }) => !isZero(stgyEq))
  if (totalEq === null || some.length === 0) return totalEq
  const usd = addAll(
    ...some.map(({ eq, eqUsd, stgyEq }) =>
      eqUsd === null || isZero(eq)
        ? null
        : new Decimal(eqUsd)
            .times(stgyEq ?? 0)
            .div(eq)
            .toFixed(),
    ),
  )
  return usd === null ? null : new Decimal(totalEq).minus(usd).toDecimalPlaces(USD_DECIMALS).toFixed()
}

export interface CopiedShare {
  ccy: string
  smtSyncEq: DecimalString | null
  spotCopyTradingEq: DecimalString | null
}

/** What follows traders by itself is told beside the equity of a coin, and not whether it is in it. */
export function sayCopied(shares: readonly CopiedShare[], api: AccountApi): void {
  for (const { ccy, smtSyncEq, spotCopyTradingEq } of shares)
    if (!isZero(smtSyncEq) || !isZero(spotCopyTradingEq))
      api.doubts.push(`OKX tells ${ccy} that follows traders, and not whether the equity holds it: it is not counted beside it.`)
}

const Bots = inside('data', z.array(z.object({ algoId: z.string(), direction: maybeText, investmentCcy: maybeText })))
type Bot = z.output<typeof Bots>[number]

/** …/#order-book-trading-grid-trading-get-grid-algo-order-positions, …-signal-bot-trading-get-signal-bot-order-positions, …-dca-trading-get-dca-algo-order-position-details. */
const Positions = inside(
  'data',
  z.array(
    z.object({
      instId: z.string(),
      /** Signed, since grids and signal bots have `net` positions alone. */
      pos: maybeAmount,
      /** Contracts of a martingale, whose `direction` its bot tells. */
      sz: maybeAmount,
      ccy: maybeText,
      mgnMode: maybeText,
      avgPx: maybeAmount,
      markPx: maybeAmount,
      upl: maybeAmount,
      imr: maybeAmount,
      mmr: maybeAmount,
      lever: maybeAmount,
      liqPx: maybeAmount,
    }),
  ),
)
type Position = z.output<typeof Positions>[number]

/** Bots that may have positions, and what tells those of each. */
const KINDS = [
  ['privateGetTradingBotGridOrdersAlgoPending', 'privateGetTradingBotGridPositions', 'contract_grid'],
  ['privateGetTradingBotSignalOrdersAlgoPending', 'privateGetTradingBotSignalPositions', 'contract'],
  ['privateGetTradingBotDcaOngoingList', 'privateGetTradingBotDcaPositionDetails', 'contract_dca'],
] as const
const PAGE = 100
const POSITIONS = 'positions of bots'

async function positionsOf(api: AccountApi, [list, details, algoOrdType]: (typeof KINDS)[number]): Promise<PositionHolding[]> {
  const bots = await api.pages(
    POSITIONS,
    { algoOrdType, limit: PAGE },
    {
      read: (params) => api.ask(POSITIONS, list, params, Bots),
      rows: (page: Bot[]) => page,
      id: ({ algoId }) => algoId,
      next: (page) => (page.length === PAGE ? { algoOrdType, limit: PAGE, after: page.at(-1)?.algoId } : null),
    },
  )
  const found = await Promise.all(
    (bots ?? []).map(async (bot) => {
      const rows = await api.ask(POSITIONS, details, { algoId: bot.algoId, algoOrdType }, Positions)
      return Promise.all((rows ?? []).map((row) => holding(row, bot, api)))
    }),
  )
  return held(found.flat())
}

async function holding(row: Position, bot: Bot, api: AccountApi): Promise<PositionHolding | null> {
  const contracts = row.pos ?? sidedSize(row.sz, bot, api)
  if (contracts === null || isZero(contracts)) return null
  const settle = row.ccy ?? bot.investmentCcy
  const market = await api.contract(row.instId, {
    counts: 'contracts',
    settle: settle && api.code(settle),
    ...(/-USD-/.test(row.instId) && { inverse: true }),
  })
  return position(market, {
    wallet: BOTS,
    contracts,
    side: 'net',
    markPrice: nonZero(row.markPx) ?? markOf(row, contracts, market),
    unrealizedProfit: row.upl,
    initialMargin: row.imr,
    maintMargin: row.mmr,
    leverage: nonZero(row.lever),
    entryPrice: nonZero(row.avgPx),
    liquidationPrice: nonZero(row.liqPx),
    marginMode: row.mgnMode === 'isolated' ? 'isolated' : row.mgnMode === 'cross' ? 'cross' : null,
  })
}

/** Null, and said, where a martingale does not tell its side. */
function sidedSize(size: DecimalString | null, { direction }: Bot, api: AccountApi): DecimalString | null {
  if (size === null || isZero(size)) return null
  if (direction === 'short') return negated(absolute(size))
  if (direction === 'long') return absolute(size)
  api.leaveOut(POSITIONS, 'OKX does not tell the side of a martingale.')
  return null
}

/** No mark price stands beside a martingale: of a linear contract entry and profit tell it. */
function markOf({ avgPx, upl }: Position, contracts: DecimalString, market: Market): DecimalString | null {
  if (avgPx === null || upl === null || market.inverse || market.unlisted === 'contracts') return null
  return new Decimal(avgPx).plus(new Decimal(upl).div(new Decimal(contracts).times(market.contractSize))).toFixed()
}

/**
 * The wallet of bots: a row for each coin that they hold, positions of theirs besides. Null where they hold nothing, which asks for nothing.
 * @param told false where the key may not ask for their positions
 */
export async function bots(shares: readonly BotShare[], api: AccountApi, told = true): Promise<Holding[] | null> {
  const some = shares.filter(({ stgyEq }) => !isZero(stgyEq))
  if (some.length === 0) return null
  const positions = told ? (await Promise.all(KINDS.map((kind) => positionsOf(api, kind)))).flat() : []
  const tokens = some.map(({ ccy, stgyEq }) => {
    const symbol = api.code(ccy)
    const profits = positions.filter(({ settle }) => settle === symbol).map(({ unrealizedProfit }) => unrealizedProfit)
    const profit = profits.length > 0 ? addAll(...profits) : null
    return marginToken({
      wallet: BOTS,
      symbol,
      size: subtract(stgyEq ?? '0', profit),
      unrealizedProfit: profit,
      marginBalance: stgyEq,
    })
  })
  return [...held(tokens), ...positions]
}
