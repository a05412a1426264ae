import { coinPrices } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal } from '@/server/domain/decimal'
import { BENCHMARKS, type Benchmark, benchmark } from '@/server/domain/performance/benchmark'
import type { IndexDay } from '@/server/domain/performance/index-of'
import type { PerformanceView } from '@/server/domain/views'

const DAY_MS = 86_400_000

/**
 * What the same money would have become, by daily prices of readings in which the user held the coin. One for which a price
 * is missing is absent: not known.
 */
export async function benchmarksOf(ctx: ServiceContext, days: readonly IndexDay[]): Promise<PerformanceView['benchmarks']> {
  const held = days.slice(days.findIndex(({ opened }) => !opened.isZero()))
  const [first, last] = [held[0], held.at(-1)]
  if (!first || !last || first.opened.isZero()) return []
  const before = new Date(Date.parse(`${first.day}T00:00:00Z`) - DAY_MS)
  const prices = await ctx.db.asDesk(ctx.deskId, (tx) => coinPrices(tx, ctx.deskId, ['BTC', 'ETH'], before))
  const end = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS)
  const known = new Map(prices.map(({ coin, day, price }) => [`${coin} ${end(day).getTime()}`, new Decimal(price)]))
  const stretch = {
    start: first.opened,
    from: new Date(`${first.day}T00:00:00Z`),
    to: end(last.day),
    flows: held.filter(({ flows }) => !flows.isZero()).map(({ day, flows }) => ({ at: end(day), value: flows })),
    priceAt: (coin: string, at: Date) => known.get(`${coin} ${at.getTime()}`) ?? null,
  }
  return Object.entries(BENCHMARKS).flatMap(([id, shares]) => {
    const made = benchmark(shares, stretch)
    if (!made) return []
    const twr = made.factor?.minus(1).toDecimalPlaces(12).toFixed() ?? null
    return [{ id: id as Benchmark, end: usd(made.end) ?? '0', gain: usd(made.gain) ?? '0', twr }]
  })
}
