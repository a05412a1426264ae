import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import type { ListAccountsInput } from '@/server/schemas/accounts'
import { requireScope } from '../authorise'
import { loadAccounts } from './load'

/** The user's accounts in the order of creation; archived ones only if asked for. */
export async function listAccounts(ctx: ServiceContext, input: ListAccountsInput): Promise<AccountView[]> {
  requireScope(ctx, 'read')
  return loadAccounts(ctx, input.includeArchived)
}
