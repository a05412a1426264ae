import { z } from 'zod'
import { inside, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://developer-pro.bitmart.com/en/spot/#get-sub-account-list-for-main-account-keyed (2026-02). A main account is told their coins and
 * what is free of their futures, but no positions: they are read by keys of their own.
 */
const List = inside('data', inside('subAccountList', z.array(z.object({ accountName: z.string(), status: maybeText }))))

export async function bitmartSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.call('privateGetAccountSubAccountMainV1SubaccountList', {}, List)
  return found.map(({ accountName, status }) => ({
    id: accountName,
    uid: null,
    name: accountName,
    // 1 is normal, 0 is frozen.
    frozen: status === '0',
    reads: 'own key',
  }))
}
