import type { ServiceContext } from '@/server/context'
import type { Beyond } from '@/server/domain/alerts/measure'
import type { Rule } from '@/server/domain/alerts/rule'
import { fixed, known } from '@/server/domain/amounts'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { shareOfPutIn } from '@/server/domain/performance/dietz'
import type { AccountView, PerformanceDayView } from '@/server/domain/views'
import { performanceSchema } from '@/server/schemas/flows'
import type { UnexplainedDay } from '../flows/unexplained'
import { gainOf } from '../performance/gain'
import { getPerformance } from '../performance/get'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const SHARE_DECIMALS = 6

/** What a rule needs that no reading shows: it rests on history and on what came and went. Null where that is not known. */
export async function beyondOf(
  ctx: ServiceContext,
  rule: Rule,
  accounts: readonly AccountView[],
  unexplained: readonly UnexplainedDay[] | null,
): Promise<Pick<Beyond, 'gain' | 'drawdown' | 'unexplained'>> {
  if (accounts.length === 0) return {}
  switch (rule.kind) {
    case 'equity_change':
      return { gain: await gainWithin(ctx, accounts, rule.withinMinutes) }
    case 'drawdown':
      return { drawdown: await drawdownShare(ctx, accounts, rule.withinDays) }
    case 'unexplained':
      return { unexplained: unexplainedOf(accounts, unexplained) }
    default:
      return {}
  }
}

/**
 * Gain without flows over the last minutes, up to the newest readings: a fall may not wait for a look at the ledgers. In USD,
 * and as a share of what was put in, so that a fall of what just came in is not measured by what there was before.
 */
async function gainWithin(ctx: ServiceContext, accounts: readonly AccountView[], minutes: number): Promise<Beyond['gain']> {
  const now = ctx.now()
  const stretch = { from: new Date(now.getTime() - minutes * MINUTE_MS), to: now }
  const made = await gainOf(ctx, accounts, stretch, 'readings')
  const share = shareOfPutIn(made)
  return { share: share && fixed(share, SHARE_DECIMALS), usd: made.gain }
}

/** How far the time-weighted index lies below its high of the last days. */
async function drawdownShare(ctx: ServiceContext, accounts: readonly AccountView[], days: number): Promise<DecimalString | null> {
  const from = new Date(ctx.now().getTime() - days * DAY_MS)
  const accountIds = accounts.map(({ id }) => id)
  const input = performanceSchema.parse({ range: 'custom', from, accountIds })
  const { days: index } = await getPerformance(ctx, input, 'readings')
  return belowHigh(index)
}

/** @returns null where the index is not known to the end */
export function belowHigh(days: readonly Pick<PerformanceDayView, 'index'>[]): DecimalString | null {
  const last = known(days.at(-1)?.index)
  if (last === null) return null
  const high = days.reduce((highest, { index }) => (index === null ? highest : Decimal.max(highest, index)), new Decimal(0))
  return high.gt(0) ? fixed(new Decimal(1).minus(last.div(high)), SHARE_DECIMALS) : null
}

/** The newest day of an account whose change nothing explains. */
function unexplainedOf([account]: readonly AccountView[], days: readonly UnexplainedDay[] | null): Beyond['unexplained'] {
  if (days === null || !account) return null
  const own = days.filter(({ accountId }) => accountId === account.id).sort((a, b) => b.day.localeCompare(a.day))
  return own[0] ?? 'none'
}
