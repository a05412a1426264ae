import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { add, addAll, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, position } from '../../reading/rows'

/** One wallet of the account, with all it holds. */
export interface HtxGroup {
  wallet: WalletType
  holdings: Holding[]
  equityUsd?: DecimalString | null
  positionMode?: PositionMode | null
}

/** Older answers call the equity a margin balance, and what is free what may be withdrawn. */
const Detail = z
  .object({
    currency: z.string(),
    equity: maybeAmount,
    margin_balance: maybeAmount,
    available: maybeAmount,
    withdraw_available: maybeAmount,
    available_margin: maybeAmount,
    profit_unreal: maybeAmount,
    isolated_equity: maybeAmount,
    isolated_profit_unreal: maybeAmount,
    initial_margin: maybeAmount,
    maintenance_margin: maybeAmount,
  })
  .transform(({ equity, margin_balance, available, withdraw_available, ...row }, context) => {
    const told = equity ?? margin_balance
    if (told !== null) return { ...row, equity: told, available: available ?? withdraw_available }
    context.addIssue({ code: 'custom', message: 'tells no equity' })
    return z.NEVER
  })
const Linear = inside('data', z.object({ equity: maybeAmount, details: z.array(Detail) }))

const LinearPosition = z.object({
  contract_code: z.string(),
  position_side: maybeText,
  direction: z.string(),
  margin_mode: maybeText,
  volume: amount,
  open_avg_price: maybeAmount,
  /** The older name of it. */
  cost_open: maybeAmount,
  mark_price: maybeAmount,
  lever_rate: maybeAmount,
  liquidation_price: maybeAmount,
  margin: maybeAmount,
  position_margin: maybeAmount,
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  profit_unreal: maybeAmount,
})
const LinearPositions = inside('data', z.array(LinearPosition))

const InverseAccount = z.object({
  symbol: z.string(),
  /** With the profit of open positions; `margin_static` is without. */
  margin_balance: amount,
  margin_static: maybeAmount,
  profit_unreal: maybeAmount,
  margin_position: maybeAmount,
  margin_frozen: maybeAmount,
  margin_available: maybeAmount,
})
const InverseAccounts = inside('data', z.array(InverseAccount))

const InversePosition = z.object({
  contract_code: z.string(),
  volume: amount,
  direction: z.string(),
  cost_open: maybeAmount,
  profit_unreal: maybeAmount,
  lever_rate: maybeAmount,
  position_margin: maybeAmount,
  last_price: maybeAmount,
  liquidation_price: maybeAmount,
  liq_px: maybeAmount,
})
const InversePositions = inside('data', z.array(InversePosition))

/**
 * A currency's equity is its balance with the profit of cross positions. Whether it also holds what isolated positions
 * were given, the balance that is free of both tells: what is missing between the two is the isolated part, or nothing.
 */
function token(row: z.output<typeof Detail>, api: AccountApi): TokenHolding | null {
  const isolated = new Decimal(row.isolated_equity ?? 0)
  const rest = new Decimal(row.equity).minus(row.available ?? row.equity).minus(row.profit_unreal ?? 0)
  const apart = !isolated.isZero() && row.available !== null && rest.abs().lt(rest.minus(isolated).abs())
  const equity = apart ? isolated.plus(row.equity).toFixed() : row.equity
  const unrealizedProfit = add(row.profit_unreal, row.isolated_profit_unreal)
  return marginToken({
    wallet: 'perp',
    symbol: api.code(row.currency),
    size: subtract(equity, unrealizedProfit),
    unrealizedProfit,
    initialMargin: row.initial_margin,
    maintMargin: row.maintenance_margin,
    marginBalance: equity,
    available: row.available_margin ?? row.available,
  })
}

/** A position that cannot be liquidated carries a price below zero. */
const positive = (price: DecimalString | null) => (price?.startsWith('-') ? null : nonZero(price))

