import { z } from 'zod'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://docs.coinex.com/api/v2/account/subs/http/list-sub (2026-11): by name alone, frozen ones only where they are asked for. Their
 * coins are told to the main account, their positions are not: they are read by keys of their own.
 */
const List = z.object({
  data: z.array(z.object({ sub_user_name: z.string(), is_frozen: z.boolean() })),
  pagination: z.object({ has_next: z.boolean() }),
})
const ROWS = 100

async function listed(api: AccountApi, is_frozen: boolean) {
  const found = await api.pages(
    'sub-accounts',
    { is_frozen, limit: ROWS, page: 1 },
    {
      read: (params) => api.call('v2PrivateGetAccountSubs', params, List),
      rows: ({ data }: z.output<typeof List>) => data,
      id: ({ sub_user_name }) => sub_user_name,
      next: ({ pagination }, { page, ...params }) => (pagination.has_next ? { ...params, page: Number(page) + 1 } : null),
    },
  )
  return found ?? []
}

export async function coinexSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const [open, frozen] = await Promise.all([listed(api, false), listed(api, true)])
  const all = new Map([...open, ...frozen].map((row) => [row.sub_user_name, row]))
  return [...all.values()].map(({ sub_user_name, is_frozen }) => ({
    id: sub_user_name,
    uid: null,
    name: sub_user_name,
    frozen: is_frozen,
    reads: 'own key',
  }))
}
