import { findSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import type { LeverageEstimateView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { LeverageEstimateInput } from '@/server/schemas/accounts'
import { requireScope } from '../authorise'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { counted } from './key-activity'
import { accountNotFound, loadAccount } from './load'

const DEADLINE_MS = 10_000

/**
 * What an exchange says of an isolated position before its leverage is set: where it would be liquidated. Null where it tells
 * nothing, or does not answer. Changes nothing.
 * @throws DomainError `not_found`
 */
export async function estimateLeverage(
  ctx: ServiceContext,
  { id, pair, leverage }: LeverageEstimateInput,
): Promise<LeverageEstimateView> {
  requireScope(ctx, 'read')
  const { row, view } = await loadAccount(ctx, id)
  if (row.archivedAt !== null) throw accountNotFound()
  const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, id))
  if (!sealed || !ctx.exchanges.estimateLeverage) return { pair, leverage, liquidationPrice: null }
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: id }, sealed)
  const { exchange, sandbox, credentialOptions: options } = view
  const connection = counted(ctx, id, { exchange, credentials, sandbox, options })
  const liquidationPrice = await withDeadline(DEADLINE_MS, ctx.signal, (signal) =>
    withExchangeSlot(
      ctx,
      row,
      signal,
      async () =>
        (await ctx.exchanges.estimateLeverage?.(connection, { pair, leverage, marginMode: 'isolated' }, signal)) ?? null,
    ),
  ).catch((error: unknown) => {
    // Nothing rests on it: what is not told is not known.
    if (error instanceof DomainError) return null
    throw error
  })
  return { pair, leverage, liquidationPrice }
}
