const SHOWN = 24

/** The last months that are over (UTC), the newest first: `2026-10` and what it is called. @param language of the page */
export function lastMonths(now: Date, language: string): [month: string, label: string][] {
  const name = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return Array.from({ length: SHOWN }, (_, nth) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1 - nth, 1))
    return [first.toISOString().slice(0, 7), name.format(first)]
  })
}
