import { updateAccount as updateRow } from '@/db/queries/accounts'
import { replaceSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { RestoreAccountInput } from '@/server/schemas/accounts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireAllAccounts, requireScope } from '../authorise'
import { announce } from '../live/announce'
import { loadAccount } from './load'
import { accountName } from './name'
import { newKeyColumns, tryNewKey } from './replace-key'
import { refuseOwnKey } from './sub-account-keys'
import { refuseDuplicates, refuseSameAccount, sayDuplicates } from './unique'

/**
 * Brings an archived account back, with its history. Its credentials were destroyed, so fresh ones are needed; another
 * name where the old one is taken by now.
 * @throws DomainError `not_found`, `conflict` for an active account, and as `createAccount`
 */
export async function restoreAccount(ctx: ServiceContext, input: RestoreAccountInput): Promise<AccountView> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'Restoring an account')
  const { row, view } = await loadAccount(ctx, input.id)
  if (!view.archived) throw new DomainError('conflict', sentence`This account is not archived.`)
  refuseOwnKey(row)
  const { name, nameKey } = input.name === undefined ? row : accountName(input.name)
  const tried = await tryNewKey(ctx, view, input.credentials, {
    options: view.credentialOptions,
    allowWithdraw: input.allowWithdraw,
  })
  const wanted = { name, nameKey, keyFingerprint: tried.fingerprint, credentials: tried.credentials }
  await sayDuplicates(wanted, () =>
    ctx.db.asDesk(ctx.deskId, async (tx) => {
      await refuseDuplicates(tx, ctx.deskId, wanted, input.id)
      const uid = tried.key.uid ?? null
      const { exchange, sandbox } = view
      await refuseSameAccount(tx, ctx.deskId, { exchange, uid, sandbox, credentials: tried.credentials }, input.id)
      await updateRow(tx, ctx.deskId, input.id, {
        name,
        nameKey,
        archivedAt: null,
        updatedAt: ctx.now(),
        ...newKeyColumns(tried, ctx.now()),
      })
      await replaceSecrets(tx, ctx.deskId, input.id, tried.sealed)
      await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'account_restored', { accountId: input.id, name })
      await announce(tx, ctx.deskId, { kind: 'accounts' })
    }),
  )
  return (await loadAccount(ctx, input.id)).view
}
