const MOST_NAMED = 5

/** Which API tokens work on, in a sentence; null where none does. */
export function tokensThatGoOn(names: readonly string[]): string | null {
  if (names.length === 0) return null
  const shown = names.slice(0, MOST_NAMED).map((name) => `“${name}”`)
  const rest = names.length - shown.length
  if (rest > 0) shown.push(`${rest} more`)
  const last = shown.pop()
  const list = shown.length > 0 ? `${shown.join(', ')} and ${last}` : last
  return names.length === 1 ? `The API token ${list} still works.` : `The API tokens ${list} still work.`
}
