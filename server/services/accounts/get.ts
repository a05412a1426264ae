import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import { requireScope } from '../authorise'
import { loadAccount } from './load'

/** One of the user's accounts, archived ones too. @throws DomainError `not_found` */
export async function getAccount(ctx: ServiceContext, input: { id: string }): Promise<AccountView> {
  requireScope(ctx, 'read')
  return (await loadAccount(ctx, input.id)).view
}
