import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import { ownAssets } from '@/server/domain/tags/belonging'
import type { AccountView, LiveBalance } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { LiveBalancesInput } from '@/server/schemas/balances'
import { sentence } from '../../language/sentence'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { withDeadline } from '../deadline'
import { accountsConcerned, chooseTags } from '../tags/load'
import { refreshShared } from './refresh-shared'

export type { LiveBalance } from '@/server/domain/views'

/** All accounts together have this long, unless the request says otherwise. */
export const LIVE_DEADLINE_MS = 15_000

async function readOne(ctx: ServiceContext, account: AccountView, signal: AbortSignal): Promise<LiveBalance> {
  try {
    const outcome = await refreshShared({ ...ctx, signal }, account.id)
    if (outcome.ok) return { ok: true, ...outcome.balance }
    return failed(account, outcome.error)
  } catch (error) {
    if (error instanceof DomainError) return failed(account, error)
    if (!ctx.signal.aborted) ctx.log.error({ accountId: account.id, cause: describeCause(error) }, 'a live reading failed')
    return failed(account, new DomainError('internal', sentence`Something went wrong on our side while this account was read.`))
  }
}

function failed(account: AccountView, { code, message, exchangeError }: DomainError): LiveBalance {
  const { id: accountId, name: accountName, exchange, exchangeName } = account
  return { ok: false, accountId, accountName, exchange, exchangeName, code, message, exchangeError: exchangeError ?? null }
}

/**
 * Reads the chosen accounts (all active ones if none is named) from their exchanges, side by side, within a total
 * deadline; one that does not make it carries `exchange_timeout` while the others answer. Equal readings at the same
 * time share one fetch per account, and each is stored as a snapshot. Where tags are named, assets are what belongs to them;
 * figures of an account are of all that it holds.
 */
export async function getLiveBalances(ctx: ServiceContext, input: LiveBalancesInput): Promise<LiveBalance[]> {
  requireScope(ctx, 'read')
  const { tags: wanted, ...choice } = input
  const tags = wanted && wanted.length > 0 ? await chooseTags(ctx, wanted) : null
  const concerned = tags && accountsConcerned(tags)
  const all = await chooseAccounts(ctx, choice)
  const accounts = concerned === null ? all : all.filter(({ id }) => concerned.has(id))
  const deadline = input.deadlineMs ?? LIVE_DEADLINE_MS
  const balances = await Promise.all(
    accounts.map((account) =>
      withDeadline(deadline, ctx.signal, (signal) => readOne(ctx, account, signal)).catch((error: unknown) => {
        if (error instanceof DomainError) return failed(account, error)
        throw error
      }),
    ),
  )
  if (tags === null) return balances
  return balances.map((balance) =>
    balance.ok ? { ...balance, assets: ownAssets(tags, balance.accountId, balance.assets) } : balance,
  )
}
