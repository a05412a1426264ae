import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, add, addAll, amount, inside, isZero, maybeAmount, maybeText, negated } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { aside } from '../../reading/aside'
import { openProfit } from '../../reading/profit'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * One margin account; shares in vaults and staked DIME beside it. https://docs.paradex.trade/api/prod/account/get (2026-11), forms
 * of answers by paradex-py 0.6.2 (`paradex_py/api/generated/responses.py`).
 */

export const NAME = 'unified'
const UNLISTED: Unlisted = { counts: 'coins', settle: 'USDC', type: 'swap' }
const DECIMALS = 12

const results = <T extends z.ZodType>(row: T) => inside('results', z.array(row))

const Balances = results(z.object({ token: z.string(), size: amount }))
const Positions = results(
  z.object({
    market: z.string(),
    status: maybeText,
    side: maybeText,
    /** With its sign in documentation; older answers leave it to `side`. */
    size: amount,
    average_entry_price: maybeAmount,
    unrealized_pnl: maybeAmount,
    /** Part of the profit. */
    unrealized_funding_pnl: maybeAmount,
    liquidation_price: maybeAmount,
    leverage: maybeAmount,
  }),
)
type Position = z.output<typeof Positions>[number]
/** In the settlement asset. */
export const Summary = z
  .object({
    account: maybeText,
    account_value: maybeAmount,
    free_collateral: maybeAmount,
    initial_margin_requirement: maybeAmount,
    maintenance_margin_requirement: maybeAmount,
    settlement_asset: maybeText,
    total_collateral: maybeAmount,
    status: maybeText,
  })
  .refine(
    ({ account, account_value, total_collateral }) => [account, account_value, total_collateral].some((value) => value !== null),
    {
      message: 'holds no account',
    },
  )

export interface Unified {
  tokens: TokenHolding[]
  positions: PositionHolding[]
  /** The exchange's own, where the coins in it are not weighed. */
  equityUsd: DecimalString | null
  availableUsd: DecimalString | null
}

export async function unified(api: AccountApi): Promise<Unified | null> {
  const [balances, open, account] = await Promise.all([
    api.ask(NAME, 'privateGetBalance', {}, Balances),
    api.ask(NAME, 'privateGetPositions', {}, Positions),
    aside(api, 'margins', 'privateGetAccount', {}, Summary),
  ])
  if (balances === null && open === null) return null
  const positions = held(await Promise.all((open ?? []).map((row) => holding(row, api))))
  const settle = api.code(account?.settlement_asset ?? 'USDC')
  const profit = openProfit('Paradex', positions, api)
  const coins = (balances ?? []).map(({ token, size }) => ({ code: api.code(token), size }))
  // Profit is in the settlement asset, of which nothing need be left.
  if (balances && profit !== null && !coins.some(({ code }) => code === settle)) coins.push({ code: settle, size: '0' })
  const tokens = held(
    coins.map(({ code, size }) =>
      marginToken({
        wallet: NAME,
        symbol: code,
        size,
        marginBalance: code === settle ? addAll(size, profit) : size,
        ...(code === settle && {
          unrealizedProfit: profit,
          initialMargin: account?.initial_margin_requirement ?? null,
          maintMargin: account?.maintenance_margin_requirement ?? null,
        }),
      }),
    ),
  )
  if (balances === null) for (const row of positions) row.equityOutsideTokens = row.unrealizedProfit
  const alone = coins.every(({ code, size }) => code === settle || isZero(size))
  return {
    tokens,
    positions,
    equityUsd: alone ? (account?.account_value ?? null) : null,
    availableUsd: account?.free_collateral ?? null,
  }
}

async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size) || /^closed$/i.test(row.status ?? '')) return null
  const market = await api.contract(row.market, UNLISTED)
  const short = /^short$/i.test(row.side ?? '') || row.size.startsWith('-')
  const contracts = short ? negated(absolute(row.size)) : row.size
  return position(market, {
    wallet: NAME,
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: markOf(row, contracts),
    unrealizedProfit: row.unrealized_pnl,
    leverage: row.leverage,
    entryPrice: row.average_entry_price,
    liquidationPrice: row.liquidation_price,
    // Isolated positions lie in accounts of their own.
    marginMode: 'cross',
  })
}

/** Not sent: entry and what the price alone has won, funding taken off. */
function markOf(row: Position, contracts: DecimalString): DecimalString | null {
  const { average_entry_price: entry, unrealized_pnl: profit, unrealized_funding_pnl: funding } = row
  if (entry === null || isZero(entry) || profit === null) return null
  return new Decimal(profit)
    .minus(funding ?? 0)
    .div(contracts)
    .plus(entry)
    .toDecimalPlaces(DECIMALS)
    .toFixed()
}

const Shares = results(z.object({ address: z.string(), vtoken_amount: maybeAmount }))
const Vaults = results(z.object({ address: z.string(), vtoken_price: maybeAmount }))

/** Shares in vaults: tokens of a vault times what one is worth, told in USDC. */
export async function vaults(api: AccountApi): Promise<TokenHolding[] | null> {
  const shares = await api.ask('vaults', 'privateGetVaultsAccountSummary', {}, Shares)
  if (shares === null) return null
  const rows = await Promise.all(
    shares.map(async ({ address, vtoken_amount: tokens }) => {
      if (tokens !== null && isZero(tokens)) return null
      const found = await api.ask('vaults', 'publicGetVaultsSummary', { address }, Vaults)
      // Asked for by its address: one answer is that one's, however it writes it.
      const vault = found?.length === 1 ? found[0] : found?.find((each) => same(each.address, address))
      const price = vault?.vtoken_price ?? null
      if (tokens !== null && price !== null) return new Decimal(tokens).times(price).toDecimalPlaces(8).toFixed()
      api.leaveOut('vaults', 'What the shares of one of the vaults are worth is not told.')
      return null
    }),
  )
  const value = add(...rows)
  return held([value === null ? null : plainToken('vaults', 'USDC', value, null)])
}

/** Starknet addresses are numbers: zeros in front of one say nothing. */
const same = (a: string, b: string) => plain(a) === plain(b)
const plain = (address: string) => address.toLowerCase().replace(/^0x0*/, '')

const Staking = z
  .object({ total_staked: maybeAmount, active_stakes: maybeAmount })
  .refine((told) => told.total_staked !== null || told.active_stakes !== null, 'tells no stakes')

/** DIME that is staked. */
export async function staking(api: AccountApi): Promise<TokenHolding[] | null> {
  const found = await api.ask('staking', 'privateGetStakingSummary', {}, Staking)
  if (found === null) return null
  const { total_staked: staked, active_stakes: number } = found
  if (staked === null) {
    if (number === null || !isZero(number)) throw api.senseless('stakes without an amount')
    return []
  }
  return held([plainToken('staking', 'DIME', staked, null)])
}

const SubAccounts = results(
  z.object({ account: z.string(), username: maybeText, isolated_market: maybeText, archived_at: maybeText }),
)

/** Names of the account's sub-accounts and of its isolated markets; what each holds is told to a token of its own. */
export async function subAccounts(api: AccountApi): Promise<string[] | null> {
  const rows = await aside(api, 'sub-accounts', 'privateGetAccountSubaccounts', {}, SubAccounts)
  const open = rows?.filter(({ archived_at: at }) => at === null || at === '0' || at === '')
  return (
    open?.map(({ account, username, isolated_market: market }) =>
      market ? `isolated ${market}` : username || shortened(account),
    ) ?? null
  )
}

const shortened = (address: string) => (address.length > 12 ? `${address.slice(0, 6)}…${address.slice(-4)}` : address)
