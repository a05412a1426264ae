import type { ServiceContext } from '@/server/context'
import { createAccount } from '@/server/services/accounts/create'
import { listAccounts } from '@/server/services/accounts/list'
import { scenario } from '../../simulator/scenarios'
import { DEMO_ACCOUNTS } from './accounts'
import { walkHistory } from './history'

/**
 * Makes the accounts of the demo's desk, by the service that a person's browser would use; what is there already stays.
 * A desk that is made as a whole gets a history.
 */
export async function makeDesk(ctx: ServiceContext, simulatorUrl: string): Promise<void> {
  const known = new Set((await listAccounts(ctx, { includeArchived: true })).map(({ name }) => name))
  const missing = DEMO_ACCOUNTS.filter(({ name }) => !known.has(name))
  // One after the other, so that the list keeps this order.
  for (const { name, venue, scenario: scenarioName } of missing) {
    const { key } = scenario(venue, scenarioName)
    await createAccount(ctx, {
      name,
      exchange: venue,
      credentials: {
        apiKey: key.apiKey,
        apiSecret: key.apiSecret,
        password: key.passphrase,
        uid: undefined,
        walletAddress: undefined,
        privateKey: undefined,
        vaultAddress: undefined,
      },
    })
  }
  if (missing.length === DEMO_ACCOUNTS.length) await walkHistory(ctx, simulatorUrl)
}
