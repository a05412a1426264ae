const MOST_NAMED = 5

/** Names in a row, as a sentence has them: “a”, “b” and “c”. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => `“${name}”`)
  const rest = names.length - shown.length
  if (rest > 0) shown.push(`${rest} more`)
  const last = shown.pop() ?? ''
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last
}

/** Which API tokens work on, in a sentence; null where none does. */
export function tokensThatGoOn(names: readonly string[]): string | null {
  if (names.length === 0) return null
  return names.length === 1 ? `The API token ${listed(names)} still works.` : `The API tokens ${listed(names)} still work.`
}

/** What becomes of them, before it is done. */
export function whatBecomesOfTokens(names: readonly string[], revoked: boolean): string {
  if (revoked) return `${listed(names)} ${names.length === 1 ? 'stops' : 'stop'} working at once, for good.`
  return `Otherwise ${listed(names)} ${names.length === 1 ? 'goes' : 'go'} on.`
}
