import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://www.gate.com/docs/developers/apiv4/en/#list-sub-accounts (2026-11). Of their coins a key of the main account is told what is
 * free alone (…/#query-sub-account-balance-information: `available` by coin, nothing of what orders lock), and no position: they are
 * read by keys of their own.
 */
const List = z.array(z.object({ user_id: text, login_name: maybeText, remark: maybeText, state: maybeText }))
/** 1 is in use, 2 is locked. */
const IN_USE = '1'

export async function gateSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const rows = await api.call('privateSubAccountsGetSubAccounts', { type: '0' }, List)
  return rows.map(({ user_id, login_name, remark, state }) => ({
    id: user_id,
    uid: user_id,
    name: remark || login_name || user_id,
    frozen: state !== null && state !== IN_USE,
    reads: 'own key',
  }))
}
