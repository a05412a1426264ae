import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding } from '../../../domain/types'
import { absolute, add, addAll, amount, inside, insideNamed, isZero, maybeAmount, negated, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { sayUntold } from '../../reading/profit'
import { held, marginToken, position, profitOf } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * One margin account: USDC with what cross positions won or lost, and coins. What an isolated position was given has left the
 * balance: "account_equity: balance + unrealized PnL + isolated margin + raw spot market value".
 * https://docs.pacifica.fi/api-documentation/api/rest-api/account/get-account-info, get-positions (2026-11)
 */

export const NAME = 'unified'
const SETTLE = 'USDC'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }

export const Account = inside(
  'data',
  z.object({
    balance: amount,
    account_equity: maybeAmount,
    spot_market_value: maybeAmount,
    available_to_spend: maybeAmount,
    available_to_withdraw: maybeAmount,
    /** Deposits that are not confirmed yet. */
    pending_balance: maybeAmount,
    /** Of what was borrowed, not taken from the balance yet. */
    pending_interest: maybeAmount,
    total_margin_used: maybeAmount,
    cross_mmr: maybeAmount,
    spot_balances: z
      .array(z.object({ symbol: z.string(), amount, available_to_withdraw: maybeAmount, pending_balance: maybeAmount }))
      .nullish(),
  }),
)
type Account = z.output<typeof Account>

const Positions = inside(
  'data',
  z.array(
    z.object({
      symbol: z.string(),
      /** `bid` is long. */
      side: z.enum(['bid', 'ask']),
      amount,
      entry_price: maybeAmount,
      /** Of isolated ones: what was put up. */
      margin: maybeAmount,
      isolated: z.boolean().nullish(),
      liquidation_price: maybeAmount,
    }),
  ),
)
type Position = z.output<typeof Positions>[number]
const Marks = inside('data', z.array(z.object({ symbol: z.string(), mark: maybeAmount })))
const Setting = z.object({ symbol: z.string(), leverage: maybeAmount })
/** Older answers are the list itself. */
const Settings = insideNamed(
  'data',
  z.union([z.array(Setting), z.object({ margin_settings: z.array(Setting) }).transform((data) => data.margin_settings)]),
)

export interface Rows {
  holdings: Holding[]
  equityUsd: DecimalString | null
  availableUsd: DecimalString | null
}

export async function rowsOf(api: AccountApi, address: string): Promise<Rows | null> {
  const [account, open] = await Promise.all([
    api.ask(NAME, 'publicGetAccount', { account: address }, Account),
    api.ask(NAME, 'publicGetPositions', { account: address }, Positions),
  ])
  if (account === null && open === null) return null
  const positions = await positionsOf(
    (open ?? []).filter((row) => !isZero(row.amount)),
    address,
    api,
  )
  if (account === null) for (const row of positions) row.equityOutsideTokens = add(row.marginBalance, row.unrealizedProfit)
  return {
    holdings: [...(account ? tokensOf(account, positions, api) : []), ...positions],
    equityUsd: account?.account_equity ?? null,
    availableUsd: account?.available_to_spend ?? null,
  }
}

function tokensOf(account: Account, positions: readonly PositionHolding[], api: AccountApi): Holding[] {
  if (!isZero(account.pending_balance))
    api.leaveOut('deposits', `${account.pending_balance} USDC of deposits are not confirmed yet, and are in no balance.`)
  const interest = account.pending_interest ?? '0'
  const size = subtract(account.balance, interest)
  const profit = crossProfit(account, positions)
  sayUntold('Pacifica', [{ unrealizedProfit: profit }], api)
  const below = account.balance.startsWith('-') ? absolute(account.balance) : '0'
  const collateral = marginToken({
    wallet: NAME,
    symbol: SETTLE,
    size,
    borrowed: add(below, interest) ?? '0',
    unrealizedProfit: profit,
    initialMargin: account.total_margin_used,
    maintMargin: account.cross_mmr,
    marginBalance: addAll(size, profit),
    available: account.available_to_withdraw,
  })
  const coins = (account.spot_balances ?? []).map(({ symbol, amount: coin, available_to_withdraw: free }) =>
    // The collateral may stand in the list of coins once more.
    symbol === SETTLE || isZero(coin)
      ? null
      : marginToken({ wallet: NAME, symbol: api.code(symbol), size: coin, marginBalance: coin, available: free }),
  )
  return held([collateral, ...coins])
}

