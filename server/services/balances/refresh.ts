import type { ServiceContext } from '@/server/context'
import type { AccountView, RefreshResult } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { told } from '@/server/language/in-language'
import type { AccountChoice } from '@/server/schemas/balances'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { refreshShared } from './refresh-shared'

async function refreshOne(ctx: ServiceContext, account: AccountView): Promise<RefreshResult> {
  const who = { accountId: account.id, accountName: account.name }
  try {
    const outcome = await refreshShared(ctx, account.id)
    if (outcome.ok) return { ...who, ok: true, asOf: outcome.balance.asOf, durationMs: outcome.durationMs }
    return refused(ctx, who, outcome.error)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return refused(ctx, who, error)
  }
}

const refused = (
  ctx: ServiceContext,
  who: { accountId: string; accountName: string },
  { code, said, exchangeError }: DomainError,
): RefreshResult => ({ ...who, ok: false, code, message: told(ctx, said.message), exchangeError: exchangeError ?? null })

/**
 * Reads the chosen accounts (all active ones if none is named) side by side and answers when the snapshots are stored;
 * one account's failure is told beside the others' success.
 */
export async function refreshBalances(ctx: ServiceContext, input: AccountChoice): Promise<RefreshResult[]> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  return Promise.all(accounts.map((account) => refreshOne(ctx, account)))
}
