const LONGEST = 60

/**
 * A program's name from its user agent: the first product with its version, without what it says of the machine. Null
 * where it says nothing.
 */
export function clientName(userAgent: string | null): string | null {
  const [first] = (userAgent ?? '')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
    .split(/[\s(;,]+/, 1)
  return first ? first.slice(0, LONGEST) : null
}
