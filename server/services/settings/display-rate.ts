import type { ServiceContext } from '../../context'
import type { DisplayRateView } from '../../domain/views'
import { loadAccounts } from '../accounts/load'
import { requireSession } from '../authorise'
import { withDeadline } from '../deadline'
import { getSettings } from './get'

/** A page waits for this at most; without a rate sums stay in USD. */
const DEADLINE_MS = 2000

/** The rate that needs no price; null where one has to be asked for. */
export function knownRate(currency: string, now: Date): DisplayRateView | null {
  return currency === 'USD' ? { currency, usdPerUnit: '1', asOf: now } : null
}

/** The rate of the currency that the user chose, for their pages: as `rateOf`. */
export async function getDisplayRate(ctx: ServiceContext): Promise<DisplayRateView> {
  requireSession(ctx)
  const { baseCurrency } = await getSettings(ctx)
  return rateOf(ctx, baseCurrency)
}

/**
 * What one unit of a currency is worth in USD now, by the prices of the exchanges that the user has accounts on. Never
 * throws for an exchange: `usdPerUnit` is null where there is no route or no answer in time.
 */
export async function rateOf(ctx: ServiceContext, currency: string): Promise<DisplayRateView> {
  const known = knownRate(currency, ctx.now())
  if (known) return known
  const used = [...new Set((await loadAccounts(ctx, false)).map(({ exchange }) => exchange))]
  for (const exchange of used) {
    try {
      const prices = await withDeadline(DEADLINE_MS, ctx.signal, (signal) => ctx.exchanges.prices(exchange, [currency], signal))
      const price = prices.get(currency)
      if (price) return { currency, usdPerUnit: price.usd, asOf: price.asOf }
    } catch {
      // The prices of an exchange that is down; the next one in use may know the currency.
      ctx.signal.throwIfAborted()
    }
  }
  return { currency, usdPerUnit: null, asOf: null }
}
