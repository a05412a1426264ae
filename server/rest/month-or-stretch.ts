import { DomainError } from '../errors'

const MONTH_MS = 30 * 86_400_000

/**
 * The stretch that a request names, up to now and of 30 days where it leaves its ends out.
 * @throws DomainError `bad_request` where the start does not lie before the end
 */
export function monthOrStretch(now: Date, query: { start_time?: Date | undefined; end_time?: Date | undefined }) {
  const to = query.end_time ?? now
  const from = query.start_time ?? new Date(to.getTime() - MONTH_MS)
  if (from >= to) {
    throw new DomainError('bad_request', 'The start must lie before the end.', {
      fields: { start_time: 'Must lie before end_time.' },
    })
  }
  return { range: 'custom' as const, from, to }
}
