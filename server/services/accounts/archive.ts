import { archiveAccount as archiveRow } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import { recordDeskAudit } from '../audit/record'
import { requireScope, withoutLimit } from '../authorise'
import { announce } from '../live/announce'
import { accountNotFound, loadAccount, loadAccounts, pickAccount } from './load'
import { refuseWhileReadWith } from './sub-account-keys'

/**
 * Archives an account, named by id or by name: no more refreshed, gone from balances and lists; its credentials are
 * destroyed, its history stays and its name is free again. An account that is archived already stays as it is.
 * @throws DomainError `not_found`; `conflict` while sub-accounts are read with its key
 */
export async function archiveAccount(ctx: ServiceContext, input: { id?: string; name?: string }): Promise<AccountView> {
  requireScope(ctx, 'manage')
  const id = input.id ?? pickAccount(await loadAccounts(ctx, false), input.name ?? '')?.id
  if (id === undefined) throw accountNotFound()
  const { view } = await loadAccount(ctx, id)
  if (view.archived) return view
  // Accounts that a token is not for may be read with its key.
  await withoutLimit(ctx).db.asDesk(ctx.deskId, async (tx) => {
    await refuseWhileReadWith(ctx, tx, id)
    await archiveRow(tx, ctx.deskId, id, ctx.now())
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'account_archived', { accountId: id, name: view.name })
    await announce(tx, ctx.deskId, { kind: 'accounts' })
  })
  return (await loadAccount(ctx, id)).view
}
