import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { TokenHolding } from '../../../domain/types'
import { isZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, merged, plainToken } from '../../reading/rows'
import { type Account, isPool, poolOf } from './accounts'

/**
 * Shares in public pools, in the exchange's own and in those where LIT is staked, which are pools in all but name: a share is
 * the same part of everything that lies in the pool, its collateral with open profit and its coins.
 * https://apidocs.lighter.xyz/docs/manage-public-pools-shares
 */

const UNIFIED = '1'
const COIN_DECIMALS = 8

interface Part {
  pool: Account
  shares: DecimalString
}

function partOf({ pool, shares }: Part, api: AccountApi): TokenHolding[] | null {
  const total = pool.pool_info?.total_shares ?? null
  const value = pool.total_asset_value
  if (total === null || isZero(total) || value === null || pool.account_trading_mode === UNIFIED) return null
  const ofAll = (amount: DecimalString) => new Decimal(amount).times(shares).div(total).toDecimalPlaces(COIN_DECIMALS).toFixed()
  return held([
    plainToken('pools', 'USDC', ofAll(value), null),
    ...(pool.assets ?? []).map(({ symbol, balance }) => {
      const code = api.code(symbol)
      // What is staked is the exchange's own coin, and people look for it apart.
      return plainToken(code === 'LIT' ? 'staking' : 'pools', code, ofAll(balance), null)
    }),
  ])
}

/** What these accounts have of pools: their shares, and of pools that they run themselves the runner's, once. */
export async function poolRows(accounts: readonly Account[], api: AccountApi): Promise<TokenHolding[]> {
  const shares = accounts.filter((account) => !isPool(account)).flatMap((account) => account.shares ?? [])
  const held = shares.filter(({ shares_amount }) => !isZero(shares_amount))
  const listed = new Set(held.map(({ public_pool_index }) => public_pool_index))
  const run = accounts.filter((account) => isPool(account) && !listed.has(account.index))
  const pools = new Map(
    await Promise.all(
      [...listed].map(async (index) => {
        const own = accounts.find((account) => account.index === index && isPool(account))
        return [index, own ?? (await poolOf(api, index))] as const
      }),
    ),
  )
  const parts = [
    ...held.map(({ public_pool_index: index, shares_amount }) => ({
      index,
      pool: pools.get(index) ?? null,
      shares: shares_amount,
    })),
    ...run.map((pool) => ({ index: pool.index, pool, shares: pool.pool_info?.operator_shares ?? null })),
  ]
  const rows = parts.flatMap(({ index, pool, shares: own }) => {
    if (own !== null && isZero(own)) return []
    const found = pool === null || own === null ? null : partOf({ pool, shares: own }, api)
    if (found === null) api.leaveOut('pools', `What the shares of pool ${index} are worth is not told.`)
    return found ?? []
  })
  return merged(rows)
}
