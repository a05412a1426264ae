import { z } from 'zod'
import { flag, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://www.mexc.com/api-docs/spot-v3/subaccount-endpoints#query-sub-account-list (2026-11). Their coins on spot are told to a key of
 * the main account, their futures are not: they are read by keys of their own.
 */
const List = z.object({
  subAccount: z.array(z.object({ subAccount: z.string(), isFreeze: flag.nullish(), note: maybeText, uid: maybeText })),
})
const ROWS = 200

export async function mexcSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { page: 1, limit: ROWS },
    {
      read: (params) => api.call('spotPrivateGetSubAccountList', params, List),
      rows: (page: z.output<typeof List>) => page.subAccount,
      id: ({ subAccount }) => subAccount,
      next: (page, { page: number }) => (page.subAccount.length === ROWS ? { page: Number(number) + 1, limit: ROWS } : null),
    },
  )
  return (found ?? []).map(({ subAccount, isFreeze, note, uid }) => ({
    id: subAccount,
    uid,
    name: note || subAccount,
    frozen: isFreeze === true,
    reads: 'own key',
  }))
}
