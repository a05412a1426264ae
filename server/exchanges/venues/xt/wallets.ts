import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken, position, profitOf } from '../../reading/rows'

/** https://doc.xt.com (github.com/XtApis/xt-api 8732f1db, 2026-07-16): spot/Balance, futures/User, earn/Query, loan/inquire. */

export const Spot = inside(
  'result',
  z.object({ assets: z.array(z.object({ currency: z.string(), totalAmount: amount, availableAmount: maybeAmount })) }),
)
export const spotRows = ({ assets }: z.output<typeof Spot>, api: AccountApi): TokenHolding[] =>
  held(
    assets.map(({ currency, totalAmount, availableAmount }) =>
      plainToken('spot', api.code(currency), totalAmount, availableAmount),
    ),
  )

/** By coin: `position` goes by page and by product. Savings, staking and structured products are in an account apart (`FINANCE`). */
export const Earn = inside('result', z.array(z.object({ currency: z.string(), amount })))
export const earnRows = (rows: z.output<typeof Earn>, api: AccountApi): TokenHolding[] =>
  held(rows.map((row) => plainToken('earn', api.code(row.currency), row.amount, null)))

const Item = z.object({ currency: z.string(), amount })
/** Interest is in what is owed; the sign is another in `loan-total-asset`. */
export const Loans = inside('result', z.object({ loanAssetItems: z.array(Item), pledgeAssetItems: z.array(Item) }))

export function loanRows({ loanAssetItems, pledgeAssetItems }: z.output<typeof Loans>, api: AccountApi): TokenHolding[] {
  const sums = new Map<string, { pledged: Decimal; owed: Decimal }>()
  const of = (currency: string) => {
    const symbol = api.code(currency)
    const sum = sums.get(symbol) ?? { pledged: new Decimal(0), owed: new Decimal(0) }
    sums.set(symbol, sum)
    return sum
  }
  for (const item of pledgeAssetItems) {
    const sum = of(item.currency)
    sum.pledged = sum.pledged.plus(item.amount)
  }
  for (const item of loanAssetItems) {
    const sum = of(item.currency)
    sum.owed = sum.owed.plus(absolute(item.amount))
  }
  return held(
    [...sums].map(([symbol, { pledged, owed }]) =>
      marginToken({
        wallet: 'loans',
        symbol,
        amount: pledged.toFixed(),
        borrowed: owed.toFixed(),
        size: pledged.minus(owed).toFixed(),
      }),
    ),
  )
}

const Coin = z.object({
  coin: z.string(),
  /** With what orders and positions hold, without open profit. */
  walletBalance: amount,
  availableBalance: maybeAmount,
  openOrderMarginFrozen: maybeAmount,
  isolatedMargin: maybeAmount,
  crossedMargin: maybeAmount,
  bonus: maybeAmount,
  coupon: maybeAmount,
})
export const Coins = inside('result', z.array(Coin))

const Position = z.object({
  symbol: z.string(),
  /** `CROSSED` or `ISOLATED`. */
  positionType: maybeText,
  positionSide: z.enum(['LONG', 'SHORT']),
  /** `PREDICT` is no future: what it is worth is not told. */
  contractType: maybeText,
  positionSize: amount,
  entryPrice: maybeAmount,
  isolatedMargin: maybeAmount,
  leverage: maybeAmount,
  /** Sent, and not documented. */
  markPrice: maybeAmount,
})
export type Position = z.output<typeof Position>
export const Positions = inside('result', z.array(Position))

/** `0` as the price of liquidation says that there is none. */
export const Breaks = inside(
  'result',
  z.array(
    z.object({
      symbol: z.string(),
      positionSide: maybeText,
      positionType: maybeText,
      breakPrice: maybeAmount,
      calMarkPrice: maybeAmount,
    }),
  ),
)
export type Breaks = z.output<typeof Breaks>

export type Kind = 'perp' | 'coinm'

async function holding(kind: Kind, row: Position, breaks: Breaks, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.positionSize)) return null
  if (row.contractType === 'PREDICT') {
    api.leaveOut('predictions', `${row.positionSize} of ${row.symbol}, a prediction whose worth is not told.`)
    return null
  }
  const inverse = kind === 'coinm'
  const market = await api.contract(
    row.symbol,
    { counts: 'contracts', inverse, ...(inverse ? {} : { settle: 'USDT' }) },
    (found) => found.inverse === inverse,
  )
  const more = breaks.find(
    ({ symbol, positionSide, positionType }) =>
      symbol === row.symbol &&
      positionSide === row.positionSide &&
      (positionType === null || row.positionType === null || positionType === row.positionType),
  )
  const size = absolute(row.positionSize)
  const contracts = row.positionSide === 'SHORT' ? negated(size) : size
  const entryPrice = nonZero(row.entryPrice)
  const markPrice = nonZero(row.markPrice) ?? nonZero(more?.calMarkPrice ?? null)
  const marginMode = row.positionType === 'ISOLATED' ? 'isolated' : row.positionType === 'CROSSED' ? 'cross' : null
  const isolated = marginMode === 'isolated' ? nonZero(row.isolatedMargin) : null
  return position(market, {
    wallet: kind,
    contracts,
    side: row.positionSide === 'SHORT' ? 'short' : 'long',
    markPrice,
    // Told by no call of the account; `realizedProfit` is what was closed.
    unrealizedProfit: profitOf(market, contracts, entryPrice, markPrice),
    initialMargin: isolated,
    marginBalance: isolated,
    leverage: nonZero(row.leverage),
    entryPrice,
    liquidationPrice: nonZero(more?.breakPrice ?? null),
    marginMode,
  })
}

/** Of one kind of futures: money with what positions earned, and these. */
export async function futuresRows(
  kind: Kind,
  coins: z.output<typeof Coins> | null,
  rows: readonly Position[],
  breaks: Breaks,
  api: AccountApi,
): Promise<{ tokens: TokenHolding[]; positions: PositionHolding[] }> {
  const positions = held(await Promise.all(rows.map((row) => holding(kind, row, breaks, api))))
  if (positions.some(({ unrealizedProfit }) => unrealizedProfit === null))
    api.doubts.push('XT does not tell the prices of every open position: equity is without its profit.')
  const told = new Map((coins ?? []).map((coin) => [api.code(coin.coin), coin]))
  const symbols = new Set([...told.keys(), ...(coins === null ? [] : positions.map(({ settle }) => settle))])
  const tokens = [...symbols].map((symbol) => {
    const coin = told.get(symbol)
    trialFunds(symbol, add(coin?.bonus ?? null, coin?.coupon ?? null), api)
    const size = coin?.walletBalance ?? '0'
    const profit = add(...positions.filter(({ settle }) => settle === symbol).map((row) => row.unrealizedProfit)) ?? '0'
    return marginToken({
      wallet: kind,
      symbol,
      size,
      unrealizedProfit: profit,
      initialMargin: add(coin?.isolatedMargin ?? null, coin?.crossedMargin ?? null, coin?.openOrderMarginFrozen ?? null),
      marginBalance: add(size, profit),
      available: coin?.availableBalance ?? null,
    })
  })
  return { tokens: held(tokens), positions }
}

function trialFunds(symbol: string, bonus: DecimalString | null, api: AccountApi) {
  if (isZero(bonus)) return
  api.doubts.push(
    `XT tells ${bonus} ${symbol} of trial funds (bonus, coupons) beside the balance: they are not counted, and whether the balance holds them is not documented.`,
  )
}
