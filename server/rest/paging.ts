/** Something that lists in the order of creation hold. */
export interface Created {
  id: string
  createdAt: Date
}

/**
 * A page of a list in the order of creation, and where the next one begins; all of it where no limit is given. What is
 * added or goes between two pages moves nothing: every thing that is there all the time is on exactly one of them.
 * @param after `next` of the page before
 */
export function pageOf<T>(
  all: readonly T[],
  created: (item: T) => Created,
  { after, limit }: { after?: string | undefined; limit?: number | undefined },
): { items: T[]; next: string | null } {
  const ordered = all.map((item) => ({ item, key: keyOf(created(item)) })).sort((a, b) => compare(a.key, b.key))
  const start = after === undefined ? ordered : ordered.filter(({ key }) => compare(key, readKey(after)) > 0)
  const page = start.slice(0, limit ?? start.length)
  const last = page.length < start.length ? page.at(-1) : undefined
  return { items: page.map(({ item }) => item), next: last ? last.key.join('-') : null }
}

type Key = [ms: number, id: string]

const keyOf = ({ createdAt, id }: Created): Key => [createdAt.getTime(), id]
const compare = (a: Key, b: Key) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)

function readKey(cursor: string): Key {
  const dash = cursor.indexOf('-')
  return [Number(cursor.slice(0, dash)), cursor.slice(dash + 1)]
}

/** The header that names the next page of an answer that is a bare list (RFC 8288); none at the end. */
export function linkToNext(url: URL, next: string | null): Record<string, string> {
  if (next === null) return {}
  const query = new URLSearchParams(url.searchParams)
  query.set('after', next)
  return { Link: `<${url.pathname}?${query}>; rel="next"` }
}
