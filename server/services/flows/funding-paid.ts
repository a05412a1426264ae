import { type FundingOfPair, fundingByPairAndDay } from '@/db/queries/flow-sums'
import { closes } from '@/db/queries/performance-days'
import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { FLOWS_LAG_MS } from '@/server/domain/performance/coverage'
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
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const ids = accounts.map(({ id }) => id)
  const [{ pairs, days }, points, coverage] = await Promise.all([
    ctx.db.asDesk(ctx.deskId, (tx) => fundingByPairAndDay(tx, ctx.deskId, ids, { from, to })),
    ctx.db.asDesk(ctx.deskId, (tx) =>
      closes(tx, ctx.deskId, ids, { from: new Date(to.getTime() - 3 * DAY_MS), to, width: 86_400 }),
    ),
    coverageOfAccounts(ctx, accounts),
  ])
  // An account that was not read of late is worth what nobody knows: as nothing, the share would be too large.
  const last = new Map(points.map(({ accountId, equity }) => [accountId, new Decimal(equity)]))
  const equityOf = (id: string) => last.get(id) ?? null
  const reading = new Set(
    coverage.flatMap(({ accountId, gaps }) => (gaps.some((gap) => isBeingRead(gap, { from, to })) ? [accountId] : [])),
  )
  const years = new Decimal(to.getTime() - from.getTime()).div(365 * DAY_MS)
  // None is a sum of nothing only where all is read that would tell of it.
  const whole = coverage.every(({ gaps }) => gaps.every((gap) => isOfNoMatter(gap, from)))
  const sums = summed(pairs, { equities: ids.map(equityOf), years, none: whole, partial: reading.size > 0 })
  const byId = new Map(accounts.map((account) => [account.id, account]))
  let cumulative = ZERO
  return {
    from,
    to,
    ...sums,
    byAccount: [...new Set(pairs.map(({ accountId }) => accountId))].map((accountId) => {
      const own = pairs.filter((pair) => pair.accountId === accountId)
      const partial = reading.has(accountId)
      const made = summed(own, { equities: [equityOf(accountId)], years, none: true, partial })
      return { accountId, accountName: byId.get(accountId)?.name ?? '', ...made }
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

/** Sums of pairs that have a value; not known where none has, or more of them are still to be read. */
function summed(
  pairs: readonly FundingOfPair[],
  { equities, years, none, partial }: { equities: readonly (Decimal | null)[]; years: Decimal; none: boolean; partial: boolean },
) {
  const sum = (of: (pair: FundingOfPair) => string) => pairs.reduce((total, pair) => total.plus(of(pair)), ZERO)
  const [received, paid] = [sum((pair) => pair.received), sum((pair) => pair.paid)]
  const known = !partial && (pairs.length === 0 ? none : pairs.some(({ value }) => value !== null))
  const equity = equities.reduce<Decimal | null>((total, each) => total && each && total.plus(each), ZERO)
  const share = known && equity?.gt(0) ? received.minus(paid).div(equity) : null
  return {
    total: known ? usd(received.minus(paid)) : null,
    received: known ? usd(received) : null,
    paid: known ? usd(paid) : null,
    shareOfEquity: share?.toDecimalPlaces(12).toFixed() ?? null,
    yearly: share && years.gt(0) ? share.div(years).toDecimalPlaces(12).toFixed() : null,
  }
}

/**
 * Whether an account's entries of a stretch are still being read, or have not been for a while: what is there of them is a
 * part of the whole, and told as the whole it would be a wrong number.
 */
export function isBeingRead({ reason, from, to }: FlowGapView, stretch: { from: Date; to: Date }): boolean {
  if (reason === 'failing') return from === null || stretch.to.getTime() - from.getTime() > FLOWS_LAG_MS
  return reason === 'reading' && (to === null || to > stretch.from)
}

/** What is not known of a time before a stretch; what the exchange keeps no longer, or never tells and is no movement from outside. */
export function isOfNoMatter({ reason, external, to }: FlowGapView, from: Date): boolean {
  if (reason === 'untold') return !external
  return reason === 'reach' || (to !== null && to <= from)
}
