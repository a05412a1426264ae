/**
 * Where an answer holds rows, so that a page, an error or an empty body in its place is not read as an account
 * without coins: a path of names, ended by `[]` for a list or `{}` for an object (`data.holding[]`, `result{}`, `[]`).
 * `{…}` is an object whose values are all objects, coin by coin; `keys` an object with a name of that form; a function
 * where none of these tells it.
 */
export type Envelope = `${string}[]` | `${string}{}` | '{…}' | { keys: RegExp } | ((answer: unknown) => boolean)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What lies at a path of names; undefined where nothing does. */
export function at(value: unknown, path: string): unknown {
  let found = value
  for (const name of path.split('.').filter((part) => part !== '')) {
    if (Array.isArray(found)) found = found[Number(name)]
    else found = isObject(found) ? found[name] : undefined
  }
  return found
}

/** A list of rows: nothing, or a word, in place of one is no row. */
export const isRows = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null)

/** True where an answer is of an exchange's own form. */
export function isOfForm(answer: unknown, envelope: Envelope): boolean {
  if (typeof envelope === 'function') return envelope(answer)
  if (typeof envelope === 'object') return isObject(answer) && Object.keys(answer).some((key) => envelope.keys.test(key))
  if (envelope === '{…}') return isObject(answer) && Object.values(answer).every(isObject)
  const held = at(answer, envelope.slice(0, -2))
  return envelope.endsWith('[]') ? isRows(held) : isObject(held)
}
