import { fundingByPairAndDay } from '@/db/queries/flow-sums'
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
  const [received, paid] = [pairs, pairs].map((rows, side) =>
    rows.reduce((sum, { received: plus, paid: minus }) => sum.plus(side === 0 ? plus : minus), ZERO),
  )
  const total = (received ?? ZERO).minus(paid ?? ZERO)
  // None is a sum of nothing only where all is read that would tell of it.
  const whole = coverage.every(({ gaps }) => gaps.every(isOfNoMatter))
  const known = pairs.length === 0 ? whole : pairs.some(({ value }) => value !== null)
  const equity = ids.reduce((sum, id) => sum.plus(points.filter(({ accountId }) => accountId === id).at(-1)?.equity ?? 0), ZERO)
  const share = known && equity.gt(0) ? total.div(equity) : null
  const length = new Decimal(to.getTime() - from.getTime()).div(365 * DAY_MS)
  const byId = new Map(accounts.map((account) => [account.id, account]))
  let cumulative = ZERO
  return {
    from,
    to,
    total: known ? usd(total) : null,
    received: known ? usd(received ?? ZERO) : null,
    paid: known ? usd(paid ?? ZERO) : null,
    shareOfEquity: share?.toDecimalPlaces(12).toFixed() ?? null,
    yearly: share && length.gt(0) ? share.div(length).toDecimalPlaces(12).toFixed() : null,
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

/** What the exchange keeps no longer, or never tells and is no movement from outside. */
const isOfNoMatter = ({ reason, external }: FlowGapView) => reason === 'reach' || (reason === 'untold' && !external)
