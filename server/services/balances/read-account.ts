import type { ServiceContext } from '@/server/context'
import type { Holding, ValuedAccount } from '@/server/domain/types'
import { valueAccount } from '@/server/domain/valuation'
import type { Connection } from '@/server/exchanges/port'

/** Currency codes that valuing the holdings needs a price of. */
export function codesOf(holdings: readonly Holding[]): string[] {
  return [
    ...new Set(
      holdings.flatMap((holding) => (holding.kind === 'token' ? [holding.symbol] : [holding.settle, holding.notionalCurrency])),
    ),
  ]
}

/** Asks the exchange for everything an account holds and values it. Touches no database. @throws DomainError */
export async function readAccount(
  { exchanges }: Pick<ServiceContext, 'exchanges'>,
  connection: Connection,
  signal: AbortSignal,
): Promise<ValuedAccount> {
  // Side by side: valuing then waits for no call more.
  exchanges.expectPrices?.(connection.exchange)
  const holdings = await exchanges.fetchHoldings(connection, signal)
  const prices = await exchanges.prices(connection.exchange, codesOf(holdings.holdings), signal)
  return valueAccount(holdings, (code) => prices.get(code) ?? null)
}
