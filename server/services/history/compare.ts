import { pricesBetween } from '@/db/queries/day-prices'
import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal } from '@/server/domain/decimal'
import { equitySeries, type RawPoint } from '@/server/domain/history'
import type { Compared } from '@/server/domain/performance/compared'
import { courseOf } from '@/server/domain/performance/course'
import { DEFAULT_RETENTION, storedResolution } from '@/server/domain/retention'
import type { ComparisonView, EquitySeries } from '@/server/domain/views'
import type { CompareHistoryInput } from '@/server/schemas/history'
import { requireScope } from '../authorise'
import { moneyOf, readStretch, settledOf } from '../performance/gain'
import { allActive, type ChartedAccount, chosenAccounts, longestInterval, taggedActive } from './chosen'
import { equityHistoryOf } from './equity'
import { rangeOf } from './range'

const COINS: Record<Compared, { coin: string; label: string }> = {
  btc: { coin: 'BTC', label: 'In Bitcoin' },
  eth: { coin: 'ETH', label: 'In Ether' },
}
/** A price counts for so many of its widths: one reading may fail. */
const REACH = 2
/** Antarctica/Troll changes its clock by two hours. */
const LONGER_DAY_MS = 7_200_000

/**
 * What the same money, put in and taken out at the same moments, would have been in Bitcoin or ether, at the steps of the
 * history of equity of the same stretch. Prices are those of readings in which the user held the coin, as on the page of
 * performance.
 * @throws DomainError `not_found` that says which account
 */
export async function compareHistory(ctx: ServiceContext, { against, ...input }: CompareHistoryInput): Promise<ComparisonView> {
  requireScope(ctx, 'read')
  const accounts = await chosen(ctx, input)
  // None named would be all.
  const named = input.tags?.length ? { accountIds: accounts.map(({ id }) => id) } : {}
  const now = ctx.now()
  const stretch = await rangeOf(input, now, () => ctx.db.readPast(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const [history, read] = await Promise.all([
    equityHistoryOf(ctx, { ...input, ...named, groupBy: 'total' }, Promise.resolve(accounts)),
    readStretch(ctx, accounts, stretch),
  ])
  const { opened, put, known } = moneyOf(stretch, { ...read, settled: settledOf(accounts, read, stretch) })
  const missing = (because: ComparisonView['missing'][number]['because']) => against.map((id) => ({ id, because }))
  if (!known) return { series: [], missing: missing('flows'), partly: [] }
  const steps = (history.series[0]?.points ?? []).flatMap(({ at, close }) =>
    close === null ? [] : [{ at, close: new Decimal(close) }],
  )
  const moments = steps.map(({ at }, index) => endOf(at, steps[index + 1]?.at, history.resolutionSeconds * 1000))
  const width = storedResolution(
    (ctx.retention ?? DEFAULT_RETENTION).assetPointSeconds,
    stretch.from,
    now,
    history.resolutionSeconds,
  )
  const reachMs = REACH * width * 1000
  const range = { from: new Date(stretch.from.getTime() - reachMs), to: stretch.to, width }
  const wanted = against.map((id) => COINS[id].coin)
  const found = await ctx.db.readPast(ctx.deskId, (tx) => pricesBetween(tx, ctx.deskId, wanted, range))
  const made = against.map((id): { id: Compared; series: EquitySeries | null; partly: ComparisonView['partly'] } => {
    const { coin, label } = COINS[id]
    const {
      opened: first,
      values,
      joins,
    } = courseOf({
      ...{ start: opened, from: stretch.from, flows: put, reachMs },
      prices: found.filter((each) => each.coin === coin).map(({ at, price }) => ({ at, price: new Decimal(price) })),
      // As equity is told of each step: at its end.
      ...{ moments, equity: steps.map(({ close }) => close) },
    })
    const last = values.findLastIndex((value) => value !== null)
    if (first === null || last === -1) return { id, series: null, partly: [] }
    const since = joins === null ? null : (steps[joins]?.at ?? null)
    const until = last === values.length - 1 ? null : (moments[last] ?? null)
    const points = pointsOf(
      steps.map(({ at }) => at),
      values,
      first,
    )
    const shown = { resolutionSeconds: history.resolutionSeconds, intervalSeconds: longestInterval(accounts) }
    return {
      id,
      partly: since === null && until === null ? [] : [{ id, since, until }],
      series: equitySeries({ key: id, label, accounts: 0 }, points, {
        ...shown,
        to: new Date(Math.min(stretch.to.getTime(), now.getTime())),
      }),
    }
  })
  return {
    series: made.flatMap(({ series }) => series ?? []),
    missing: made.flatMap(({ id, series }) => (series === null ? [{ id, because: 'price' as const }] : [])),
    partly: made.flatMap(({ partly }) => partly),
  }
}

async function chosen(
  ctx: ServiceContext,
  { accountIds, tags }: Pick<CompareHistoryInput, 'accountIds' | 'tags'>,
): Promise<readonly ChartedAccount[]> {
  if (tags?.length) return taggedActive(ctx, tags)
  return accountIds?.length ? chosenAccounts(ctx, accountIds) : allActive(ctx)
}

/** A step lasts until the next one, longer than its width only on a day on which the clock is changed; behind a gap it is its width. */
function endOf(at: Date, next: Date | undefined, shownMs: number): Date {
  const lasts = next ? next.getTime() - at.getTime() : shownMs
  return new Date(at.getTime() + (lasts <= shownMs + LONGER_DAY_MS ? lasts : shownMs) - 1)
}

/** Each opens where the one before closed. */
function pointsOf(at: readonly Date[], values: readonly (Decimal | null)[], opened: Decimal): RawPoint[] {
  let before = opened
  return values.flatMap((value, index): RawPoint[] => {
    const moment = at[index]
    if (value === null || moment === undefined) return []
    const ends = [before, value]
    before = value
    const text = (amount: Decimal) => usd(amount) ?? '0'
    return [
      {
        at: moment,
        open: text(ends[0] ?? value),
        high: text(Decimal.max(...ends)),
        low: text(Decimal.min(...ends)),
        close: text(value),
        ...{ grossExposure: null, netExposure: null, accounts: 0, bound: 'exact', openAside: '0', closeAside: '0', came: '0' },
      },
    ]
  })
}
