import type * as z from 'zod'
import type { ServiceContext } from '@/server/context'
import type { AccountChoice } from '@/server/schemas/balances'
import { chooseAccounts } from '@/server/services/accounts/load'
import { historyBegins } from '@/server/services/history/begin'
import { longestInterval } from '@/server/services/history/chosen'
import { getEquityHistory } from '@/server/services/history/equity'
import { DomainError } from '../errors'
import { refuseCoarser } from './operations/history'
import { HUMMINGBOT_INTERVALS, type hummingbotHistory, type hummingbotHistoryBody } from './schemas/hummingbot'
import { wireHistory } from './wire/hummingbot-history'

type Asked = z.output<typeof hummingbotHistoryBody>

/** Widths of stored points that make an interval which none has. */
const MADE_OF: Readonly<Record<number, number>> = { 1800: 900, 43200: 14_400 }
const HOUR_MS = 3_600_000

/**
 * History as clients of hummingbot-api read it: each page is of `limit` intervals at most, and the cursor is the moment at which
 * the page before ended, in milliseconds. A page may be empty while there are more: nothing was read then.
 * @throws DomainError `bad_request` for a cursor that is none, and for points that are not kept so far back
 */
export async function hummingbotHistoryAnswer(
  context: ServiceContext,
  asked: Asked,
  choice: AccountChoice,
): Promise<z.input<typeof hummingbotHistory>> {
  const { limit, interval, start_time: start, end_time: end, cursor } = asked
  const intervalSeconds = HUMMINGBOT_INTERVALS[interval]
  const pointSeconds = MADE_OF[intervalSeconds] ?? intervalSeconds
  const now = context.now()
  // A stored point tells its last moment: one that ends behind the moment asked for would tell what came after it.
  const point = pointSeconds * 1000
  const last = end && end < now ? Math.floor(end.getTime() / point) * point : now.getTime()
  const to = cursor ? Math.min(readCursor(cursor), last) : last
  const [accounts, oldest] = await Promise.all([chooseAccounts(context, choice), historyBegins(context)])
  const first = Math.max(start?.getTime() ?? 0, oldest?.getTime() ?? to)
  const step = intervalSeconds * 1000
  const after = Math.max(first, (Math.ceil(to / step) - limit) * step)
  const more = after > first
  const history =
    accounts.length === 0 || after >= to
      ? null
      : await getEquityHistory(context, {
          range: 'custom',
          // What an account had when the page begins, it may have been read for the last time a while before.
          from: new Date(after - Math.max(HOUR_MS, longestInterval(accounts) * 2000)),
          to: new Date(to),
          groupBy: 'account',
          accountIds: accounts.map(({ id }) => id),
          maxPoints: limit,
          resolutionSeconds: pointSeconds,
        })
  if (history) refuseCoarser(pointSeconds, history)
  const points = new Map(history?.series.map((series) => [series.key, series.points]))
  const data = wireHistory(
    accounts.map(({ id, name, exchange, createdAt }) => ({
      ...{ account: name, connector: exchange, createdAt },
      points: points.get(id) ?? [],
    })),
    { pointSeconds, intervalSeconds, after: new Date(after), to: new Date(to) },
  )
  return {
    data,
    pagination: {
      limit,
      has_more: more,
      next_cursor: more ? String(after) : null,
      current_cursor: cursor ?? null,
      filters: {
        account_names: asked.account_names ?? null,
        connector_names: asked.connector_names ?? null,
        start_time: start?.getTime() ?? null,
        end_time: end?.getTime() ?? null,
        interval,
      },
    },
  }
}

function readCursor(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const message = 'Send `next_cursor` of the page before as it is.'
  throw new DomainError('bad_request', message, { fields: { cursor: message } })
}
