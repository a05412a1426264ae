import { z } from 'zod'
import { inside, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * https://doc.xt.com/docs/user-center/Account/QueryAccountList: level 1 is the main account. Positions and coins of the others are told to
 * no main account (`compat/balance/list` takes an account's number, and holds futures' money alone).
 */
const List = inside('result', z.array(z.object({ id: text, accountName: maybeText, level: text })))

export async function xtSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const accounts = await api.call('privateUserGetUserAccount', {}, List)
  return accounts
    .filter(({ level }) => level !== '1')
    .map(({ id, accountName }) => ({ id, uid: id, name: accountName || id, frozen: false, reads: 'own key' }))
}
