import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://docs.whitebit.com/api-reference/sub-accounts/list-of-sub-accounts (2026-11). `sub-account/balances` tells a main account what they hold,
 * but not their positions, and no call tells which account a key is of: they are read by keys of their own.
 */
const List = z.object({ data: z.array(z.object({ id: text, alias: maybeText, status: maybeText })) })
const ROWS = 100

export async function whitebitSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { limit: ROWS, offset: 0 },
    {
      read: (params) => api.call('v4PrivatePostSubAccountList', params, List),
      rows: ({ data }: z.output<typeof List>) => data,
      id: ({ id }) => id,
      next: ({ data }, { offset }) => (data.length === ROWS ? { limit: ROWS, offset: Number(offset) + ROWS } : null),
    },
  )
  return (found ?? []).map(({ id, alias, status }) => ({
    id,
    uid: id,
    name: alias || id,
    frozen: status !== null && status !== 'active',
    reads: 'own key',
  }))
}
