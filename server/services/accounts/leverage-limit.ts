import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import type { LeverageLimitView } from '@/server/domain/views'
import type { LeverageLimitInput } from '@/server/schemas/accounts'
import { requireScope } from '../authorise'
import { withDeadline } from '../deadline'
import { loadAccount } from './load'

const DEADLINE_MS = 10_000

/**
 * The highest leverage that a market of an account's exchange lists for itself; what an account may use can be less, which the
 * exchange says as it is set. Not known where it does not answer: nothing rests on it but a slider.
 * @throws DomainError `not_found`
 */
export async function getLeverageLimit(ctx: ServiceContext, { id, pair }: LeverageLimitInput): Promise<LeverageLimitView> {
  requireScope(ctx, 'read')
  const { view } = await loadAccount(ctx, id)
  const market = { exchange: view.exchange, sandbox: view.sandbox, pair }
  const max = await withDeadline(
    DEADLINE_MS,
    ctx.signal,
    async (signal) => ctx.exchanges.maxLeverage?.(market, signal) ?? null,
  ).catch((error: unknown) => {
    ctx.log.warn({ accountId: id, cause: describeCause(error) }, 'the highest leverage of a market is not known')
    return null
  })
  return { pair, max }
}
