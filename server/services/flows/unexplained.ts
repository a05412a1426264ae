import { accountDays } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { fixed } from '@/server/domain/amounts'
import type { DecimalString } from '@/server/domain/decimal'
import { shareOf, wantsAttention } from '@/server/domain/performance/unexplained'
import type { AttentionItem, FlowCoverageView, FlowGapView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { coverageOfAccounts } from './coverage'

/** A change that nobody looked at for so long is told no more. */
const DAYS = 7
const DAY_MS = 86_400_000

/** A day of an account whose change nothing explains: USD, and as a share of its equity. */
export interface UnexplainedDay {
  accountId: string
  /** UTC. */
  day: string
  usd: DecimalString
  share: DecimalString
}

/** Days whose change nothing explains, of the user's active accounts whose ledgers are known. */
export async function unexplainedDays(ctx: ServiceContext): Promise<UnexplainedDay[]> {
  const accounts = await loadAccounts(ctx, false)
  const ids = accounts.map(({ id }) => id)
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const now = ctx.now().getTime()
  const [days, coverage] = await Promise.all([
    ctx.db.asDesk(ctx.deskId, (tx) => accountDays(tx, ctx.deskId, ids, { from: day(now - DAYS * DAY_MS), to: day(now) })),
    coverageOfAccounts(ctx, accounts),
  ])
  // What is not read yet explains nothing, and says so by itself.
  const known = new Set(ids.filter((id) => gapsOf(coverage, id).every(isKnownFor)))
  return days.flatMap((each) => {
    if (!each.parts || !known.has(each.accountId)) return []
    const { unexplained } = each.parts
    if (!wantsAttention({ ...each, unexplained })) return []
    return [{ accountId: each.accountId, day: each.day, usd: unexplained, share: fixed(shareOf(unexplained, each), 6) }]
  })
}

/** Ledgers that cannot be read, of the user's active accounts. */
export async function flowNotices(ctx: ServiceContext): Promise<AttentionItem[]> {
  const accounts = await loadAccounts(ctx, false)
  const coverage = await coverageOfAccounts(ctx, accounts)
  return accounts.flatMap(({ id, name }) =>
    gapsOf(coverage, id)
      .filter(isTrouble)
      .map(({ from, words }) => ({
        ...{ level: 'note' as const, accountId: id, accountName: name, since: from },
        matter: { kind: 'flow-gap' as const, words },
      })),
  )
}

const gapsOf = (coverage: readonly FlowCoverageView[], id: string) =>
  coverage.find(({ accountId }) => accountId === id)?.gaps ?? []

/** Gaps that leave what is read explained: of long ago, or of what a change is made of alone. */
const isKnownFor = ({ reason, external }: FlowGapView) => reason === 'reach' || (reason === 'untold' && !external)

/** What the exchange never tells is said on the page of flows; what fails may be mended. */
const isTrouble = ({ reason, external }: FlowGapView) => external && (reason === 'permission' || reason === 'failing')
