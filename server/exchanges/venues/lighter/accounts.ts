import { z } from 'zod'
import { DomainError } from '../../../errors'
import { amount, isZero, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { unansweredPath } from '../../reading/refusals'

/**
 * Lighter's accounts: `GET account`, by the address that owns them or by one's own number.
 * https://apidocs.lighter.xyz/reference/account-1, forms also as ccxt 4.5.84 documents them.
 */

export const ASK = 'publicGetAccount'

const Position = z.object({
  market_id: text,
  symbol: maybeText,
  /** In percent: `2.63` is 38×. */
  initial_margin_fraction: maybeAmount,
  sign: amount,
  /** Always positive; markets that were once traded stay in the list with zero. */
  position: amount,
  avg_entry_price: maybeAmount,
  position_value: amount,
  unrealized_pnl: amount,
  liquidation_price: maybeAmount,
  margin_mode: text,
  allocated_margin: maybeAmount,
})
export type Position = z.output<typeof Position>

const Asset = z.object({
  symbol: z.string(),
  balance: amount,
  locked_balance: maybeAmount,
  /** What of the coin lies with the perpetuals; of the collateral coin it is `collateral` once more. */
  margin_balance: maybeAmount,
})
export type Asset = z.output<typeof Asset>

const Share = z.object({ public_pool_index: text, shares_amount: amount })

export const Account = z.object({
  index: text,
  name: maybeText,
  /** `0` the address's first account, `1` a sub-account, `2` a public pool, `3` the insurance fund, `4` where LIT is staked, `5` a treasury's. */
  account_type: maybeText,
  /** `0` spot and perpetuals apart, `1` unified. */
  account_trading_mode: maybeText,
  collateral: amount,
  available_balance: maybeAmount,
  total_asset_value: maybeAmount,
  cross_initial_margin_requirement: maybeAmount,
  cross_maintenance_margin_requirement: maybeAmount,
  positions: z.array(Position),
  assets: z.array(Asset).nullish(),
  shares: z.array(Share).nullish(),
  pool_info: z.object({ total_shares: maybeAmount, operator_shares: maybeAmount }).nullish(),
  pending_unlocks: z.array(z.unknown()).nullish(),
  bo_positions: z.array(z.unknown()).nullish(),
})
export type Account = z.output<typeof Account>
const Accounts = z.object({ accounts: z.array(Account) })
const Listed = z.object({ sub_accounts: z.array(z.object({ index: text })) })

/** All accounts of the address, in one answer. @throws DomainError for an address without any */
export async function accountsOf(api: AccountApi, address: string): Promise<Account[]> {
  return (await api.call(ASK, { by: 'l1_address', value: address }, Accounts)).accounts
}

/** The same from a recording that holds them one by one. */
export async function accountsOrEach(api: AccountApi, address: string): Promise<Account[]> {
  try {
    return await accountsOf(api, address)
  } catch (error) {
    if (!(error instanceof DomainError) || unansweredPath(error) === null) throw error
  }
  const listed = await api.ask('perp', 'publicGetAccountsByL1Address', { l1_address: address }, Listed)
  const each = await Promise.all(
    (listed?.sub_accounts ?? []).map(({ index }) => api.ask('perp', ASK, { by: 'index', value: index }, Accounts)),
  )
  return each.flatMap((answer) => answer?.accounts ?? [])
}

/** A pool as anybody may read it, by its number; null where it may not be read. */
export async function poolOf(api: AccountApi, index: string): Promise<Account | null> {
  const answer = await api.ask('pools', ASK, { by: 'index', value: index }, Accounts)
  return answer?.accounts.find((account) => account.index === index) ?? null
}

/**
 * Pools are accounts of whoever runs them, with the money of all who put some in. The exchange's own SDK has `pool_info` in
 * every account, with zeros in those that are none: where no kind is told, shares that somebody has make a pool.
 */
export function isPool({ account_type, pool_info }: Account): boolean {
  if (account_type !== null) return account_type !== '0' && account_type !== '1'
  return !isZero(pool_info?.total_shares ?? null)
}
