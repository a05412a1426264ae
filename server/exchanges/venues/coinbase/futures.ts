import { z } from 'zod'
import type { DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, WalletType } from '../../../domain/types'
import {
  absolute,
  add,
  addAll,
  amount,
  flag,
  isZero,
  maybeAmount,
  maybeText,
  negated,
  nonZero,
  subtract,
} from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { openProfit } from '../../reading/profit'
import { held, marginToken, position } from '../../reading/rows'

/** One wallet of the account, with all it holds. */
export interface CoinbaseGroup {
  wallet: WalletType
  holdings: Holding[]
  equityUsd?: DecimalString | null
}

const Money = z.object({ value: amount })
/** An amount with its currency; absent or empty where there is none. */
const money = z
  .object({ value: maybeAmount })
  .nullish()
  .transform((found) => found?.value ?? null)

const Portfolios = z.object({ portfolios: z.array(z.object({ uuid: z.string(), type: maybeText, deleted: flag.nullish() })) })

const Portfolio = z.object({
  unrealized_pnl: money,
  total_balance: money,
  portfolio_im_notional: money,
  portfolio_mm_notional: money,
})
const PerpPortfolio = z.object({ portfolios: z.array(Portfolio) })

const Balance = z.object({
  asset: z.object({ asset_name: z.string() }),
  quantity: amount,
  loan: maybeAmount,
  max_withdraw_amount: maybeAmount,
})
const PerpBalances = z.object({ portfolio_balances: z.array(z.object({ balances: z.array(Balance).nullish() })) })

const PerpPosition = z.object({
  symbol: z.string(),
  position_side: maybeText,
  net_size: amount,
  vwap: money,
  entry_vwap: money,
  mark_price: money,
  unrealized_pnl: money,
  im_notional: money,
  mm_notional: money,
  liquidation_price: money,
  leverage: maybeAmount,
  margin_type: maybeText,
})
const PerpPositions = z.object({ positions: z.array(PerpPosition).nullish() })

/** Nothing at all where futures were never opened; something else is no answer. */
const named = (key: string) => (answer: object) => Object.keys(answer).every((name) => name === key)

const FuturesSummary = z
  .looseObject({
    balance_summary: z
      .object({
        cfm_usd_balance: Money,
        unrealized_pnl: money,
        daily_realized_pnl: money,
        initial_margin: money,
        available_margin: money,
      })
      .nullish(),
  })
  .refine(named('balance_summary'))
const FuturesPositions = z
  .looseObject({
    positions: z
      .array(
        z.object({
          product_id: z.string(),
          side: maybeText,
          number_of_contracts: amount,
          current_price: maybeAmount,
          avg_entry_price: maybeAmount,
          unrealized_pnl: maybeAmount,
        }),
      )
      .nullish(),
  })
  .refine(named('positions'))

async function perpHolding(row: z.output<typeof PerpPosition>, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.net_size)) return null
  const size = absolute(row.net_size)
  const short = row.position_side === 'POSITION_SIDE_SHORT' || row.net_size.startsWith('-')
  return position(await api.contract(row.symbol, { counts: 'coins', settle: 'USDC' }), {
    wallet: 'perp',
    contracts: short ? negated(size) : size,
    inCoins: true,
    side: 'net',
    markPrice: nonZero(row.mark_price),
    unrealizedProfit: row.unrealized_pnl,
    initialMargin: row.im_notional,
    maintMargin: row.mm_notional,
    leverage: nonZero(row.leverage),
    entryPrice: nonZero(row.entry_vwap) ?? nonZero(row.vwap),
    liquidationPrice: nonZero(row.liquidation_price),
    marginMode: row.margin_type === 'MARGIN_TYPE_ISOLATED' ? 'isolated' : 'cross',
  })
}

