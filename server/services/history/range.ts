import { DomainError } from '@/server/errors'
import type { EquityHistoryInput } from '@/server/schemas/history'
import { sentence } from '../../language/sentence'

const DAY_MS = 86_400_000
const DAYS: Record<'24h' | '7d' | '30d' | '90d' | '1y', number> = { '24h': 1, '7d': 7, '30d': 30, '90d': 90, '1y': 365 }

/**
 * The two moments that a request means. `all` begins with the oldest point there is.
 * @throws DomainError `bad_request` for a range of one's own without a start before its end
 */
export async function rangeOf(
  input: Pick<EquityHistoryInput, 'range' | 'from' | 'to'>,
  now: Date,
  oldest: () => Promise<Date | null>,
): Promise<{ from: Date; to: Date }> {
  if (input.range === 'custom') {
    const to = input.to ?? now
    if (input.from && input.from < to) return { from: input.from, to }
    const message = sentence`A range of your own needs a start that lies before its end.`
    throw new DomainError('bad_request', message, { fields: { from: message } })
  }
  const dayBefore = new Date(now.getTime() - DAY_MS)
  if (input.range === 'all') {
    const first = await oldest()
    return { from: first && first < dayBefore ? first : dayBefore, to: now }
  }
  return { from: new Date(now.getTime() - DAYS[input.range] * DAY_MS), to: now }
}
