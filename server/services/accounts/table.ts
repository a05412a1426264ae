import type { ServiceContext } from '@/server/context'
import { accountTable } from '@/server/domain/account-table'
import type { AccountFiguresView, AccountTableView } from '@/server/domain/views'
import type { AccountTableInput } from '@/server/schemas/accounts'
import { readDesk } from '../overview/desk'
import { loadTags, tagLabel } from '../tags/load'
import { loadAccounts } from './load'

/** The list of accounts as it was asked for, with what is known of each newest snapshot. Asks no exchange. */
export async function tableOfAccounts(ctx: ServiceContext, input: AccountTableInput): Promise<AccountTableView> {
  const [desk, all, tags] = await Promise.all([readDesk(ctx), loadAccounts(ctx, true), loadTags(ctx)])
  const active = all.filter(({ archived }) => !archived)
  const figures = new Map<string, AccountFiguresView>()
  for (const { account, figures: of } of desk.lines(0, desk.size, ctx.now())) {
    if (of === null) continue
    const because = of.bound === 'exact' ? null : of.leftOut.join('; ')
    figures.set(account.id, { accountId: account.id, equity: of.equity, bound: of.bound, because, stale: of.stale })
  }
  return { ...accountTable(active, figures, input, tags), archived: all.length - active.length, tags: tags.map(tagLabel) }
}
