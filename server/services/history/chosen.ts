import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import { accountNotFound, loadAccounts, taggedAccounts } from '../accounts/load'
import { readDesk } from '../overview/desk'

/** What a chart needs to know of an account. */
export type ChartedAccount = Pick<AccountView, 'id' | 'name' | 'exchange' | 'exchangeName' | 'refreshIntervalSeconds'>

/** All active accounts, in the order of creation. */
export async function allActive(ctx: ServiceContext): Promise<readonly ChartedAccount[]> {
  return (await readDesk(ctx)).active
}

/** The active accounts that any of these tags takes as a whole. @throws DomainError as `taggedAccounts` */
export async function taggedActive(ctx: ServiceContext, tags: readonly string[]): Promise<readonly ChartedAccount[]> {
  const [tagged, active] = await Promise.all([taggedAccounts(ctx, { tags: [...tags] }), allActive(ctx)])
  return active.filter(({ id }) => tagged?.has(id))
}

/** The accounts that a request names, archived ones too; all active ones where it names none. @throws `not_found` */
export async function chosenAccounts(ctx: ServiceContext, ids: readonly string[] | undefined): Promise<AccountView[]> {
  const all = await loadAccounts(ctx, true)
  if (!ids || ids.length === 0) return all.filter(({ archived }) => !archived)
  return ids.map((id) => {
    const account = all.find((candidate) => candidate.id === id)
    if (!account) throw accountNotFound()
    return account
  })
}

/** The longest pause between two readings of these accounts, seconds. */
export function longestInterval(accounts: readonly Pick<AccountView, 'refreshIntervalSeconds'>[]): number {
  return accounts.reduce((longest, { refreshIntervalSeconds }) => Math.max(longest, refreshIntervalSeconds), 60)
}