/** One perpetuals portfolio: coins as collateral, profit and margins in USDC. */
async function portfolio(api: AccountApi, uuid: string): Promise<CoinbaseGroup | null> {
  const params = { portfolio_uuid: uuid }
  const [summary, balances, rows] = await Promise.all([
    api.ask('perp', 'v3PrivateGetBrokerageIntxPortfolioPortfolioUuid', params, PerpPortfolio),
    api.ask('perp', 'v3PrivateGetBrokerageIntxBalancesPortfolioUuid', params, PerpBalances),
    api.ask('perp', 'v3PrivateGetBrokerageIntxPositionsPortfolioUuid', params, PerpPositions),
  ])
  if (summary === null && balances === null && rows === null) return null
  const open = held(await Promise.all((rows?.positions ?? []).map((row) => perpHolding(row, api))))
  const totals = summary?.portfolios ?? []
  const sum = (pick: (row: z.output<typeof Portfolio>) => DecimalString | null) => add(...totals.map(pick))
  const profit = sum((row) => row.unrealized_pnl) ?? (rows && openProfit('Coinbase', open, api))
  const coins = (balances?.portfolio_balances ?? []).flatMap((found) => found.balances ?? [])
  const settled = { asset: { asset_name: 'USDC' }, quantity: '0', loan: null, max_withdraw_amount: null }
  const listed = coins.some((row) => api.code(row.asset.asset_name) === 'USDC') ? coins : [...coins, settled]
  const tokens = listed.map((row) => {
    const symbol = api.code(row.asset.asset_name)
    const settles = symbol === 'USDC'
    const size = subtract(row.quantity, row.loan)
    return marginToken({
      wallet: 'perp',
      symbol,
      size,
      amount: row.quantity,
      borrowed: row.loan ?? '0',
      unrealizedProfit: settles ? profit : null,
      initialMargin: settles ? sum((total) => total.portfolio_im_notional) : null,
      maintMargin: settles ? sum((total) => total.portfolio_mm_notional) : null,
      marginBalance: settles ? addAll(size, profit) : size,
      available: row.max_withdraw_amount,
    })
  })
  // Other collateral than USDC is in the total below its worth.
  const alone = coins.every((row) => api.code(row.asset.asset_name) === 'USDC' || isZero(row.quantity))
  return {
    wallet: 'perp',
    holdings: [...held(tokens), ...open],
    equityUsd: alone ? sum((total) => total.total_balance) : null,
  }
}

/** Perpetuals of Coinbase International, each portfolio by its id. */
export async function coinbasePerps(api: AccountApi): Promise<CoinbaseGroup[]> {
  if (!api.wants('perp')) return []
  const found = await api.ask('perp', 'v3PrivateGetBrokeragePortfolios', {}, Portfolios)
  if (found === null) return []
  const mine = found.portfolios.filter(({ type, deleted }) => type === 'INTX' && deleted !== true)
  if (mine.length === 0) api.leaveOut('perp', 'There is no perpetuals portfolio (INTX) that this key can see.')
  return held(await Promise.all(mine.map(({ uuid }) => portfolio(api, uuid))))
}

/**
 * Futures in the United States: the balance is that of the last settlement; the profit of the day, realised or not,
 * comes on top.
 */
export async function coinbaseFutures(api: AccountApi): Promise<CoinbaseGroup | null> {
  const name = 'future'
  if (!api.wants(name)) return null
  const [found, rows] = await Promise.all([
    api.ask(name, 'v3PrivateGetBrokerageCfmBalanceSummary', {}, FuturesSummary),
    api.ask(name, 'v3PrivateGetBrokerageCfmPositions', {}, FuturesPositions),
  ])
  const summary = found?.balance_summary
  const open = (rows?.positions ?? []).filter((row) => !isZero(row.number_of_contracts))
  if (!summary && open.length === 0) return null
  const told = open.map(async (row) => {
    const contracts = absolute(row.number_of_contracts)
    const short = row.side === 'SHORT' || row.side === 'FUTURES_POSITION_SIDE_SHORT'
    return position(await api.contract(row.product_id, { counts: 'contracts', settle: 'USD' }), {
      wallet: name,
      contracts: short ? negated(contracts) : contracts,
      side: 'net',
      markPrice: nonZero(row.current_price),
      unrealizedProfit: row.unrealized_pnl,
      entryPrice: nonZero(row.avg_entry_price),
      marginMode: 'cross',
    })
  })
  const positions = held(await Promise.all(told))
  const profit = summary?.unrealized_pnl ?? (rows && openProfit('Coinbase', positions, api))
  if (summary && summary.daily_realized_pnl === null)
    api.doubts.push('Coinbase does not tell what its futures made today: equity is without it.')
  const size = summary?.cfm_usd_balance.value ?? '0'
  const token =
    summary &&
    marginToken({
      wallet: name,
      symbol: 'USD',
      size,
      unrealizedProfit: profit,
      initialMargin: summary.initial_margin,
      marginBalance: profit && add(size, profit, summary.daily_realized_pnl),
      available: summary.available_margin,
    })
  return { wallet: name, holdings: [...held([token ?? null]), ...positions] }
}
