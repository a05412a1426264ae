import type { ServiceContext } from '@/server/context'
import type { AccountLine, AttentionItem, DeskFreshness, ExposureRow, FirstOf, OverviewSummary } from '@/server/domain/views'
import type { LinesInput, LinesOfInput } from '@/server/schemas/overview'
import { readFiring } from '../alerts/firing'
import { flowNotices } from '../flows/unexplained'
import { readDesk } from './desk'

/** Totals over all active accounts, as large for any number of them. Asks no exchange. */
export async function getSummary(ctx: ServiceContext): Promise<OverviewSummary> {
  const [desk, alerts] = await Promise.all([readDesk(ctx), readFiring(ctx)])
  return desk.summary(ctx.now(), alerts)
}

/** Lines of some of the active accounts, in the order of creation, and how many accounts there are. */
export async function getLines(ctx: ServiceContext, { from, count }: LinesInput): Promise<FirstOf<AccountLine>> {
  const desk = await readDesk(ctx)
  return { first: desk.lines(from, count, ctx.now()), of: desk.size }
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
