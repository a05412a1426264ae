import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://huobiapi.github.io/docs/spot/v1/en/#get-sub-user-39-s-list (2026-11): numbers and whether they are locked, no names. Of
 * contracts a key of the main account is told margins and no positions: they are read by keys of their own.
 */
const List = z.object({
  data: z.array(z.object({ uid: text, userState: maybeText, subUserName: maybeText })),
  nextId: maybeText,
})

export async function htxSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    {},
    {
      read: (params) => api.call('spotPrivateGetV2SubUserUserList', params, List),
      rows: (page: z.output<typeof List>) => page.data,
      id: ({ uid }) => uid,
      next: ({ nextId }) => (nextId ? { fromId: nextId } : null),
    },
  )
  return (found ?? []).map(({ uid, userState, subUserName }) => ({
    id: uid,
    uid,
    name: subUserName || uid,
    frozen: userState === 'lock',
    reads: 'own key',
  }))
}
