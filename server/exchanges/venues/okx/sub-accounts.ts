import { z } from 'zod'
import { inside, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/** https://www.okx.com/docs-v5/en/#sub-account-rest-api-get-sub-account-list (2026-11): a hundred at most, older ones than `after`. */
const List = inside(
  'data',
  z.array(
    z.object({
      subAcct: z.string(),
      uid: maybeText,
      label: maybeText,
      enable: maybeText,
      frozenFunc: z.unknown(),
      ts: maybeText,
    }),
  ),
)
const ROWS = 100

export async function okxSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.pages(
    'sub-accounts',
    { limit: ROWS },
    {
      read: (params) => api.call('privateGetUsersSubaccountList', params, List),
      rows: (page: z.output<typeof List>) => page,
      id: ({ subAcct }) => subAcct,
      next: (page) => (page.length === ROWS && page.at(-1)?.ts ? { limit: ROWS, after: page.at(-1)?.ts ?? '' } : null),
    },
  )
  return (found ?? []).map(({ subAcct, uid, label, enable }) => ({
    id: subAcct,
    uid,
    name: label || subAcct,
    frozen: enable === 'false',
    reads: 'main key',
  }))
}
