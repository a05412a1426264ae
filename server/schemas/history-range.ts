import type { HISTORY_RANGES } from './history'

const DAY_MS = 86_400_000
const DAYS: Readonly<Record<Exclude<(typeof HISTORY_RANGES)[number], 'all' | 'custom'>, number>> = {
  '24h': 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '1y': 365,
}

/** Where a usual period begins; undefined: at the beginning of all. */
export function historyRange(range: keyof typeof DAYS | 'all', now: Date): Date | undefined {
  return range === 'all' ? undefined : new Date(now.getTime() - DAYS[range] * DAY_MS)
}
