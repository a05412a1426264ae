import { z } from 'zod'
import { inside, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://docs.deribit.com/api-reference/account-management/private-get_subaccounts (2026-11): the main account is on the list too. A
 * key of the main account reads each as its own, by `subaccount_id`: summaries (…/private-get_account_summaries) and positions.
 * Whether it may sign in (`login_enabled`) is nothing of its money: one that is used by its keys alone may not.
 */
const List = inside('result', z.array(z.object({ id: text, type: z.string(), username: maybeText, system_name: maybeText })))

export async function deribitSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const all = await api.call('privateGetGetSubaccounts', {}, List)
  return all
    .filter(({ type }) => type === 'subaccount')
    .map(({ id, username, system_name }) => ({
      id,
      uid: id,
      name: username || system_name || id,
      frozen: false,
      reads: 'main key',
    }))
}
