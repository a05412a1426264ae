/** Values as a CSV file (RFC 4180): exact, and harmless in a spreadsheet even where a name looks like a formula. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  return `${[header, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`
}

const NUMBER = /^-?\d+(\.\d+)?$/

function field(value: string | null): string {
  if (value === null) return ''
  const safe = /^[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** `ballast-balances-2026-11-23T0928.csv`, in UTC. */
export function fileName(what: string, at: Date): string {
  return `ballast-${what}-${at.toISOString().slice(0, 16).replace(':', '')}.csv`
}
