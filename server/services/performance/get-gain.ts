import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { marksOf } from '@/server/domain/flows/marks'
import { changesOfAccount, isExternal, kindOf, usdOf } from '@/server/domain/performance/flows'
import type { FlowMark, StretchView } from '@/server/domain/views'
import type { GainInput } from '@/server/schemas/flows'
import { requireScope } from '../authorise'
import type { CoveredAccount } from '../flows/coverage'
import { allActive, chosenAccounts, taggedActive } from '../history/chosen'
import { rangeOf } from '../history/range'
import { gainOfAll, type ReadStretch, readStretch, settledOf } from './gain'

/** Marks that a chart has at most: more stand closer than they can be told apart. */
const MOST_MARKS = 200

/**
 * Change of equity without what came and went, of accounts together, and that as marks: what is said beside a chart of
 * equity, and on it.
 * @throws DomainError `not_found` that says which account
 */
export async function getGain(ctx: ServiceContext, input: GainInput): Promise<StretchView> {
  requireScope(ctx, 'read')
  const accounts = await accountsOf(ctx, input)
  const stretch = await rangeOf(input, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const read = await readStretch(ctx, accounts, stretch)
  return { ...gainOfAll(accounts, read, stretch), marks: marksOfStretch(accounts, read, stretch) }
}

async function accountsOf(ctx: ServiceContext, { accountIds, tags }: GainInput): Promise<readonly CoveredAccount[]> {
  if (tags && tags.length > 0) return taggedActive(ctx, tags)
  return accountIds && accountIds.length > 0 ? chosenAccounts(ctx, accountIds) : allActive(ctx)
}

/** What came to the accounts from outside of them and went there: between two of them it is neither. */
function marksOfStretch(accounts: readonly CoveredAccount[], read: ReadStretch, stretch: { from: Date; to: Date }): FlowMark[] {
  const { from, to } = stretch
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const between = new Set(settledOf(accounts, read, stretch).between.flatMap(({ outId, inId }) => [outId, inId]))
  const external = changesOfAccount(read.flows).filter(
    (flow) => isExternal(flow) && !between.has(flow.rowId) && flow.at >= from && flow.at < to,
  )
  const told = external.map((flow) => ({
    id: flow.rowId,
    at: flow.at,
    accountName: names.get(flow.accountId) ?? '',
    kind: kindOf(flow),
    coin: flow.coin,
    amount: flow.amount,
    value: usd(usdOf(flow)),
  }))
  return marksOf(told, from, Math.max(1, (to.getTime() - from.getTime()) / MOST_MARKS))
}
