import { z } from 'zod'
import { inside, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://bybit-exchange.github.io/docs/v5/user/subuid-list (2026-11). What a unified sub-account holds is told to a key of the main
 * account coin by coin only, for coins that it names (…/docs/v5/asset/balance/all-balance): it is read by a key of its own.
 */
const List = inside(
  'result',
  z.object({
    subMembers: z.array(z.object({ uid: text, username: maybeText, status: maybeText, remark: maybeText })),
  }),
)
/** 1 is in use, 2 may not sign in, 4 is frozen. */
const IN_USE = '1'

export async function bybitSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const { subMembers } = await api.call('privateGetV5UserQuerySubMembers', {}, List)
  return subMembers.map(({ uid, username, status, remark }) => ({
    id: uid,
    uid,
    name: username || remark || uid,
    frozen: status !== null && status !== IN_USE,
    reads: 'own key',
  }))
}
