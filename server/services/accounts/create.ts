import { randomUUID } from 'node:crypto'
import { insertAccount } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import type { Connection } from '@/server/exchanges/port'
import type { CreateAccountInput } from '@/server/schemas/accounts'
import { recordDeskAudit } from '../audit/record'
import { requireAllAccounts, requireScope } from '../authorise'
import { requireExchange } from '../exchanges/find'
import { announce } from '../live/announce'
import { takeSampleAway } from '../sample/desk'
import { checkCredentials, maskKey, refuseWithdrawal, tryKey } from './credentials'
import { counted } from './key-activity'
import { loadAccount } from './load'
import { accountName } from './name'
import { keyColumns, refuseDuplicates, refuseSameAccount, sayDuplicates } from './unique'

/**
 * Connects an account: checks name and fields, tries the key on the exchange, then stores it sealed. The first snapshot
 * is due at once.
 * @throws DomainError `bad_request` (with fields), `name_taken`, `conflict` (key connected already), or an exchange code
 */
export async function createAccount(ctx: ServiceContext, input: CreateAccountInput): Promise<AccountView> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'Connecting an account')
  const exchange = requireExchange(ctx.exchanges, input.exchange)
  const { name, nameKey } = accountName(input.name)
  const credentials = checkCredentials(exchange, input.credentials)
  const id = randomUUID()
  // Written once the account is there; counts of one that never comes to be are passed over.
  const connection: Connection = counted(ctx, id, {
    exchange: exchange.id,
    credentials,
    sandbox: input.sandbox ?? false,
    options: input.credentialOptions ?? { default: true },
  })
  const keyFingerprint = ctx.vault.fingerprint(exchange.id, credentials)
  await ctx.db.asDesk(ctx.deskId, (tx) => refuseDuplicates(tx, ctx.deskId, { name, nameKey, keyFingerprint, credentials }))
  const key = await tryKey(ctx, connection)
  refuseWithdrawal(key, exchange, input.allowWithdraw)

  const sealed = await ctx.vault.seal({ deskId: ctx.deskId, accountId: id }, credentials)
  await sayDuplicates({ name, credentials }, () =>
    ctx.db.asDesk(ctx.deskId, async (tx) => {
      // No sum holds made-up accounts and real ones.
      await takeSampleAway(ctx, tx)
      const { sandbox } = connection
      await refuseSameAccount(tx, ctx.deskId, { exchange: exchange.id, uid: key.uid ?? null, sandbox, credentials })
      await insertAccount(
        tx,
        ctx.deskId,
        {
          id,
          name,
          nameKey,
          exchange: exchange.id,
          marginMode: input.marginMode ?? 'CROSS',
          credentialOptions: connection.options,
          sandbox: connection.sandbox,
          maskedKey: maskKey(credentials),
          keyFingerprint,
          nextRefreshAt: ctx.now(),
          createdAt: ctx.now(),
          updatedAt: ctx.now(),
          ...keyColumns(key, ctx.now()),
        },
        sealed,
      )
      const added = { accountId: id, name, exchange: exchange.id, mayWithdraw: key.permissions?.includes('withdraw') ?? null }
      await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'account_added', added)
      await announce(tx, ctx.deskId, { kind: 'accounts' })
    }),
  )
  return (await loadAccount(ctx, id)).view
}
