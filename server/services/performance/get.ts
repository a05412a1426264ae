import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { covers, FLOWS_LAG_MS, lookedUntil } from '@/server/domain/performance/coverage'
import { annualised } from '@/server/domain/performance/dietz'
import { type IndexDay, linkDays } from '@/server/domain/performance/index-of'
import { type Risk, riskOf } from '@/server/domain/performance/risk'
import type { ReturnNote } from '@/server/domain/performance/types'
import { xirr } from '@/server/domain/performance/xirr'
import type {
  AccountView,
  FlowCoverageView,
  PerformanceDayView,
  PerformanceFigures,
  PerformanceView,
  RiskView,
} from '@/server/domain/views'
import type { PerformanceInput } from '@/server/schemas/flows'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { coverageOfAccounts } from '../flows/coverage'
import { rangeOf } from '../history/range'
import { benchmarksOf } from './benchmarks'
import type { GainEnd } from './gain'
import { type LoadedDays, loadDays, loadEach } from './load'
import { bringDays } from './make-days'

const RATE_DECIMALS = 12
const DAY_MS = 86_400_000

const dayName = (at: Date) => at.toISOString().slice(0, 10)
const rate = (value: Decimal | null) => (value === null ? null : value.toDecimalPlaces(RATE_DECIMALS).toFixed())
const growth = (factor: Decimal | null) => rate(factor?.minus(1) ?? null)

/**
 * Returns of the user's accounts together over whole days (UTC), and of each account or exchange: gain without what came
 * and went, time-weighted and money-weighted returns, and figures of the index. Where not everything that came and went is
 * known, there are none. The day that is not over ends with the last look at the ledgers, or with the newest readings.
 * @throws DomainError `not_found` that says which account
 */
export async function getPerformance(
  ctx: ServiceContext,
  input: PerformanceInput,
  end: GainEnd = 'ledgers',
): Promise<PerformanceView> {
  requireScope(ctx, 'read')
  return performanceOf(ctx, await chooseAccounts(ctx, input), input, end)
}

/** The same of accounts that were chosen already, ones that are archived by now among them. */
export async function performanceOf(
  ctx: ServiceContext,
  accounts: readonly AccountView[],
  input: PerformanceInput,
  end: GainEnd = 'ledgers',
): Promise<PerformanceView> {
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const ids = accounts.map(({ id }) => id)
  // A day that the stretch begins within is its beginning: returns are of the days behind it, to the last that it reaches into.
  const first = new Date(Math.ceil(from.getTime() / DAY_MS) * DAY_MS)
  const last = to < ctx.now() ? new Date(to.getTime() - 1) : ctx.now()
  const range = { from: dayName(first), to: dayName(last) }
  const coverage = await coverageOfAccounts(ctx, accounts)
  const until = new Map(
    coverage.flatMap(({ accountId, knownTo: known }) => {
      const at = lookedUntil(known, ctx.now())
      return end === 'ledgers' && at < ctx.now() ? [[accountId, at] as const] : []
    }),
  )
  const open = await bringDays(ctx, ids, range, until)
  const stretch = { from: first, to: last, open }
  const whole = await loadDays(ctx, ids, stretch)
  const each = input.groupBy === 'account' ? await loadEach(ctx, ids, stretch) : null
  const groups = await Promise.all(
    groupsOf(input.groupBy, accounts).map(async ({ key, label, of }) => {
      const own = of.map(({ id }) => id)
      const days = each?.get(key) ?? (await loadDays(ctx, own, stretch))
      return { key, label, ...figures(days, isKnown(coverage, own, days.days, stretch)) }
    }),
  )
  const known = isKnown(coverage, ids, whole.days, stretch)
  const rates = known ? whole.days.flatMap((day) => (day.rate === null ? [] : [{ day: day.day, rate: day.rate }])) : []
  return {
    from,
    to,
    ...figures(whole, known),
    flowsKnownTo: knownTo(coverage),
    risk: riskView(riskOf(rates)),
    benchmarks: known ? await benchmarksOf(ctx, whole.days) : [],
    days: dayViews(whole.days, known),
    groups,
    inTransit: onTheWay(whole, accounts),
  }
}

function groupsOf(
  by: PerformanceInput['groupBy'],
  accounts: readonly AccountView[],
): { key: string; label: string; of: AccountView[] }[] {
  if (by === 'none') return []
  if (by === 'account') return accounts.map((account) => ({ key: account.id, label: account.name, of: [account] }))
  const exchanges = new Map(accounts.map(({ exchange, exchangeName }) => [exchange, exchangeName]))
  return [...exchanges].map(([key, label]) => ({ key, label, of: accounts.filter(({ exchange }) => exchange === key) }))
}