/** What cross positions won or lost; where no mark price tells it, what of the equity is nothing else. */
function crossProfit(account: Account, positions: readonly PositionHolding[]): DecimalString | null {
  const cross = positions.filter((row) => row.marginMode !== 'isolated')
  if (cross.every((row) => row.unrealizedProfit !== null)) return add(...cross.map((row) => row.unrealizedProfit)) ?? '0'
  const { account_equity: equity, balance, spot_market_value: coins } = account
  const listed = (account.spot_balances ?? []).some(({ symbol, amount: coin }) => symbol !== SETTLE && !isZero(coin))
  if (equity === null || (coins === null && listed)) return null
  const outside = positions.map((row) => row.equityOutsideTokens).map((part) => part && negated(part))
  return add(equity, negated(balance), coins && negated(coins), ...outside)
}

/** Marks and settings are asked for where there is a position alone: an address has 100 credits a minute for all accounts. */
async function positionsOf(rows: readonly Position[], address: string, api: AccountApi): Promise<PositionHolding[]> {
  if (rows.length === 0) return []
  const [marks, settings] = await Promise.all([
    api.tell('mark prices', 'publicGetInfoPrices', {}, Marks),
    api.tell('leverage', 'publicGetAccountSettings', { account: address }, Settings),
  ])
  const prices = new Map(marks?.map(({ symbol, mark }) => [symbol, mark]))
  const leverages = new Map(settings?.map(({ symbol, leverage }) => [symbol, leverage]))
  return held(
    await Promise.all(
      rows.map(async (row) => {
        const market = await api.contract(row.symbol, UNLISTED)
        // Whoever set none has the most that the market allows.
        const leverage = leverages.get(row.symbol) ?? (settings ? mostOf(market, api) : null)
        return holding(row, market, { mark: prices.get(row.symbol) ?? null, leverage })
      }),
    ),
  )
}

function holding(row: Position, market: Market, told: { mark: DecimalString | null; leverage: DecimalString | null }) {
  const contracts = row.side === 'ask' ? negated(absolute(row.amount)) : absolute(row.amount)
  const profit = profitOf({ ...market, contractSize: '1' }, contracts, row.entry_price, told.mark)
  const isolated = row.isolated ?? !isZero(row.margin)
  return position(market, {
    wallet: NAME,
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: told.mark,
    unrealizedProfit: profit,
    initialMargin: isolated ? row.margin : null,
    marginBalance: isolated ? row.margin : null,
    leverage: told.leverage,
    entryPrice: row.entry_price,
    liquidationPrice: row.liquidation_price,
    marginMode: isolated ? 'isolated' : 'cross',
    equityOutsideTokens: isolated ? add(row.margin, profit) : null,
  })
}

const Most = z.object({ info: z.object({ max_leverage: maybeAmount }) })

function mostOf(market: Market, api: AccountApi): DecimalString | null {
  const known = Most.safeParse(api.structure(market))
  return known.success ? known.data.info.max_leverage : null
}

const Lakes = inside(
  'data',
  z.object({
    lakes: z.array(
      z.object({
        nickname: z.string().nullish(),
        manager: z.string().nullish(),
        lp_shares: maybeAmount,
        lp_balance: maybeAmount,
        manager_balance: maybeAmount,
        user_share: maybeAmount,
      }),
    ),
  }),
)

/**
 * Shares in vaults, of two kinds: those of depositors, and the manager's, who holds all of theirs. In USDC, as the vault last
 * reckoned. https://docs.pacifica.fi/api-documentation/api/rest-api/vaults/list-vaults (2026-11)
 */
export async function vaults(api: AccountApi, address: string): Promise<DecimalString | null> {
  const found = await api.ask('vaults', 'publicGetLakeList', { account: address }, Lakes)
  if (found === null) return null
  const values = found.lakes.map((lake) => {
    if (lake.manager === address) return lake.manager_balance ?? untold(api, lake.nickname)
    if (isZero(lake.user_share)) return '0'
    const { user_share: own, lp_shares: all, lp_balance: whole } = lake
    if (own === null || all === null || whole === null || isZero(all)) return untold(api, lake.nickname)
    return new Decimal(own).div(all).times(whole).toDecimalPlaces(6).toFixed()
  })
  return add('0', ...values)
}

function untold(api: AccountApi, name: string | null | undefined): null {
  api.leaveOut('vaults', `What the shares of ${name || 'one of the vaults'} are worth is not told.`)
  return null
}
