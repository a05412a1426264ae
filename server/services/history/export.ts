import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import type { EquityHistoryInput } from '@/server/schemas/history'
import { chosenAccounts } from './chosen'
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
}

/** Points of one request: the range is read in slices of so many. */
const SLICE_POINTS = 1000

/**
 * Equity of each account over a range, line by line in the order of time within an account, at the width asked for (an
 * hour if none). Reads slice by slice, so that a year of many accounts needs little memory; ends early with the signal.
 */
export async function* exportEquity(
  ctx: ServiceContext,
  input: Pick<EquityHistoryInput, 'range' | 'from' | 'to' | 'accountIds' | 'resolutionSeconds'>,
): AsyncGenerator<ExportLine> {
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asUser(ctx.userId, (tx) => oldestPoint(tx, ctx.userId)))
  const resolutionSeconds = input.resolutionSeconds ?? 3600
  const slice = SLICE_POINTS * resolutionSeconds * 1000
  for (const account of await chosenAccounts(ctx, input.accountIds)) {
    // Slices begin on whole buckets, so that none is told twice.
    const first = Math.floor(from.getTime() / (resolutionSeconds * 1000)) * resolutionSeconds * 1000
    for (let start = first; start < to.getTime() && !ctx.signal.aborted; start += slice) {
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
        }
      }
    }
  }
}
