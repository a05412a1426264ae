import { openPerpetuals } from '@/db/queries/asset-lines'
import type { ServiceContext } from '@/server/context'
import type { FundingView } from '@/server/domain/views'
import { requireScope } from '../authorise'

/**
 * Funding of the perpetuals that the user has open, of exchanges that tell it in batches. An exchange that does not
 * answer leaves its pairs out: unknown. Asks exchanges, at most once a minute each, for everybody together.
 */
export async function getFunding(ctx: ServiceContext): Promise<FundingView[]> {
  requireScope(ctx, 'read')
  const open = new Map<string, Set<string>>()
  // A test network's funding is its own.
  for (const { exchange, pair } of await openPerpetuals(ctx.db, ctx.deskId)) {
    open.set(exchange, (open.get(exchange) ?? new Set()).add(pair))
  }
  const found = await Promise.all([...open].map(([exchange, pairs]) => fundingOf(ctx, exchange, pairs)))
  return found.flat()
}

async function fundingOf(ctx: ServiceContext, exchange: string, pairs: ReadonlySet<string>): Promise<FundingView[]> {
  try {
    const rates = await ctx.exchanges.fundingRates?.(exchange, ctx.signal)
    return [...pairs].flatMap((pair) => {
      const funding = rates?.get(pair)
      return funding ? [{ exchange, pair, ...funding }] : []
    })
  } catch (error) {
    ctx.log.warn({ exchange, err: error }, 'no funding rates')
    return []
  }
}
