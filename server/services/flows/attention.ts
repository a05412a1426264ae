import { accountDays } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { fixed } from '@/server/domain/amounts'
import { shareOf, wantsAttention } from '@/server/domain/performance/unexplained'
import type { AttentionItem, FlowGapView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { coverageOfAccounts } from './coverage'

/** A change that nobody looked at for so long is told no more. */
const DAYS = 7
const DAY_MS = 86_400_000

/** Days whose change nothing explains, and ledgers that cannot be read, of the user's active accounts. */
export async function flowAttention(ctx: ServiceContext): Promise<AttentionItem[]> {
  const accounts = await loadAccounts(ctx, false)
  const ids = accounts.map(({ id }) => id)
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const now = ctx.now().getTime()
  const [days, coverage] = await Promise.all([
    ctx.db.asUser(ctx.userId, (tx) => accountDays(tx, ctx.userId, ids, { from: day(now - DAYS * DAY_MS), to: day(now) })),
    coverageOfAccounts(ctx, accounts),
  ])
  const items: AttentionItem[] = []
  for (const { id, name } of accounts) {
    const ledgers = coverage.find(({ accountId }) => accountId === id)
    // What is not read yet explains nothing, and says so by itself.
    const whole = (ledgers?.gaps ?? []).every(isKnownFor)
    for (const each of days) {
      if (each.accountId !== id || !each.parts || !whole) continue
      const { unexplained } = each.parts
      if (!wantsAttention({ ...each, unexplained })) continue
      const share = fixed(shareOf(unexplained, each), 6)
      const matter = { kind: 'unexplained', day: each.day, amount: unexplained, share } as const
      items.push({ level: 'warning', accountId: id, accountName: name, since: each.closeAt, matter })
    }
    for (const gap of ledgers?.gaps ?? []) {
      if (!isTrouble(gap)) continue
      items.push({
        level: 'note',
        accountId: id,
        accountName: name,
        since: gap.from,
        matter: { kind: 'flow-gap', words: gap.words },
      })
    }
  }
  return items
}

/** Gaps that leave what is read explained: of long ago, or of what a change is made of alone. */
const isKnownFor = ({ reason, external }: FlowGapView) => reason === 'reach' || (reason === 'untold' && !external)

/** What the exchange never tells is said on the page of flows; what fails may be mended. */
const isTrouble = ({ reason, external }: FlowGapView) => external && (reason === 'permission' || reason === 'failing')
