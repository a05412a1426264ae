import { z } from 'zod'
import { flag, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { SubAccount } from '../../reading/sub-accounts'

/**
 * Portfolios: https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/portfolios/list-portfolios (2026-11). A key sees the
 * coins of the one that it was made in (`key_permissions` names it), so that each is read by a key of its own; those of perpetuals
 * (`INTX`) are read with every account.
 */
const List = z.object({
  portfolios: z.array(z.object({ uuid: z.string(), name: z.string(), type: maybeText, deleted: flag.nullish() })),
})
const Key = z.object({ portfolio_uuid: maybeText })

export async function coinbaseSubAccounts(api: AccountApi): Promise<SubAccount[]> {
  const [key, { portfolios }] = await Promise.all([
    api.call('v3PrivateGetBrokerageKeyPermissions', {}, Key),
    api.call('v3PrivateGetBrokeragePortfolios', {}, List),
  ])
  return portfolios
    .filter(({ uuid, type, deleted }) => uuid !== key.portfolio_uuid && type !== 'INTX' && deleted !== true)
    .map(({ uuid, name }) => ({ id: uuid, uid: uuid, name: name || uuid, frozen: false, reads: 'own key' }))
}
