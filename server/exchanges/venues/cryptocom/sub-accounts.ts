import { z } from 'zod'
import { flag, inside, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#private-get-accounts (2026-11): twenty a page, the first is 0. What
 * they hold is told to the main account's key too (`private/get-subaccount-balances`), but no call tells which account a key is of: one that
 * is read so and got a key of its own would be counted twice. They are read by keys of their own.
 */
const List = inside(
  'result',
  z.object({
    sub_account_list: z.array(
      z.object({
        uuid: text,
        label: maybeText,
        name: maybeText,
        enabled: flag.nullish(),
        suspended: flag.nullish(),
        terminated: flag.nullish(),
      }),
    ),
  }),
)
const ROWS = 20

export async function cryptocomSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { page_size: ROWS, page: 0 },
    {
      read: (params) => api.call('v1PrivatePostPrivateGetAccounts', params, List),
      rows: ({ sub_account_list }: z.output<typeof List>) => sub_account_list,
      id: ({ uuid }) => uuid,
      next: ({ sub_account_list }, { page }) =>
        sub_account_list.length === ROWS ? { page_size: ROWS, page: Number(page) + 1 } : null,
    },
  )
  return (found ?? [])
    .filter(({ terminated }) => terminated !== true)
    .map(({ uuid, label, name, enabled, suspended }) => ({
      id: uuid,
      uid: uuid,
      name: label || name || uuid,
      frozen: enabled === false || suspended === true,
      reads: 'own key',
    }))
}
