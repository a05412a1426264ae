import { type FlowFilter, listFlows as readFlows } from '@/db/queries/flows'
import type { ServiceContext } from '@/server/context'
import type { AccountView, FlowsView } from '@/server/domain/views'
import type { ListFlowsInput } from '@/server/schemas/flows'
import { chooseAccounts, loadAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { flowView } from './view'

/**
 * Entries of the user's accounts, newest first, page by page. Named by their rows, those of archived accounts are found too.
 * @throws DomainError `not_found` that says which account
 */
export async function listFlows(ctx: ServiceContext, input: ListFlowsInput): Promise<FlowsView> {
  requireScope(ctx, 'read')
  const accounts = input.ids ? await loadAccounts(ctx, true) : await chooseAccounts(ctx, input)
  const filter = filterOf(input, accounts)
  // One more than is shown tells whether there are more.
  const rows = await ctx.db.asDesk(ctx.deskId, (tx) => readFlows(tx, ctx.deskId, { ...filter, limit: input.limit + 1 }))
  const shown = rows.slice(0, input.limit)
  const last = rows.length > input.limit ? shown.at(-1) : undefined
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return {
    flows: shown.flatMap((row) => {
      const account = byId.get(row.accountId)
      return account ? [flowView(row, account)] : []
    }),
    next: last ? `${last.at.getTime()}-${last.rowId}` : null,
  }
}

function filterOf(input: ListFlowsInput, accounts: readonly AccountView[]): FlowFilter {
  const { from, to, kinds, states, coins, paired, ids, after } = input
  const [at, rowId] = after?.split('-') ?? []
  return {
    accountIds: accounts.map(({ id }) => id),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(kinds ? { kinds } : {}),
    ...(states ? { states } : {}),
    ...(coins ? { coins } : {}),
    ...(paired === undefined ? {} : { paired }),
    ...(ids ? { rowIds: ids } : {}),
    ...(at && rowId ? { after: { at: new Date(Number(at)), rowId } } : {}),
  }
}
