import type { ServiceContext } from '@/server/context'
import { isByTags, movesWithReadings } from '@/server/domain/account-table'
import type {
  AccountLine,
  AccountLinesView,
  AttentionItem,
  DeskFreshness,
  ExposureRow,
  OverviewSummary,
} from '@/server/domain/views'
import type { LinesInput, LinesOfInput } from '@/server/schemas/overview'
import { tableOfDesk } from '../accounts/table'
import { readFiring } from '../alerts/firing'
import { flowNotices } from '../flows/unexplained'
import { loadTags } from '../tags/load'
import { readDesk } from './desk'

/** Totals over all active accounts, as large for any number of them. Asks no exchange. */
export async function getSummary(ctx: ServiceContext): Promise<OverviewSummary> {
  const [desk, alerts] = await Promise.all([readDesk(ctx), readFiring(ctx)])
  return desk.summary(ctx.now(), alerts)
}

/** Lines of active accounts, chosen, sorted, grouped and summed as the list of accounts is, and of a window over it. */
export async function getLines(ctx: ServiceContext, { from, count, ...choice }: LinesInput): Promise<AccountLinesView> {
  // Tags are read only where somebody chooses by them.
  const [desk, tags] = await Promise.all([readDesk(ctx), isByTags(choice) ? loadTags(ctx) : []])
  const now = ctx.now()
  const { rows, ...of } = tableOfDesk(desk, desk.active, { choice: { ...choice, count: from + count }, tags, now })
  const chosen = rows.slice(from)
  const lines = new Map(
    desk.linesOf(new Set(chosen.map(({ account }) => account.id)), now).map((line) => [line.account.id, line]),
  )
  const first = chosen.flatMap(({ account, group }) => {
    const line = lines.get(account.id)
    return line ? [{ ...line, group }] : []
  })
  return { first, of: of.sum.accounts, ...of, from, moves: movesWithReadings(choice) }
}

/** Lines of the accounts named; those that are not among the active ones are left out. */
export async function getLinesOf(ctx: ServiceContext, { accountIds }: LinesOfInput): Promise<AccountLine[]> {
  return (await readDesk(ctx)).linesOf(new Set(accountIds), ctx.now())
}

/** Exposure to every coin, the largest gross first. */
export async function getExposure(ctx: ServiceContext): Promise<ExposureRow[]> {
  return (await readDesk(ctx)).exposure()
}

/** Everything that a person should look at: what fires, as the page of alerts has it, and then notices. */
export async function getAttention(ctx: ServiceContext): Promise<AttentionItem[]> {
  const [desk, { firing }, flows] = await Promise.all([readDesk(ctx), readFiring(ctx), flowNotices(ctx)])
  return [...desk.attention(ctx.now(), firing), ...flows]
}

/** How fresh the numbers of the active accounts are, and when each turns late. */
export async function getFreshness(ctx: ServiceContext): Promise<DeskFreshness> {
  return (await readDesk(ctx)).freshness(ctx.now())
}
