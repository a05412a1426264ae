import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://docs.kraken.com/api-reference/subaccounts/get-subaccounts (2026-11). It tells what is free to margin with and some coins, no
 * position and no profit: they are read by keys of their own. Kraken's spot side lists none.
 */
const List = z.object({
  subaccounts: z.array(z.object({ accountUid: text, email: maybeText, fullName: maybeText })),
})

export async function krakenFuturesSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const { subaccounts } = await api.call('privateGetSubaccounts', {}, List)
  return subaccounts.map(({ accountUid, email, fullName }) => ({
    id: accountUid,
    uid: accountUid,
    name: fullName || email || accountUid,
    frozen: false,
    reads: 'own key',
  }))
}