/** Whether all that came and went of these accounts is known from their first day in the stretch to the end of it. */
function isKnown(
  coverage: readonly FlowCoverageView[],
  ids: readonly string[],
  days: readonly IndexDay[],
  { to }: { to: Date },
): boolean {
  const start = days.find(({ opened }) => !opened.isZero()) ?? days[0]
  if (!start) return false
  const begins = new Date(`${start.day}T00:00:00Z`)
  return coverage
    .filter(({ accountId }) => ids.includes(accountId))
    .every(({ knownFrom, knownTo: until }) =>
      covers({ from: knownFrom, to: until }, begins, new Date(to.getTime() - FLOWS_LAG_MS)),
    )
}

function knownTo(coverage: readonly FlowCoverageView[]): Date | null {
  const ends = coverage.map(({ knownTo: to }) => to)
  if (ends.length === 0 || ends.some((to) => to === null)) return null
  return new Date(Math.min(...ends.map((to) => to?.getTime() ?? 0)))
}

function figures({ days, leftOut }: LoadedDays, known: boolean): PerformanceFigures {
  const [first, last] = [days[0], days.at(-1)]
  const none = { start: null, end: null, flows: null, gain: null, twr: null, twrYearly: null, xirr: null, leftOut }
  if (!first || !last) return { ...none, notes: ['no_points'] }
  const ends = { start: usd(first.opened), end: usd(last.closed) }
  if (!known) return { ...none, ...ends, notes: ['gap'] }
  const flows = days.reduce((sum, day) => sum.plus(day.flows), ZERO)
  const factor = linkDays(days)
  const span = [new Date(`${first.day}T00:00:00Z`), new Date(Date.parse(`${last.day}T00:00:00Z`) + 86_400_000)] as const
  const yearly = factor && annualised(factor, ...span)
  return {
    ...ends,
    flows: usd(flows),
    gain: usd(last.closed.minus(first.opened).minus(flows)),
    twr: growth(factor),
    twrYearly: growth(yearly),
    xirr: rate(moneyWeighted(days, span[0])),
    notes: notesOf(days, factor),
    leftOut,
  }
}

function notesOf(days: readonly IndexDay[], factor: Decimal | null): ReturnNote[] {
  if (factor !== null) return []
  return [...new Set(days.flatMap(({ note }) => (note === null ? [] : [note])))]
}

/** What was held and what came in was put in; what went and what is left came out. Flows at the end of their days. */
function moneyWeighted(days: readonly IndexDay[], from: Date): Decimal | null {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  const end = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000)
  return xirr([
    { at: from, amount: first.opened.neg() },
    ...days.filter(({ flows }) => !flows.isZero()).map(({ day, flows }) => ({ at: end(day), amount: flows.neg() })),
    { at: end(last.day), amount: last.closed },
  ])
}

function dayViews(days: readonly IndexDay[], known: boolean): PerformanceDayView[] {
  let index: Decimal | null = new Decimal(1)
  return days.map(({ day, opened, closed, inTransit, flows, gain, rate: share, note }) => {
    if (share !== null) index = index?.times(share.plus(1)) ?? null
    else if (!(note === 'no_equity' && opened.isZero())) index = null
    return {
      day,
      opened: usd(opened) ?? '0',
      closed: usd(closed) ?? '0',
      inTransit: usd(inTransit) ?? '0',
      // Without all that came and went none of it is a sum.
      flows: known ? usd(flows) : null,
      gain: known ? usd(gain) : null,
      rate: known ? rate(share) : null,
      index: known ? rate(index) : null,
    }
  })
}

function riskView({ days, volatility, sharpe, sortino, best, worst, drawdown }: Risk): RiskView {
  const of = (value: { day: string; rate: Decimal } | null) => value && { day: value.day, rate: rate(value.rate) ?? '0' }
  return {
    days,
    volatility: rate(volatility),
    sharpe: rate(sharpe),
    sortino: rate(sortino),
    best: of(best),
    worst: of(worst),
    drawdown: drawdown && { ...drawdown, share: rate(drawdown.share) ?? '0' },
  }
}

function onTheWay({ transfers }: LoadedDays, accounts: readonly AccountView[]): PerformanceView['inTransit'] {
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return transfers
    .filter(({ arrivedAt }) => arrivedAt === null)
    .map(({ from, to, leftAt, left }) => ({
      coin: from.coin,
      size: new Decimal(from.amount).abs().toFixed(),
      value: usd(left),
      since: leftAt,
      from: names.get(from.account) ?? '',
      to: names.get(to.account) ?? '',
    }))
}
