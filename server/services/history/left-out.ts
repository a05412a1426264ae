import { leftOutNow } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import type { AccountView, LeftOutView } from '@/server/domain/views'

/** What the newest readings of these accounts leave out of their equity, or set aside; only accounts of which there is any. */
export async function leftOutOf(
  ctx: ServiceContext,
  accounts: readonly Pick<AccountView, 'id' | 'name'>[],
): Promise<LeftOutView[]> {
  const ids = accounts.map(({ id }) => id)
  const found = await ctx.db.asDesk(ctx.deskId, (tx) => leftOutNow(tx, ctx.deskId, ids))
  return accounts.flatMap((account) => {
    const left = found.find(({ accountId }) => accountId === account.id)
    // What only came in unvalued, some time ago, is valued now.
    if (!left || (left.bound === 'exact' && !left.aside?.items.length)) return []
    const wallets = left.notIncluded.flatMap(({ wallet, unopened }) => (unopened ? [] : [wallet]))
    return {
      accountId: account.id,
      accountName: account.name,
      bound: left.bound,
      unpriced: left.unpriced,
      wallets: [...new Set(wallets)],
      aside: left.aside?.items ?? [],
    }
  })
}
