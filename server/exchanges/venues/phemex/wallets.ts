import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import {
  absolute,
  add,
  addEach,
  amount,
  inside,
  isZero,
  maybeAmount,
  maybeText,
  negated,
  nonZero,
  subtract,
} from '../../ccxt/amounts'
import type { MarketBook } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken, position, profitOf } from '../../reading/rows'

/**
 * Figures come in three forms, told apart by the end of their name: `Rv`, `Rq`, `Rp`, `Rr` as they are, `Ev`, `Ep`, `Er` times a
 * power of ten, without an end as they are (inverse contracts). https://phemex-docs.github.io/#price-ratio-value-scales
 */

/** The power of ten of `…Ev`, where no market tells that of its currency. */
const SCALES: Readonly<Record<string, number>> = { USD: 4, BRZ: 4, TRY: 4 }
const USUAL_SCALE = 8
const Scaled = z.object({ valueScale: z.coerce.number().int().min(0).max(18) })

/** Scale of a currency's amounts: of spot markets it is their base's, of contracts that of what settles them. */
function scaleOf(currency: string, book: MarketBook, api: AccountApi): number {
  const code = api.code(currency)
  const found = book.all.find((market) => (market.contract ? market.settle === code : market.base === code))
  const told = found && Scaled.safeParse(api.structure(found))
  return told?.success ? told.data.valueScale : (SCALES[currency] ?? USUAL_SCALE)
}

const unscaled = (value: DecimalString, scale: number) => new Decimal(value).div(new Decimal(10).pow(scale)).toFixed()

const SpotWallet = z.object({
  currency: z.string(),
  balanceEv: amount,
  lockedTradingBalanceEv: maybeAmount,
  lockedWithdrawEv: maybeAmount,
})
export const SpotWallets = inside('data', z.array(SpotWallet))

export async function spotRows(rows: z.output<typeof SpotWallets>, api: AccountApi): Promise<TokenHolding[]> {
  const book = await api.markets()
  return held(
    rows.map(({ currency, balanceEv, lockedTradingBalanceEv, lockedWithdrawEv }) => {
      const scale = scaleOf(currency, book, api)
      const size = unscaled(balanceEv, scale)
      const locked = add(lockedTradingBalanceEv, lockedWithdrawEv)
      const free = locked === null ? null : subtract(size, unscaled(locked, scale))
      return plainToken('spot', api.code(currency), size, free)
    }),
  )
}

const Position = z.object({
  symbol: z.string(),
  currency: z.string(),
  side: maybeText,
  /** `Long` and `Short` in hedge mode, else `Merged`; contracts that are settled in coins have none. */
  posSide: maybeText,
  posMode: maybeText,
  crossMargin: maybeText,
  leverage: maybeAmount,
  leverageRr: maybeAmount,
  initMarginReq: maybeAmount,
  initMarginReqRr: maybeAmount,
  maintMarginReq: maybeAmount,
  maintMarginReqRr: maybeAmount,
  size: maybeAmount,
  sizeRq: maybeAmount,
  value: maybeAmount,
  valueRv: maybeAmount,
  avgEntryPrice: maybeAmount,
  avgEntryPriceRp: maybeAmount,
  markPrice: maybeAmount,
  markPriceRp: maybeAmount,
  liquidationPrice: maybeAmount,
  liquidationPriceRp: maybeAmount,
  assignedPosBalance: maybeAmount,
  assignedPosBalanceRv: maybeAmount,
})
type Position = z.output<typeof Position>

const Account = z
  .object({
    currency: z.string(),
    accountBalanceRv: maybeAmount,
    accountBalanceEv: maybeAmount,
    totalUsedBalanceRv: maybeAmount,
    totalUsedBalanceEv: maybeAmount,
    bonusBalanceRv: maybeAmount,
    bonusBalanceEv: maybeAmount,
  })
  .refine(({ accountBalanceRv, accountBalanceEv }) => accountBalanceRv !== null || accountBalanceEv !== null, 'holds no balance')
/** An account of one settlement currency with its positions, open and closed. */
export const Contracts = inside('data', z.object({ account: Account, positions: z.array(Position).nullish() }))
export type Contracts = z.output<typeof Contracts>

/** `size` may be 0 beside the figure of the same name in coins; what neither tells is not known. */
const sizeOf = ({ size, sizeRq }: Position) => nonZero(sizeRq) ?? nonZero(size) ?? sizeRq ?? size

/**
 * The sign of the leverage says the mode, whatever the flag beside it: isolated above zero, cross at or below.
 * https://phemex-docs.github.io/#leverage
 */
function marginOf(row: Position): { mode: 'cross' | 'isolated' | null; leverage: DecimalString | null } {
  const told = row.leverageRr ?? row.leverage
  if (told === null)
    return { mode: row.crossMargin === null ? null : row.crossMargin === 'true' ? 'cross' : 'isolated', leverage: null }
  if (!isZero(told)) return { mode: told.startsWith('-') ? 'cross' : 'isolated', leverage: absolute(told) }
  // 0 is the highest that the position's risk limit allows, which its initial margin tells.
  const share = nonZero(row.initMarginReqRr ?? row.initMarginReq)
  return { mode: 'cross', leverage: share && new Decimal(1).div(share).toDecimalPlaces(2).toFixed() }
}

