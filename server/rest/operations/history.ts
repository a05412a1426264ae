import type { EquityHistoryView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { chooseAccounts } from '@/server/services/accounts/load'
import { getEquityHistory as readEquityHistory } from '@/server/services/history/equity'
import { EXAMPLE_HISTORY } from '../examples'
import { operation } from '../operation'
import { historyQuery, historyResponse, nameOfResolution } from '../schemas/history'
import type { Amounts } from '../wire/numbers'

const DAY_MS = 86_400_000
const MAX_POINTS = 1000

export const getEquityHistory = operation({
  id: 'getEquityHistory',
  group: 'History',
  method: 'GET',
  path: '/api/history/equity',
  summary: 'Get the history of equity',
  description: 'Open, high, low and close of equity in USD per stretch of time, one series an account.',
  scope: 'read',
  amounts: true,
  query: historyQuery,
  responses: { 200: { description: 'One series an account.', schema: historyResponse, example: EXAMPLE_HISTORY } },
  example: { query: { account_names: 'AccountABC', resolution: '1h' } },
  handle: async (context, { query, amounts }) => {
    const to = query.end_time ?? context.now()
    const from = query.start_time ?? new Date(to.getTime() - DAY_MS)
    if (from >= to) {
      throw new DomainError('bad_request', 'The start must lie before the end.', {
        fields: { start_time: 'Must lie before end_time.' },
      })
    }
    const accounts = await chooseAccounts(context, { accountNames: query.account_names, tags: query.tag })
    const empty = { from, to, resolutionSeconds: query.resolution ?? 300, series: [], leftOut: [] }
    // No account at all, which would else be all of them.
    if (accounts.length === 0) return { status: 200, body: wireHistory(empty, amounts) }
    const history = await readEquityHistory(context, {
      range: 'custom',
      from,
      to,
      groupBy: 'account',
      accountIds: accounts.map(({ id }) => id),
      maxPoints: MAX_POINTS,
      resolutionSeconds: query.resolution,
    })
    if (query.resolution !== undefined) refuseCoarser(query.resolution, history)
    return { status: 200, body: wireHistory(history, amounts) }
  },
})

/**
 * What was asked for is said to be gone instead of another being answered.
 * @throws DomainError `bad_request` where points of the width that was wanted are not kept
 */
export function refuseCoarser(wanted: number, { from, resolutionSeconds }: EquityHistoryView): void {
  if (resolutionSeconds === wanted) return
  const message = `Points of ${nameOfResolution(wanted)} are not kept back to ${from.toISOString()}: the finest from there on are of ${nameOfResolution(resolutionSeconds)}. Ask for those, begin later, or leave the resolution out.`
  throw new DomainError('bad_request', message, { fields: { resolution: message } })
}

function wireHistory(history: EquityHistoryView, { num, numOrNull }: Amounts) {
  return {
    start_time: history.from.toISOString(),
    end_time: history.to.toISOString(),
    resolution_seconds: history.resolutionSeconds,
    series: history.series.map((series) => ({
      account_id: series.key,
      account_name: series.label,
      points: series.points.map((point) => ({
        time: point.at.toISOString(),
        open: numOrNull(point.open),
        high: numOrNull(point.high),
        low: numOrNull(point.low),
        close: numOrNull(point.close),
        gross_exposure: numOrNull(point.grossExposure),
        net_exposure: numOrNull(point.netExposure),
        equity_bound: point.bound,
        set_aside: point.close === null ? null : num(point.setAside),
      })),
    })),
  }
}
