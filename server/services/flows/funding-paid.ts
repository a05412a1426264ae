import { type FundingOfPair, fundingByPairAndDay } from '@/db/queries/flow-sums'
import { closes } from '@/db/queries/performance-days'
import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import type { FlowGapView, FundingPaidView } from '@/server/domain/views'
import type { FundingPaidInput } from '@/server/schemas/flows'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { rangeOf } from '../history/range'
import { coverageOfAccounts } from './coverage'

const DAY_MS = 86_400_000

/**
 * Funding that was paid and received by pair, account and day (UTC), and what it comes to as a share of equity. Figures are
 * of entries that have a value; the coins of the others are named.
 * @throws DomainError `not_found` that says which account
 */
export async function getFundingPaid(ctx: ServiceContext, input: FundingPaidInput): Promise<FundingPaidView> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asUser(ctx.userId, (tx) => oldestPoint(tx, ctx.userId)))
  const ids = accounts.map(({ id }) => id)
  const [{ pairs, days }, points, coverage] = await Promise.all([
    ctx.db.asUser(ctx.userId, (tx) => fundingByPairAndDay(tx, ctx.userId, ids, { from, to })),
    ctx.db.asUser(ctx.userId, (tx) =>
      closes(tx, ctx.userId, ids, { from: new Date(to.getTime() - 3 * DAY_MS), to, width: 86_400 }),
    ),
    coverageOfAccounts(ctx, accounts),
  ])
  const equityOf = (id: string) => new Decimal(points.filter(({ accountId }) => accountId === id).at(-1)?.equity ?? 0)
  const years = new Decimal(to.getTime() - from.getTime()).div(365 * DAY_MS)
  // None is a sum of nothing only where all is read that would tell of it.
  const whole = coverage.every(({ gaps }) => gaps.every((gap) => isOfNoMatter(gap, from)))
  const sums = summed(pairs, ids.map(equityOf), years, whole)
  const byId = new Map(accounts.map((account) => [account.id, account]))
  let cumulative = ZERO
  return {
    from,
    to,
    ...sums,
    byAccount: [...new Set(pairs.map(({ accountId }) => accountId))].map((accountId) => {
      const own = pairs.filter((pair) => pair.accountId === accountId)
      return { accountId, accountName: byId.get(accountId)?.name ?? '', ...summed(own, [equityOf(accountId)], years, true) }
    }),
    byPair: pairs.map(({ accountId, pair, coin, amount, value, entries }) => ({
      ...{ accountId, pair, coin, entries },
      amount: new Decimal(amount).toFixed(),
      value: value === null ? null : usd(new Decimal(value)),
      accountName: byId.get(accountId)?.name ?? '',
      exchange: byId.get(accountId)?.exchange ?? '',
    })),
    byDay: days.map(({ day, value }) => {
      cumulative = cumulative.plus(value)
      return { day, value: usd(new Decimal(value)) ?? '0', cumulative: usd(cumulative) ?? '0' }
    }),
    leftOut: [...new Set(pairs.flatMap(({ coin, unvalued }) => (unvalued > 0 ? [coin] : [])))].sort(),
  }
}

/** Sums of pairs that have a value; not known where none has. */
function summed(pairs: readonly FundingOfPair[], equities: readonly Decimal[], years: Decimal, none: boolean) {
  const sum = (of: (pair: FundingOfPair) => string) => pairs.reduce((total, pair) => total.plus(of(pair)), ZERO)
  const [received, paid] = [sum((pair) => pair.received), sum((pair) => pair.paid)]
  const known = pairs.length === 0 ? none : pairs.some(({ value }) => value !== null)
  const equity = equities.reduce((total, each) => total.plus(each), ZERO)
  const share = known && equity.gt(0) ? received.minus(paid).div(equity) : null
  return {
    total: known ? usd(received.minus(paid)) : null,
    received: known ? usd(received) : null,
    paid: known ? usd(paid) : null,
    shareOfEquity: share?.toDecimalPlaces(12).toFixed() ?? null,
    yearly: share && years.gt(0) ? share.div(years).toDecimalPlaces(12).toFixed() : null,
  }
}

/** What is not known of a time before a stretch; what the exchange keeps no longer, or never tells and is no movement from outside. */
export function isOfNoMatter({ reason, external, to }: FlowGapView, from: Date): boolean {
  if (reason === 'untold') return !external
  return reason === 'reach' || (to !== null && to <= from)
}