/** Long and short are the position's own word where it has one: closing a long shows as `Sell` there. */
function isShort({ posSide, side }: Position): boolean {
  if (posSide === 'Long' || posSide === 'Short') return posSide === 'Short'
  return side === 'Sell' || side === '2'
}

async function holding(row: Position, wallet: string, api: AccountApi): Promise<PositionHolding | null> {
  const size = sizeOf(row)
  if (size === null) throw api.senseless(`a position in ${row.symbol} without its size`)
  if (isZero(size)) return null
  const inCoins = wallet === 'perp'
  const market = await api.contract(row.symbol, {
    counts: inCoins ? 'coins' : 'contracts',
    settle: api.code(row.currency),
    inverse: !inCoins && row.currency !== 'USD',
  })
  const contracts = isShort(row) ? negated(absolute(size)) : absolute(size)
  const markPrice = nonZero(row.markPriceRp ?? row.markPrice)
  const entryPrice = nonZero(row.avgEntryPriceRp ?? row.avgEntryPrice)
  const { mode, leverage } = marginOf(row)
  const assigned = row.assignedPosBalanceRv ?? row.assignedPosBalance
  const value = row.valueRv ?? row.value
  const required = row.maintMarginReqRr ?? row.maintMarginReq
  return position(market, {
    wallet,
    contracts,
    inCoins,
    side: row.posSide === 'Long' ? 'long' : row.posSide === 'Short' ? 'short' : 'net',
    markPrice,
    // Not sent, and wanted of the client: https://phemex-docs.github.io/#query-trading-account-and-positions
    unrealizedProfit: profitOf(inCoins ? { ...market, contractSize: '1' } : market, contracts, entryPrice, markPrice),
    initialMargin: assigned,
    maintMargin: value === null || required === null ? null : new Decimal(value).times(required).toFixed(),
    marginBalance: mode === 'isolated' ? assigned : null,
    leverage,
    entryPrice,
    liquidationPrice: nonZero(row.liquidationPriceRp ?? row.liquidationPrice),
    marginMode: mode,
  })
}

/** Mode of the open positions, else of all: each contract has its own. Null where they differ, or none tells. */
function modeOf(rows: readonly Position[]): PositionMode | null {
  const open = rows.filter((row) => !isZero(sizeOf(row)))
  const modes = new Set((open.length > 0 ? open : rows).flatMap(({ posMode }) => posMode ?? []))
  if (modes.size !== 1) return null
  return modes.has('Hedged') ? 'hedge' : modes.has('OneWay') ? 'one_way' : null
}

export interface ContractRows {
  tokens: TokenHolding[]
  positions: PositionHolding[]
  mode: PositionMode | null
}

/**
 * The balance is what was put in and realised, bonus and margin of isolated positions among it; open profit is on top.
 * @param owed what the account borrowed of its currency, interest included
 */
export async function contractRows(
  { account, positions }: Contracts,
  wallet: string,
  owed: DecimalString | null,
  api: AccountApi,
): Promise<ContractRows> {
  const book = await api.markets()
  const scale = scaleOf(account.currency, book, api)
  const of = (plain: DecimalString | null, scaled: DecimalString | null) =>
    plain ?? (scaled === null ? null : unscaled(scaled, scale))
  const symbol = api.code(account.currency)
  const bonus = of(account.bonusBalanceRv, account.bonusBalanceEv)
  const used = of(account.totalUsedBalanceRv, account.totalUsedBalanceEv)
  const balance = of(account.accountBalanceRv, account.accountBalanceEv) ?? '0'
  const open = held(await Promise.all((positions ?? []).map((row) => holding(row, wallet, api))))
  if (!isZero(bonus))
    api.warnings.push(`Phemex tells ${bonus} ${symbol} of trial funds (bonus), which nobody can withdraw: they are not counted.`)
  if (open.some(({ unrealizedProfit }) => unrealizedProfit === null))
    api.doubts.push('Phemex does not tell the prices of every open position: equity is without its profit.')
  if (!isZero(owed))
    api.doubts.push(
      `Phemex does not say whether the balance of ${symbol} holds what was borrowed of it: it is taken for held, and the debt is taken off.`,
    )
  const own = subtract(balance, bonus)
  const size = subtract(own, owed)
  const unrealizedProfit = open.reduce((sum, row) => sum.plus(row.unrealizedProfit ?? 0), new Decimal(0)).toFixed()
  const token = marginToken({
    wallet,
    symbol,
    amount: own,
    borrowed: owed ?? '0',
    size,
    unrealizedProfit,
    initialMargin: used,
    maintMargin: addEach(open.map(({ maintMargin }) => maintMargin)),
    marginBalance: new Decimal(size).plus(unrealizedProfit).toFixed(),
    available: used === null ? null : subtract(balance, used),
  })
  return { tokens: held([token]), positions: open, mode: modeOf(positions ?? []) }
}
