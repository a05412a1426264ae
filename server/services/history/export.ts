import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import type { EquityHistoryInput } from '@/server/schemas/history'
import { sentence } from '../../language/sentence'
import { oneAtATime } from '../one-at-a-time'
import { holdRight } from '../rights/hold'
import { countAttempts } from '../users/attempts'
import { chosenAccounts, taggedActive } from './chosen'
import { getEquityHistory } from './equity'
import { rangeOf } from './range'

/** One line of the file; amounts in USD, empty where not known. */
export interface ExportLine {
  time: string
  account: string
  exchange: string
  open: string
  high: string
  low: string
  close: string
  gross_exposure: string
  net_exposure: string
  /** What `close` is to all that was held. */
  equity_bound: string
  /** Held at the close without a known value, at its last known one; not in `close`. */
  set_aside: string
}

/** Points of one request: the range is read in slices of so many. */
const SLICE_POINTS = 1000
const LONGEST_MS = 100 * 366 * 86_400_000

type ExportInput = Pick<EquityHistoryInput, 'range' | 'from' | 'to' | 'accountIds' | 'tags' | 'resolutionSeconds'>

/**
 * Equity of each account over a range, line by line in the order of time within an account, at the width asked for (an
 * hour if none). Reads slice by slice, so that a year of many accounts needs little memory and no connection waits for
 * whoever reads it. It ends, with an error, when the caller's right does.
 * @throws DomainError as `getEquityHistory`; `rate_limited` while another of the user's is under way, and after many
 */
export async function* exportEquity(ctx: ServiceContext, input: ExportInput): AsyncGenerator<ExportLine> {
  const done = oneAtATime('history file', ctx.deskId)
  try {
    await countAttempts(ctx, [{ kind: 'history_file', subject: ctx.deskId }])
    const right = await holdRight(ctx)
    try {
      yield* equityLines({ ...ctx, signal: right.signal }, input)
    } finally {
      right.release()
    }
  } finally {
    done()
  }
}

/** @throws DomainError `bad_request` for what nobody can mean */
function refuseImpossible({ from, to }: { from: Date; to: Date }, now: Date): void {
  const message =
    from > now
      ? sentence`This range has not begun yet: its start must lie in the past.`
      : to.getTime() - from.getTime() > LONGEST_MS
        ? sentence`This range is longer than a hundred years.`
        : null
  if (message !== null) throw new DomainError('bad_request', message, { fields: { from: message } })
}

async function* equityLines(ctx: ServiceContext, input: ExportInput): AsyncGenerator<ExportLine> {
  const now = ctx.now()
  const oldest = await ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId))
  const wanted = await rangeOf(input, now, async () => oldest)
  refuseImpossible(wanted, now)
  // Slices of time in which there can be nothing are not asked for.
  const from = new Date(Math.max(wanted.from.getTime(), oldest?.getTime() ?? 0))
  const to = oldest === null ? from : new Date(Math.min(wanted.to.getTime(), now.getTime()))
  const resolutionSeconds = input.resolutionSeconds ?? 3600
  const slice = SLICE_POINTS * resolutionSeconds * 1000
  const { accountIds, tags } = input
  for (const account of tags?.length ? await taggedActive(ctx, tags) : await chosenAccounts(ctx, accountIds)) {
    // Slices begin on whole buckets, so that none is told twice.
    const first = Math.floor(from.getTime() / (resolutionSeconds * 1000)) * resolutionSeconds * 1000
    for (let start = first; start < to.getTime(); start += slice) {
      ctx.signal.throwIfAborted()
      const history = await getEquityHistory(ctx, {
        range: 'custom',
        from: new Date(start),
        to: new Date(Math.min(start + slice, to.getTime())),
        accountIds: [account.id],
        groupBy: 'account',
        maxPoints: SLICE_POINTS,
        resolutionSeconds,
      })
      for (const point of history.series[0]?.points ?? []) {
        if (point.close === null) continue
        yield {
          time: point.at.toISOString(),
          account: account.name,
          exchange: account.exchangeName,
          open: point.open ?? '',
          high: point.high ?? '',
          low: point.low ?? '',
          close: point.close,
          gross_exposure: point.grossExposure ?? '',
          net_exposure: point.netExposure ?? '',
          equity_bound: point.bound,
          set_aside: point.setAside,
        }
      }
    }
  }
}
