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

/** Hands a text to the person as a file. */
export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** `ballast-balances-2026-11-23T0928.csv`, in UTC. */
export function fileName(what: string, at: Date): string {
  return `ballast-${what}-${at.toISOString().slice(0, 16).replace(':', '')}.csv`
}
