import { listSideReadings } from '@/db/queries/side-readings'
import type { ServiceContext } from '@/server/context'
import type { StoredOrdersView } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { readOrders } from '../beside/orders'

/**
 * Orders that wait, of the chosen accounts (all active ones if none is named), as they were read last beside the balances: every few
 * minutes for accounts with contracts. Asks no exchange.
 * @throws DomainError `not_found`
 */
export async function listOrders(ctx: ServiceContext, choice: AccountChoice): Promise<StoredOrdersView[]> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, choice)
  const ids = accounts.map(({ id }) => id)
  const stored = await ctx.db.asDesk(ctx.deskId, (tx) => listSideReadings(tx, ctx.deskId, { ids, kinds: ['orders'] }))
  const byAccount = new Map(stored.map((reading) => [reading.accountId, reading]))
  return accounts.map(({ id, name, exchange, exchangeName }) => {
    const reading = byAccount.get(id)
    const facts = reading ? readOrders(reading) : null
    return {
      ...{ accountId: id, accountName: name, exchange, exchangeName },
      asOf: facts === null ? null : (reading?.asOf ?? null),
      told: facts !== null,
      problem: reading ? reading.problem : 'They were not read yet.',
      orders: facts?.orders ?? [],
    }
  })
}
