import { z } from 'zod'
import { flag } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/** https://api-docs.poloniex.com/spot/api/private/subaccount (2026-11) */
const Listed = z.array(z.object({ accountId: z.string(), accountName: z.string(), accountState: z.string(), isPrimary: flag }))

/** Coins of theirs are told to the main account, positions are not: each is read by a key of its own. */
export async function poloniexSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.call('privateGetSubaccounts', {}, Listed)
  return found
    .filter(({ isPrimary }) => !isPrimary)
    .map(({ accountId, accountName, accountState }) => ({
      id: accountId,
      uid: accountId,
      name: accountName || accountId,
      frozen: !/^(ACTIVE|NORMAL)$/i.test(accountState),
      reads: 'own key',
    }))
}
