import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * The accounts that money can be moved between, the key's own among them; each has keys of its own. The specification leaves their form
 * open, BitMEX's own program (github.com/BitMEX/bitmex-cli, 2026-06) reads `id` and `username`.
 */
const List = z.array(z.object({ id: text, username: maybeText, accountName: maybeText }))
const User = z.object({ id: text })

export async function bitmexSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const [all, me] = await Promise.all([
    api.call('privateGetUserGetWalletTransferAccounts', {}, List),
    api.call('privateGetUser', {}, User),
  ])
  return all
    .filter(({ id }) => id !== me.id)
    .map(({ id, username, accountName }) => ({
      id,
      uid: id,
      name: accountName || username || id,
      frozen: false,
      reads: 'own key',
    }))
}
