import { listFlows } from '@/db/queries/flows'
import { closes } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { covers } from '@/server/domain/performance/coverage'
import { externalFlows, inTransit, transfersOf } from '@/server/domain/performance/flows'
import { DEFAULT_RETENTION, storedResolution } from '@/server/domain/retention'
import type { AccountView, GainView } from '@/server/domain/views'
import { coverageOfAccounts } from '../flows/coverage'

/** Points further back than this from the beginning of a stretch are none of it. */
const REACH_MS = 3 * 86_400_000
const FLOWS_LAG_MS = 30 * 60_000

/**
 * Change of accounts' equity between two moments without what came and went: what the overview and history say beside the
 * change itself. An account that begins in between comes in with what it first held.
 */
export async function gainOf(
  ctx: ServiceContext,
  accounts: readonly AccountView[],
  { from, to }: { from: Date; to: Date },
): Promise<GainView> {
  const ids = accounts.map(({ id }) => id)
  const width = storedResolution((ctx.retention ?? DEFAULT_RETENTION).equityPointSeconds, from, ctx.now(), 300)
  const [points, flows, coverage] = await Promise.all([
    ctx.db.asUser(ctx.userId, (tx) => closes(tx, ctx.userId, ids, { from: new Date(from.getTime() - REACH_MS), to, width })),
    ctx.db.asUser(ctx.userId, (tx) =>
      listFlows(tx, ctx.userId, { accountIds: ids, from: new Date(from.getTime() - REACH_MS), to }),
    ),
    coverageOfAccounts(ctx, accounts),
  ])
  const transfers = transfersOf(flows, new Set(ids))
  const external = externalFlows(flows, transfers)
  let [change, came, opened] = [inTransit(transfers, to).minus(inTransit(transfers, from)), ZERO, ZERO]
  let known = true
  for (const { accountId, knownFrom, knownTo } of coverage) {
    const own = points.filter((point) => point.accountId === accountId && point.at <= to)
    const [first, last] = [own.filter(({ at }) => at <= from).at(-1) ?? own[0], own.at(-1)]
    if (!first || !last) continue
    const begins = first.at > from
    change = change.plus(new Decimal(last.equity).minus(begins ? ZERO : first.equity))
    if (begins) came = came.plus(first.equity)
    else opened = opened.plus(first.equity)
    for (const flow of external.flows)
      if (flow.accountId === accountId && flow.at > first.at && flow.at <= last.at) came = came.plus(flow.value)
    known &&= covers({ from: knownFrom, to: knownTo }, first.at, new Date(last.at.getTime() - FLOWS_LAG_MS))
  }
  const ends = coverage.map(({ knownTo }) => knownTo)
  return {
    gain: known ? usd(change.minus(came)) : null,
    flows: known ? usd(came) : null,
    opened: known ? usd(opened) : null,
    from,
    to,
    flowsKnownTo: ends.length === 0 || ends.includes(null) ? null : new Date(Math.min(...ends.map((end) => end?.getTime() ?? 0))),
    leftOut: external.leftOut,
  }
}
