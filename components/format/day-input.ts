/** Days as fields of dates have them (`2026-03-27`); a day is a date as UTC has it at midnight. */

/** '' for none. */
export function dayText(day: Date | null): string {
  return day?.toISOString().slice(0, 10) ?? ''
}

/** Null for none, and for what is none: a year of five digits, as a field has it while somebody types on. */
export function dayOfText(text: string): Date | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
}
