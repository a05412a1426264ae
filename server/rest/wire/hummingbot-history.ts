import type * as z from 'zod'
import { Decimal } from '@/server/domain/decimal'
import type { EquityPoint } from '@/server/domain/views'
import type { hummingbotHistory } from '../schemas/hummingbot'
import { wireFigure } from './hummingbot-held'

/** An account and its points, the oldest first. */
export interface AccountPoints {
  account: string
  connector: string
  createdAt: Date
  points: readonly Pick<EquityPoint, 'at' | 'close' | 'bound'>[]
}

type Item = z.input<typeof hummingbotHistory>['data'][number]
type Row = Item['state'][string][string][number]

/** Equity, for history is kept by account and not by coin beyond some days. */
const EQUITY_ROW = 'EQUITY-USD'

const row = (token: string, value: Decimal | null): Row => {
  const figure = wireFigure(value)
  return { token, units: figure, price: value === null ? figure : 1, value: figure, available_units: null }
}

/**
 * The portfolio at each end of an interval at which something was read, the newest first. An account has the last value that it
 * had by then; where a gap began since, that is not known. One that was not connected yet is not there.
 * @param widths in seconds: of a stored point, and from one moment that is told to the next, a multiple of it
 * @param after moments from here on (without it) are told
 */
export function wireHistory(
  accounts: readonly AccountPoints[],
  { pointSeconds, intervalSeconds, after, to }: { pointSeconds: number; intervalSeconds: number; after: Date; to: Date },
): Item[] {
  const endOf = ({ at }: Pick<EquityPoint, 'at'>) => Math.min(at.getTime() + pointSeconds * 1000, to.getTime())
  const step = intervalSeconds * 1000
  const moments = new Set<number>()
  for (const { points } of accounts) {
    for (const point of points) {
      // The newest is told as it stands, though its interval is not over.
      const told = Math.min(Math.ceil(endOf(point) / step) * step, to.getTime())
      if (told > after.getTime()) moments.add(told)
    }
  }
  const walks = accounts.map((account) => ({ ...account, next: 0, last: null as AccountPoints['points'][number] | null }))
  const items: Item[] = []
  for (const moment of [...moments].sort((a, b) => a - b)) {
    const state = walks.flatMap((walk) => {
      for (let point = walk.points[walk.next]; point && endOf(point) <= moment; point = walk.points[walk.next]) {
        walk.last = point
        walk.next += 1
      }
      const rows = rowsOf(walk.last, walk.createdAt.getTime() < moment)
      return rows ? [[walk.account, { [walk.connector]: rows }] as const] : []
    })
    items.push({ timestamp: new Date(moment).toISOString(), state: Object.fromEntries(state) })
  }
  return items.reverse()
}

/** Null: it was not connected yet. */
function rowsOf(point: AccountPoints['points'][number] | null, connected: boolean): Row[] | null {
  if (point === null) return connected ? [row('(not read)', null)] : null
  if (point.close === null) return [row('(not read)', null)]
  const equity = row(EQUITY_ROW, new Decimal(point.close))
  return point.bound === 'exact' ? [equity] : [equity, row('(not all known)', null)]
}
