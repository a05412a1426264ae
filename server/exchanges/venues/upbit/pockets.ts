import { z } from 'zod'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/** https://docs.upbit.com/kr/reference/list-pockets (2026-07-30): since June 2026 an account has pockets, the main one among them. */
export const Pockets = z.array(z.object({ uuid: z.string(), name: z.string(), type: z.string() }))

/** All but the main pocket; a key of the main one that may manage pockets lists and reads them. */
export async function upbitPockets(api: AccountApi): Promise<SubAccount[]> {
  const pockets = await api.call('privateGetPockets', {}, Pockets)
  return pockets
    .filter(({ type }) => type !== 'main')
    .map(({ uuid, name }) => ({ id: uuid, uid: uuid, name: name || uuid, frozen: false, reads: 'main key' }))
}
