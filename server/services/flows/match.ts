import { listAccounts } from '@/db/queries/accounts'
import { decidedPairs, tieFound } from '@/db/queries/flow-pairs'
import { listFlows } from '@/db/queries/flows'
import type { ServiceContext } from '@/server/context'
import { findPairs } from '@/server/domain/flows/matching'

/**
 * Ties the two legs of transfers between the user's own accounts, archived ones too, where a rule is sure of them. What a
 * person decided stays. Answers how many were tied.
 */
export async function matchFlows(ctx: ServiceContext): Promise<number> {
  const now = ctx.now()
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    const accounts = await listAccounts(tx, ctx.deskId, { includeArchived: true })
    const exchanges = new Map(accounts.map(({ id, exchange }) => [id, exchange]))
    const legs = await listFlows(tx, ctx.deskId, {
      accountIds: [...exchanges.keys()],
      kinds: ['deposit', 'withdrawal', 'transfer'],
      states: ['done', 'pending'],
      paired: false,
    })
    const decided = await decidedPairs(tx, ctx.deskId)
    const apart = new Set(decided.flatMap((pair) => (pair.apart ? [`${pair.outId} ${pair.inId}`] : [])))
    const taken = new Set(decided.flatMap((pair) => (pair.apart ? [] : [pair.outId, pair.inId])))
    const found = findPairs(
      legs.map((leg) => ({ ...leg, exchange: exchanges.get(leg.accountId) ?? '' })),
      taken,
      apart,
    )
    return tieFound(tx, ctx.deskId, found, now)
  })
}
