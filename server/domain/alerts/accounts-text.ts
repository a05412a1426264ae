/** Names of accounts that are told in full. */
const MOST_NAMED = 3

/** Some accounts by their names. @param names those that are gone have none */
export function accountsText(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  const known = ids.flatMap((id) => names.get(id) ?? [])
  const [told, more] = [known.slice(0, MOST_NAMED), ids.length - Math.min(known.length, MOST_NAMED)]
  const parts = more === 0 ? told : [...told, told.length === 0 ? `${more} that are gone` : `${more} more`]
  const last = parts.pop()
  return parts.length === 0 ? (last ?? '') : `${parts.join(', ')} and ${last}`
}
