import { updateAccount as updateRow } from '@/db/queries/accounts'
import { retryLedgers } from '@/db/queries/flow-ledgers'
import { replaceSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { UpdateAccountInput } from '@/server/schemas/accounts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireAllAccounts, requireScope } from '../authorise'
import { announce } from '../live/announce'
import { archiveAccount } from './archive'
import { loadAccount } from './load'
import { accountName } from './name'
import { newKeyColumns, tryNewKey } from './replace-key'
import { restoreAccount } from './restore'
import { handOnKey, refuseOwnKey } from './sub-account-keys'
import { refuseDuplicates, refuseSameAccount, sayDuplicates } from './unique'

/**
 * Changes name, margin mode, markets or credentials (tried first; history stays). `archived: false` restores,
 * `archived: true` archives.
 * @throws DomainError `not_found`, `conflict` for an archived account, and as `createAccount`
 */
export async function updateAccount(
  ctx: ServiceContext,
  input: UpdateAccountInput & { archived?: boolean },
): Promise<AccountView> {
  requireScope(ctx, 'manage')
  // Each of them is checked against those of all accounts.
  if (input.name !== undefined || input.credentials !== undefined || input.archived === false) {
    requireAllAccounts(ctx, 'Changing a name or a key')
  }
  const { row, view } = await loadAccount(ctx, input.id)
  if (view.archived) {
    if (input.archived === false) {
      return restoreAccount(ctx, { ...input, credentials: input.credentials ?? {} })
    }
    throw new DomainError('conflict', sentence`This account is archived. Restore it first, with fresh credentials.`)
  }
  if (input.archived) return archiveAccount(ctx, { id: input.id })

  if (input.credentials) refuseOwnKey(row)
  const { name, nameKey } = input.name === undefined ? row : accountName(input.name)
  const options = input.credentialOptions ?? view.credentialOptions
  const tried = input.credentials
    ? await tryNewKey(ctx, view, input.credentials, { options, allowWithdraw: input.allowWithdraw })
    : null
  const wanted = { name, nameKey, keyFingerprint: tried?.fingerprint ?? null, credentials: tried?.credentials ?? {} }
  await sayDuplicates(wanted, () =>
    ctx.db.asDesk(ctx.deskId, async (tx) => {
      await refuseDuplicates(tx, ctx.deskId, wanted, input.id)
      if (tried) {
        const uid = tried.key.uid ?? null
        const { exchange, sandbox } = view
        await refuseSameAccount(tx, ctx.deskId, { exchange, uid, sandbox, credentials: tried.credentials }, input.id)
        await handOnKey(ctx, tx, row, tried)
      }
      await updateRow(tx, ctx.deskId, input.id, {
        name,
        nameKey,
        marginMode: input.marginMode ?? view.marginMode,
        credentialOptions: options,
        updatedAt: ctx.now(),
        ...(tried ? newKeyColumns(tried, ctx.now()) : input.credentialOptions ? { nextRefreshAt: ctx.now() } : {}),
      })
      if (tried) {
        await replaceSecrets(tx, ctx.deskId, input.id, tried.sealed)
        // What the old key might not read, the new one may.
        await retryLedgers(tx, ctx.deskId, input.id, ctx.now())
        await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'account_key_replaced', { accountId: input.id, name })
      }
      await announce(tx, ctx.deskId, { kind: 'accounts' })
    }),
  )
  return (await loadAccount(ctx, input.id)).view
}
