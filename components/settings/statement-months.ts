const SHOWN = 24
const NAME = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** The last months that are over (UTC), the newest first: `2026-10` and what it is called. */
export function lastMonths(now: Date): [month: string, label: string][] {
  return Array.from({ length: SHOWN }, (_, nth) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1 - nth, 1))
    return [first.toISOString().slice(0, 7), NAME.format(first)]
  })
}
