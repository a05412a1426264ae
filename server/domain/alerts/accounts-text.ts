/** Names of accounts that are told in full. */
const MOST_NAMED = 3

/** Some accounts by their names. @param names those that are gone have none */
export function accountsText(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  const known = ids.flatMap((id) => names.get(id) ?? [])
  if (known.length === 0 && ids.length > 0) return `${ids.length} that are gone`
  return andMore(known, ids.length)
}

/** `A, B, C and 2 more`. @param of how many there are, of which these are named */
export function andMore(names: readonly string[], of: number): string {
  const [told, more] = [names.slice(0, MOST_NAMED), of - Math.min(names.length, MOST_NAMED)]
  const parts = more === 0 ? told : [...told, `${more} more`]
  const last = parts.pop()
  return parts.length === 0 ? (last ?? '') : `${parts.join(', ')} and ${last}`
}
