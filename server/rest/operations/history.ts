import type { EquityHistoryView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { chooseAccounts } from '@/server/services/accounts/load'
import { getEquityHistory as readEquityHistory } from '@/server/services/history/equity'
import { EXAMPLE_HISTORY } from '../examples'
import { operation } from '../operation'
import { historyQuery, historyResponse } from '../schemas/history'
import { num, numOrNull } from '../wire/numbers'

const DAY_MS = 86_400_000
const MAX_POINTS = 1000

export const getEquityHistory = operation({
  id: 'getEquityHistory',
  method: 'GET',
  path: '/api/history/equity',
  summary: 'Get the history of equity',
  description: 'Open, high, low and close of equity in USD per stretch of time, one series an account.',
  scope: 'read',
  query: historyQuery,
  responses: { 200: { description: 'One series an account.', schema: historyResponse, example: EXAMPLE_HISTORY } },
  example: { query: { account_names: 'AccountABC', resolution: '1h' } },
  handle: async (context, { query }) => {
    const to = query.end_time ?? context.now()
    const from = query.start_time ?? new Date(to.getTime() - DAY_MS)
    if (from >= to) {
      throw new DomainError('bad_request', 'The start must lie before the end.', {
        fields: { start_time: 'Must lie before end_time.' },
      })
    }
    const accounts = await chooseAccounts(context, { accountNames: query.account_names })
    const history = await readEquityHistory(context, {
      range: 'custom',
      from,
      to,
      groupBy: 'account',
      accountIds: accounts.map(({ id }) => id),
      maxPoints: MAX_POINTS,
      resolutionSeconds: query.resolution,
    })
    return { status: 200, body: wireHistory(history) }
  },
})

function wireHistory(history: EquityHistoryView) {
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
