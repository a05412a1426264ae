import type { ServiceContext } from '@/server/context'
import type { AccountFiguresView } from '@/server/domain/views'
import { readDesk } from '../overview/desk'

/** What a list of accounts shows of each newest snapshot, for all active accounts that were read. Asks no exchange. */
export async function listFigures(ctx: ServiceContext): Promise<AccountFiguresView[]> {
  const desk = await readDesk(ctx)
  return desk.lines(0, desk.size, ctx.now()).flatMap(({ account, figures }) => {
    if (figures === null) return []
    const { equity, bound, leftOut, stale } = figures
    return { accountId: account.id, equity, bound, because: bound === 'exact' ? null : leftOut.join('; '), stale }
  })
}
