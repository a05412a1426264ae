import { z } from 'zod'
import type { DecimalString } from '../../../domain/decimal'
import type { TokenHolding } from '../../../domain/types'
import { add, amount, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, plainToken } from '../../reading/rows'
import { ASK } from './codes'

/** What is staked, and shares of vaults. */

const Staking = z.object({ delegated: amount, undelegated: maybeAmount, totalPendingWithdrawal: maybeAmount })
const Equities = z.array(z.object({ vaultAddress: z.string(), equity: amount }))
const Leading = z.array(z.object({ address: z.string(), name: z.string() }))
/** `null` for an address that is no vault; `followerState` is of the user that was asked for. Leaders stand as `Leader` among followers. */
const Details = z.object({
  followerState: z.object({ vaultEquity: amount }).nullish(),
  followers: z.array(z.object({ user: z.string(), vaultEquity: amount })),
})

/** Lists of this kind hardly ever change, and each asking weighs 20 of 1,200. */
export const SELDOM = 15

/**
 * The leader's own share of each vault that the address leads: among the vaults that it has shares of where the exchange lists
 * it there, else in the vault's details. Whatever a vault holds is its depositors', so nothing else of it is counted.
 */
async function led(
  api: AccountApi,
  user: string,
  vaults: z.output<typeof Leading>,
  shares: z.output<typeof Equities>,
): Promise<(DecimalString | null)[]> {
  const own = user.toLowerCase()
  const counted = new Set([own, ...shares.map(({ vaultAddress }) => vaultAddress.toLowerCase())])
  const others = vaults.filter(({ address }) => !counted.has(address.toLowerCase()))
  return Promise.all(
    others.map(async ({ address, name }) => {
      const details = await api.ask('earn', ASK, { type: 'vaultDetails', vaultAddress: address, user }, Details)
      if (details === null) return null
      const mine = details.followers.filter((each) => [own, 'leader'].includes(each.user.toLowerCase()))
      const equity = details.followerState?.vaultEquity ?? add(...mine.map(({ vaultEquity }) => vaultEquity))
      if (equity === null) api.leaveOut('earn', `What its leader holds in the vault “${name}” is not told.`)
      return equity
    }),
  )
}

/** HYPE that is staked or on its way back, and shares of vaults (USDC), those that the address leads among them. */
export async function earn(api: AccountApi, user: string): Promise<TokenHolding[] | null> {
  if (!api.wants('earn')) return null
  const [staked, shares, vaults] = await Promise.all([
    api.ask('earn', ASK, { type: 'delegatorSummary', user }, Staking),
    api.ask('earn', ASK, { type: 'userVaultEquities', user }, Equities),
    api.seldom(`vaults led by ${user}`, SELDOM, Leading, () => api.ask('earn', ASK, { type: 'leadingVaults', user }, Leading)),
  ])
  const leads = vaults && shares ? await led(api, user, vaults, shares) : []
  if (staked === null && shares === null) return null
  const hype = staked && (add(staked.delegated, staked.undelegated, staked.totalPendingWithdrawal) ?? '0')
  const usdc = shares && (add(...shares.map(({ equity }) => equity), ...leads) ?? '0')
  return held([
    hype === null ? null : plainToken('earn', 'HYPE', hype, null),
    usdc === null ? null : plainToken('earn', 'USDC', usdc, null),
  ])
}
