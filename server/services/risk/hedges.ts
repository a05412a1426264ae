import type { ServiceContext } from '@/server/context'
import { hedgesNow } from '@/server/domain/risk/hedges'
import type { RiskHedgesView } from '@/server/domain/views'
import { requireScope } from '../authorise'
import { getFunding } from '../balances/funding'
import { getHedges } from '../flows/hedges'
import { heldAccounts } from './held'

/** What was realised is told of so many days. */
const DAYS = 30
const DAY_SECONDS = 86_400

/**
 * Hedges as they stand over all active accounts: what they bring at the funding of now, and what they brought. Asks exchanges
 * for funding, at most once a minute each.
 */
export async function getRiskHedges(ctx: ServiceContext): Promise<RiskHedgesView> {
  requireScope(ctx, 'read')
  const held = await heldAccounts(ctx)
  const accounts = held.map(({ account, snapshot }) => ({
    ...{ accountId: account.id, accountName: account.name, exchange: account.exchange },
    assets: snapshot?.assets ?? [],
    allRead: snapshot?.notIncluded.every(({ unopened }) => unopened === true) ?? false,
  }))
  if (hedgesNow(accounts, () => null).length === 0) return { hedges: [], days: DAYS }
  const [funding, past] = await Promise.all([getFunding(ctx), getHedges(ctx, { range: '30d' })])
  const rates = new Map(funding.map(({ exchange, pair, ...rate }) => [`${exchange} ${pair}`, rate]))
  const realised = new Map(past.hedges.map((hedge) => [hedge.coin, hedge]))
  return {
    hedges: hedgesNow(accounts, (exchange, pair) => rates.get(`${exchange} ${pair}`) ?? null).map((hedge) => {
      const before = realised.get(hedge.coin)
      if (!before) return { ...hedge, realised: null }
      return { ...hedge, realised: { days: before.seconds / DAY_SECONDS, carry: before.carry, yearly: before.yearly } }
    }),
    days: DAYS,
  }
}
