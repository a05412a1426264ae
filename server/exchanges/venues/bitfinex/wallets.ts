import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { addAll, amount, isZero, maybeAmount, maybeText, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'

/** Rows are lists whose places are their names. */

/** Type, currency, balance, interest that is not settled yet, what is free (null: not computed). https://docs.bitfinex.com/reference/rest-auth-wallets */
export const Wallets = z.array(
  z
    .tuple([z.string(), z.string(), amount])
    .rest(z.unknown())
    .transform(([type, currency, size, , free], context) => {
      const available = maybeAmount.safeParse(free)
      if (available.success) return { type, currency, size, available: available.data }
      context.addIssue({ code: 'custom', message: 'what is free is no number' })
      return z.NEVER
    }),
)
type Wallet = z.output<typeof Wallets>[number]

/** https://docs.bitfinex.com/reference/rest-auth-positions */
export const Positions = z.array(
  z
    .array(z.unknown())
    .min(12)
    .transform((row, context) => {
      const [symbol, status, size, entry, , , profit, , liquidation, leverage] = row
      const read = Row.safeParse({
        symbol,
        status,
        size,
        entry,
        profit,
        liquidation,
        leverage,
        kind: row[15],
        collateral: row[17],
        collateralMin: row[18],
      })
      if (read.success) return read.data
      context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? 'is no position' })
      return z.NEVER
    }),
)
const Row = z.object({
  symbol: z.string(),
  status: maybeText,
  size: amount,
  entry: maybeAmount,
  profit: maybeAmount,
  liquidation: maybeAmount,
  leverage: maybeAmount,
  /** 0 on margin, 1 a derivative. */
  kind: maybeText,
  /** What was put up for a derivative, and the least of it. */
  collateral: maybeAmount,
  collateralMin: maybeAmount,
})
export type Position = z.output<typeof Row>

/** Coins that margin derivatives are kept in the margin wallet under names of their own: `USTF0` is USDt there. */
const DERIVATIVE = /F0$/
export const isDerivative = ({ kind, symbol }: Position) => kind === '1' || DERIVATIVE.test(symbol)

/** The exchange's code of a coin as ccxt calls it; that of derivatives as the coin that it stands for. */
export const codeOf = (currency: string, api: AccountApi) => {
  const told = api.code(currency)
  return DERIVATIVE.test(told) ? api.code(currency.replace(DERIVATIVE, '')) : told
}

const PLAIN: Readonly<Record<string, string>> = { exchange: 'spot', funding: 'funding' }

/** Which wallet of ours a row is of; one of a kind that nobody told of keeps its name. */
export function walletOf(type: string, currency: string): string {
  if (type === 'margin' || type === 'trading') return DERIVATIVE.test(currency) ? 'perp' : 'margin'
  return PLAIN[type] ?? type
}

/**
 * The balance holds what is in orders, lent, or put up for derivatives; profit of open positions is in none. Interest that is
 * not settled is paid once a day, and counts then.
 */
export function tokens(rows: readonly Wallet[], open: readonly PositionHolding[], api: AccountApi): TokenHolding[] {
  const sum = (wallet: string, symbol: string) => open.filter((row) => row.wallet === wallet && row.settle === symbol)
  const found = rows.map(({ type, currency, size, available }) => {
    const wallet = walletOf(type, currency)
    const symbol = codeOf(currency, api)
    if (wallet !== 'margin' && wallet !== 'perp') return plainToken(wallet, symbol, size, available)
    const mine = sum(wallet, symbol)
    const profit = addAll(...mine.map((row) => row.unrealizedProfit))
    const margin = mine.filter(({ initialMargin }) => initialMargin !== null)
    return marginToken({
      wallet,
      symbol,
      size,
      unrealizedProfit: profit,
      initialMargin:
        margin.length > 0 ? margin.reduce((total, row) => total.plus(row.initialMargin ?? 0), new Decimal(0)).toFixed() : null,
      marginBalance: addAll(size, profit),
      available,
    })
  })
  return merged(held(found))
}

/**
 * A mark price is not sent: the profit is told in the quote currency at it, so that it lies as far from the entry as the profit of
 * one coin.
 */
function markOf({ size, entry, profit }: Position): DecimalString | null {
  if (entry === null || profit === null || isZero(size) || isZero(entry)) return null
  const mark = new Decimal(entry).plus(new Decimal(profit).div(size)).toSignificantDigits(12)
  return mark.greaterThan(0) ? mark.toFixed() : null
}

/**
 * Derivatives are isolated, each with its collateral, which stays in the balance of their coin; positions on margin share the
 * margin wallet with coins of any kind, and what they borrowed is in the position alone.
 * https://support.bitfinex.com/hc/en-us/articles/360035475374
 */
export async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const derivative = isDerivative(row)
  const [base = '', quote = ''] = parts(row.symbol)
  const unlisted = {
    counts: 'coins',
    settle: quote === '' ? null : codeOf(quote, api),
    type: derivative ? 'swap' : 'spot',
  } as const
  const market = await api.market(row.symbol, unlisted, (book) =>
    book.byId(row.symbol, ({ contract }) => contract === derivative),
  )
  const named = market.unlisted && base !== '' ? { ...market, base: codeOf(base, api), coin: codeOf(base, api) } : market
  return position(named, {
    wallet: derivative ? 'perp' : 'margin',
    contracts: row.size,
    inCoins: true,
    side: 'net',
    markPrice: markOf(row),
    unrealizedProfit: row.profit,
    initialMargin: derivative ? row.collateral : null,
    maintMargin: derivative ? nonZero(row.collateralMin) : null,
    marginBalance: derivative ? row.collateral : null,
    leverage: row.leverage,
    entryPrice: row.entry,
    liquidationPrice: row.liquidation,
    marginMode: derivative ? 'isolated' : 'cross',
  })
}

/** `tBTCF0:USTF0` → `BTCF0`, `USTF0`; `tBTCUSD` → `BTC`, `USD`. */
function parts(symbol: string): string[] {
  const pair = symbol.replace(/^t/, '')
  return pair.includes(':') ? pair.split(':') : [pair.slice(0, -3), pair.slice(-3)]
}
