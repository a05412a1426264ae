import { ENGLISH, MARKS, type Reader } from '../../language/reader'
import { sentence } from '../../language/sentence'

/** Names of accounts that are told in full. */
const MOST_NAMED = 3

/** Some accounts by their names. @param names those that are gone have none */
export function accountsText(ids: readonly string[], names: ReadonlyMap<string, string>, reader: Reader = ENGLISH): string {
  const known = ids.flatMap((id) => names.get(id) ?? [])
  if (known.length === 0 && ids.length > 0) return reader.say(sentence`${ids.length} that are gone`)
  return andMore(known, ids.length, reader)
}

/** `A, B, C and 2 more`. @param of how many there are, of which these are named */
export function andMore(names: readonly string[], of: number, { language, say }: Reader = ENGLISH): string {
  const [told, more] = [names.slice(0, MOST_NAMED), of - Math.min(names.length, MOST_NAMED)]
  const parts = more === 0 ? told : [...told, say(sentence`${more} more`)]
  const last = parts.pop()
  return parts.length === 0 ? (last ?? '') : say(sentence`${parts.join(MARKS[language].comma)} and ${last ?? ''}`)
}
