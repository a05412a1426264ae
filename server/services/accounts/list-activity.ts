import { findAccount } from '@/db/queries/accounts'
import { listKeyActivity } from '@/db/queries/key-activity'
import type { ServiceContext } from '@/server/context'
import type { KeyActivityView } from '@/server/domain/views'
import { requireScope } from '../authorise'
import { firstDayOfActivity } from './key-activity'
import { accountNotFound } from './load'

/**
 * What was asked of the exchange with the key that one of the user's accounts has now, over the last thirty days: how
 * often, when last and with which outcome. Nothing of what was sent or answered is kept. Counts of other processes come
 * within half a minute.
 * @throws DomainError `not_found`
 */
export async function listActivity(ctx: ServiceContext, { id }: { id: string }): Promise<KeyActivityView[]> {
  requireScope(ctx, 'read')
  await ctx.keyActivity?.write()
  const rows = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const row = await findAccount(tx, ctx.deskId, id)
    if (!row) throw accountNotFound()
    const wanted = { id, key: row.keyFingerprint ?? '', since: firstDayOfActivity(ctx.now()) }
    return listKeyActivity(tx, ctx.deskId, wanted)
  })
  return rows.map(({ purpose, question, asked, refused, unanswered, lastAt, lastOutcome }) => ({
    purpose: purpose as KeyActivityView['purpose'],
    question,
    asked,
    refused,
    unanswered,
    lastAt,
    lastOutcome: lastOutcome as KeyActivityView['lastOutcome'],
  }))
}
