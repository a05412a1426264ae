import { z } from 'zod'
import type { DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { absolute, add, addAll, amount, isZero, maybeAmount, maybeText, nonZero, signedAs, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi, Params } from '../../reading/api'
import { openProfit } from '../../reading/profit'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/** One wallet of the account, with all it holds. */
export interface GateGroup {
  wallet: WalletType
  holdings: Holding[]
  equityUsd?: DecimalString | null
  availableUsd?: DecimalString | null
  positionMode?: PositionMode | null
}

export interface GateFutures {
  wallet: WalletType
  kind: 'futures' | 'delivery'
  settle: 'usdt' | 'btc'
}

const Account = z.object({
  currency: z.string(),
  /** Without the profit of open positions. */
  total: amount,
  unrealised_pnl: maybeAmount,
  available: maybeAmount,
  position_margin: maybeAmount,
  order_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  in_dual_mode: z.unknown().optional(),
})

const PositionRow = z.object({
  contract: z.string(),
  /** Contracts, short negative. */
  size: amount,
  /** In the settlement currency, unsigned. */
  value: maybeAmount,
  mode: maybeText,
  /** 0 is cross margin, with the highest leverage in `cross_leverage_limit`. */
  leverage: maybeAmount,
  cross_leverage_limit: maybeAmount,
  entry_price: maybeAmount,
  mark_price: maybeAmount,
  liq_price: maybeAmount,
  unrealised_pnl: maybeAmount,
  margin: maybeAmount,
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
})
type PositionRow = z.output<typeof PositionRow>
const Positions = z.array(PositionRow)

const Unified = z.object({
  unified_account_total_equity: maybeAmount,
  /** USD, of cross margin modes. */
  total_available_margin: maybeAmount,
  balances: z.record(
    z.string(),
    z.object({
      available: amount,
      freeze: maybeAmount,
      /** What all wallets of the mode hold in this coin, with profit and less what is owed. */
      equity: maybeAmount,
      total_liab: maybeAmount,
      borrowed: maybeAmount,
      im: maybeAmount,
      mm: maybeAmount,
      available_margin: maybeAmount,
    }),
  ),
})

const SECTIONS = { futures: 'privateFutures', delivery: 'privateDelivery' } as const
const PAGE = 100

async function positions(api: AccountApi, { wallet: name, kind, settle }: GateFutures): Promise<PositionRow[] | null> {
  const method = `${SECTIONS[kind]}GetSettlePositions`
  const first: Params = kind === 'futures' ? { settle, holding: true, limit: PAGE, offset: 0 } : { settle }
  const rows = await api.pages(name, first, {
    read: (params) => api.ask(name, method, params, Positions),
    rows: (page: PositionRow[]) => page,
    id: ({ contract, mode }) => `${contract} ${mode}`,
    next: (page, params) =>
      kind === 'futures' && page.length === PAGE ? { ...params, offset: Number(params.offset) + PAGE } : null,
  })
  return rows === null ? null : rows.filter((row) => !isZero(row.size))
}

function fits({ kind, settle }: GateFutures) {
  return (market: Market) =>
    market.settle === settle.toUpperCase() && (kind === 'delivery' ? market.type === 'future' : market.type === 'swap')
}

const unlisted = ({ kind, settle }: GateFutures): Unlisted => ({
  counts: 'contracts',
  settle: settle.toUpperCase(),
  inverse: settle === 'btc',
  type: kind === 'delivery' ? 'future' : 'swap',
})

function holding(market: Market, row: PositionRow, name: WalletType): PositionHolding | null {
  const isolated = row.leverage !== null && !isZero(row.leverage)
  const dual = row.mode === 'dual_long' || row.mode === 'dual_short'
  return position(market, {
    wallet: name,
    contracts: row.size,
    side: dual ? (row.mode === 'dual_short' ? 'short' : 'long') : 'net',
    markPrice: nonZero(row.mark_price),
    notional: market.unlisted && market.linear ? signedAs(row.size, row.value) : null,
    unrealizedProfit: row.unrealised_pnl,
    initialMargin: nonZero(row.initial_margin) ?? (isolated ? row.margin : null),
    maintMargin: nonZero(row.maintenance_margin),
    marginBalance: isolated ? row.margin : null,
    leverage: isolated ? row.leverage : nonZero(row.cross_leverage_limit),
    entryPrice: nonZero(row.entry_price),
    liquidationPrice: nonZero(row.liq_price),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

function positionModeOf(rows: readonly PositionRow[], account: z.output<typeof Account> | null): PositionMode | null {
  if (rows.some((row) => row.mode?.startsWith('dual'))) return 'hedge'
  if (account?.in_dual_mode === true) return 'hedge'
  return rows.length > 0 || account?.in_dual_mode === false ? 'one_way' : null
}

/** One settlement's futures account: total is without profit, https://www.gate.com/docs/developers/apiv4/en/#query-futures-account */
export async function gateFutures(api: AccountApi, futures: GateFutures): Promise<GateGroup | null> {
  const { wallet: name, kind, settle } = futures
  if (!api.wants(name, kind === 'delivery' ? 'future' : 'perp')) return null
  const [account, rows] = await Promise.all([
    api.ask(name, `${SECTIONS[kind]}GetSettleAccounts`, { settle }, Account),
    positions(api, futures),
  ])
  if (account === null && rows === null) return null
  const open = held(
    await Promise.all(
      (rows ?? []).map(async (row) => holding(await api.contract(row.contract, unlisted(futures), fits(futures)), row, name)),
    ),
  )
  const profit = account?.unrealised_pnl ?? (rows && openProfit('Gate', open, api))
  const token: TokenHolding | null =
    account &&
    marginToken({
      wallet: name,
      symbol: api.code(account.currency),
      size: account.total,
      unrealizedProfit: profit,
      initialMargin: addAll(account.position_margin, account.order_margin),
      maintMargin: account.maintenance_margin,
      marginBalance: addAll(account.total, profit),
      available: account.available,
    })
  return { wallet: name, holdings: [...held([token]), ...open], positionMode: positionModeOf(rows ?? [], account) }
}

/** The unified account: spot, loans and USDT-settled futures in one wallet. */
export async function gateUnified(api: AccountApi): Promise<GateGroup | null> {
  const name = 'unified'
  if (!api.wants(name, 'spot', 'margin', 'perp')) return null
  const futures: GateFutures = { wallet: name, kind: 'futures', settle: 'usdt' }
  const [account, rows] = await Promise.all([api.ask(name, 'privateUnifiedGetAccounts', {}, Unified), positions(api, futures)])
  if (account === null) return null
  const open = held(
    await Promise.all(
      (rows ?? []).map(async (row) => holding(await api.contract(row.contract, unlisted(futures), fits(futures)), row, name)),
    ),
  )
  const tokens = Object.entries(account.balances).map(([currency, row]) => {
    const code = api.code(currency)
    const mine = open.filter((item) => item.settle === code)
    const unrealizedProfit = mine.length > 0 ? addAll(...mine.map((item) => item.unrealizedProfit)) : null
    const borrowed = absolute(row.total_liab ?? row.borrowed ?? '0')
    const equity = row.equity ?? subtract(add(row.available, row.freeze) ?? row.available, borrowed)
    const size = subtract(equity, unrealizedProfit)
    return marginToken({
      wallet: name,
      symbol: code,
      size,
      borrowed,
      unrealizedProfit,
      initialMargin: row.im,
      maintMargin: row.mm,
      marginBalance: equity,
      available: row.available_margin ?? row.available,
    })
  })
  return {
    wallet: name,
    holdings: [...held(tokens), ...open],
    equityUsd: account.unified_account_total_equity,
    availableUsd: account.total_available_margin,
    positionMode: positionModeOf(rows ?? [], null),
  }
}
