import { z } from 'zod'
import { amount, isZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'
import { ASK } from './codes'
import { SELDOM } from './earn'

/**
 * Sub-accounts of an address. Each has an address and money of its own, which no answer about the main account holds: they are
 * named, and counted where they are added. https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint#retrieve-a-users-subaccounts
 */

/** For names: `null` of an address without any. */
export const SubAccounts = z.array(z.object({ name: z.string(), subAccountUser: z.string() })).nullish()

const State = z.object({ marginSummary: z.object({ accountValue: amount, totalNtlPos: amount }) })
/** The same with the state of every exchange on the chain. A bare `null` comes as the word. */
const Owned = z.preprocess(
  (answer) => (answer === 'null' || answer === null ? [] : answer),
  z.array(
    z.object({
      name: z.string(),
      subAccountUser: z.string(),
      dexToClearinghouseState: z.array(z.tuple([z.string(), State])),
      spotState: z.object({ balances: z.array(z.object({ total: amount })) }),
    }),
  ),
)
const Names = z.array(z.string())

/** Names those that hold anything as not included. Whoever reads a sub-account or a vault has none below it. */
export async function nameSubAccounts(api: AccountApi, user: string): Promise<void> {
  const names = await api.seldom(`sub-accounts of ${user}`, SELDOM, Names, async () => {
    const owned = await api.ask('sub-accounts', ASK, { type: 'subAccounts2', user }, Owned)
    return (
      owned?.flatMap(({ name, subAccountUser, dexToClearinghouseState, spotState }) => {
        const used = dexToClearinghouseState.some(
          ([, { marginSummary }]) => !isZero(marginSummary.accountValue) || !isZero(marginSummary.totalNtlPos),
        )
        return used || spotState.balances.some(({ total }) => !isZero(total)) ? [`${name} (${subAccountUser})`] : []
      }) ?? null
    )
  })
  if (names === null || names.length === 0) return
  api.leaveOut('sub-accounts', `Accounts of their own, each read where it is added by its address: ${names.join(', ')}.`)
}

/** All of an address, each read by an address of its own. */
export async function hyperliquidSubAccounts(api: AccountApi, user: string): Promise<SubAccount[]> {
  const owned = await api.call(ASK, { type: 'subAccounts2', user }, Owned)
  return owned.map(({ name, subAccountUser }) => ({
    id: subAccountUser.toLowerCase(),
    uid: subAccountUser.toLowerCase(),
    name,
    frozen: false,
    reads: 'address',
  }))
}
