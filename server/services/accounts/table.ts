import type { ServiceContext } from '@/server/context'
import {
  type AccountRisks,
  type AccountTableChoice,
  type AccountTableOf,
  accountTable,
  type TableAccount,
} from '@/server/domain/account-table'
import type { Desk } from '@/server/domain/desk'
import type { Tag } from '@/server/domain/tags/tag'
import type { AccountFiguresView, AccountTableView } from '@/server/domain/views'
import type { AccountTableInput } from '@/server/schemas/accounts'
import { readDesk } from '../overview/desk'
import { loadTags, tagLabel } from '../tags/load'
import { loadAccounts } from './load'

/** The list of accounts as it was asked for, with what is known of each newest snapshot. Asks no exchange. */
export async function tableOfAccounts(ctx: ServiceContext, input: AccountTableInput): Promise<AccountTableView> {
  const [desk, all, tags] = await Promise.all([readDesk(ctx), loadAccounts(ctx, true), loadTags(ctx)])
  const active = all.filter(({ archived }) => !archived)
  return {
    ...tableOfDesk(desk, active, { choice: input, tags, now: ctx.now() }),
    archived: all.length - active.length,
    tags: tags.map(tagLabel),
  }
}

/** Active accounts as they were chosen, with what a desk knows of them. `tags`: those that the choice is by, at least. */
export function tableOfDesk<A extends TableAccount>(
  desk: Desk,
  active: readonly A[],
  { choice, tags, now }: { choice: AccountTableChoice; tags: readonly Tag[]; now: Date },
): AccountTableOf<A> {
  const figures = new Map<string, AccountFiguresView>()
  const risks = new Map<string, AccountRisks>()
  for (const { account, figures: of } of desk.lines(0, desk.size, now)) {
    if (of === null) continue
    const because = of.bound === 'exact' ? null : of.leftOut.join('; ')
    figures.set(account.id, { accountId: account.id, equity: of.equity, bound: of.bound, because, stale: of.stale })
    risks.set(account.id, { marginUse: of.marginUse, health: of.health, distance: of.nearest?.distance ?? null })
  }
  return accountTable(active, figures, choice, { tags, risks })
}