async function linearHolding(row: z.output<typeof LinearPosition>, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.volume)) return null
  const sided = row.position_side === 'long' || row.position_side === 'short' ? row.position_side : null
  const short = (sided ?? (row.direction === 'sell' ? 'short' : 'long')) === 'short'
  const isolated = row.margin_mode === 'isolated'
  return position(await api.contract(row.contract_code, { counts: 'contracts' }, (market) => market.linear), {
    wallet: 'perp',
    contracts: short ? negated(row.volume) : row.volume,
    side: sided ?? 'net',
    markPrice: nonZero(row.mark_price),
    unrealizedProfit: row.profit_unreal,
    initialMargin: row.initial_margin ?? row.position_margin ?? (isolated ? row.margin : null),
    maintMargin: row.maintenance_margin,
    marginBalance: isolated ? row.margin : null,
    leverage: nonZero(row.lever_rate),
    entryPrice: nonZero(row.open_avg_price) ?? nonZero(row.cost_open),
    liquidationPrice: positive(row.liquidation_price),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

/** USDT-margined swaps and futures: one account, several collateral currencies. */
export async function htxLinear(api: AccountApi): Promise<HtxGroup | null> {
  if (!api.wants('perp', 'future')) return null
  const [account, rows] = await Promise.all([
    api.ask('perp', 'contractPrivateGetV5AccountBalance', {}, Linear),
    api.ask('perp', 'contractPrivateGetV5TradePositionOpens', {}, LinearPositions),
  ])
  if (account === null && rows === null) return null
  const open = (rows ?? []).filter((row) => !isZero(row.volume))
  return {
    wallet: 'perp',
    holdings: [
      ...held((account?.details ?? []).map((row) => token(row, api))),
      ...held(await Promise.all(open.map((row) => linearHolding(row, api)))),
    ],
    equityUsd: account?.equity ?? null,
    positionMode: open.length === 0 ? null : open.some((row) => row.position_side === 'both') ? 'one_way' : 'hedge',
  }
}

const INVERSE = {
  swap: {
    wallet: 'coinm',
    account: 'contractPrivatePostSwapApiV1SwapAccountInfo',
    positions: 'contractPrivatePostSwapApiV1SwapPositionInfo',
  },
  future: {
    wallet: 'delivery',
    account: 'contractPrivatePostApiV1ContractAccountInfo',
    positions: 'contractPrivatePostApiV1ContractPositionInfo',
  },
} as const

/** Positions come with the last price rather than the mark price: good for the size in coins, no mark. */
function inverseHolding(row: z.output<typeof InversePosition>, market: Market, name: WalletType): PositionHolding | null {
  const short = row.direction === 'sell'
  const contracts = short ? negated(row.volume) : row.volume
  const value = new Decimal(contracts).times(market.contractSize)
  const price = nonZero(row.last_price)
  return position(market, {
    wallet: name,
    contracts,
    side: short ? 'short' : 'long',
    markPrice: null,
    sizeInBase: price === null || market.unlisted ? null : value.div(price).toDecimalPlaces(12).toFixed(),
    unrealizedProfit: row.profit_unreal,
    initialMargin: row.position_margin,
    leverage: nonZero(row.lever_rate),
    entryPrice: nonZero(row.cost_open),
    liquidationPrice: positive(row.liquidation_price ?? row.liq_px),
    marginMode: 'cross',
  })
}

/** Inverse contracts: each coin is an account of its own, and both sides of a contract can be open. */
export async function htxInverse(api: AccountApi, type: keyof typeof INVERSE): Promise<HtxGroup | null> {
  const { wallet: name, account, positions } = INVERSE[type]
  if (!api.wants(name, type === 'swap' ? 'perp' : 'future')) return null
  const [accounts, rows] = await Promise.all([
    api.ask(name, account, {}, InverseAccounts),
    api.ask(name, positions, {}, InversePositions),
  ])
  if (accounts === null && rows === null) return null
  const tokens = (accounts ?? []).map((row) =>
    marginToken({
      wallet: name,
      symbol: api.code(row.symbol),
      size: row.margin_static ?? subtract(row.margin_balance, row.profit_unreal),
      unrealizedProfit: row.profit_unreal,
      initialMargin: addAll(row.margin_position, row.margin_frozen),
      marginBalance: row.margin_balance,
      available: row.margin_available,
    }),
  )
  const open = (rows ?? []).filter((row) => !isZero(row.volume))
  const fits = (market: Market) => market.inverse && market.type === type
  const found = await Promise.all(
    open.map(async (row) =>
      inverseHolding(row, await api.contract(row.contract_code, { counts: 'contracts', inverse: true }, fits), name),
    ),
  )
  return {
    wallet: name,
    holdings: [...merged(held(tokens)), ...held(found)],
    positionMode: open.length > 0 ? 'hedge' : null,
  }
}
