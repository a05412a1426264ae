import type { PartsView } from '@/server/domain/views'
import type { Amounts } from './numbers'

/** What a change or a gain is made of, part by part. */
export function wireParts(parts: PartsView, { num }: Amounts) {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, num(value)]))
}
