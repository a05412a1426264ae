import type { ServiceContext } from '@/server/context'
import type { ExchangeInfo } from '@/server/exchanges/port'
import type { ListExchangesInput } from '@/server/schemas/exchanges'

/** Exchanges that can be connected, the ones with an adapter of their own first; all, or those whose name has `search`. */
export async function listExchanges(ctx: ServiceContext, input: ListExchangesInput = {}): Promise<ExchangeInfo[]> {
  const wanted = input.search?.trim().toLowerCase() ?? ''
  return ctx.exchanges.list().filter(({ id, name }) => `${id} ${name.toLowerCase()}`.includes(wanted))
}
