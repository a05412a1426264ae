import { z } from 'zod'
import { DomainError } from '../errors'

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
  return { items: page.map(({ item }) => item), next: last ? placeBehind(created(last.item)) : null }
}

/** Where the next page of such a list begins, behind this one. */
export const placeBehind = (created: Created): string => keyOf(created).join('-')

/** What `placeBehind` wrote. */
export function readPlaceBehind(after: string): Created {
  const [ms, id] = readKey(after)
  return { createdAt: new Date(ms), id }
}

type Key = [ms: number, id: string]

const keyOf = ({ createdAt, id }: Created): Key => [createdAt.getTime(), id]
const compare = (a: Key, b: Key) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)

function readKey(cursor: string): Key {
  const dash = cursor.indexOf('-')
  return [Number(cursor.slice(0, dash)), cursor.slice(dash + 1)]
}

/** What a list in an order of its own is ordered by, ascending; of each item another. */
type Place = readonly (string | number)[]
const placeSchema = z.array(z.union([z.string(), z.number()])).max(6)

/**
 * A page of a list in an order of its own, and where the next one begins; all of it, as it comes, where nothing is asked. The
 * next page begins behind what the last item was ordered by, whether it is still there or not: what stays where it was is on
 * exactly one page.
 * @param placeOf what the list is ordered by
 * @param after `next` of the page before
 * @throws DomainError `bad_request` where that is none of this list
 */
export function pageInOrder<T>(
  all: readonly T[],
  placeOf: (item: T) => Place,
  { after, limit }: { after?: string | undefined; limit?: number | undefined },
): { items: readonly T[]; next: string | null } {
  if (after === undefined && limit === undefined) return { items: all, next: null }
  const ordered = all.map((item) => ({ item, place: placeOf(item) })).sort((a, b) => comparePlaces(a.place, b.place))
  const behind = after === undefined ? null : readPlace(after, ordered[0]?.place)
  const start = behind === null ? ordered : ordered.filter(({ place }) => comparePlaces(place, behind) > 0)
  const page = start.slice(0, limit ?? start.length)
  const last = page.length < start.length ? page.at(-1) : undefined
  const next = last ? Buffer.from(JSON.stringify(last.place)).toString('base64url') : null
  return { items: page.map(({ item }) => item), next }
}

function comparePlaces(a: Place, b: Place): number {
  for (const [at, one] of a.entries()) {
    const other = b[at]
    if (other === undefined || one === other) continue
    return one < other ? -1 : 1
  }
  return 0
}

/** @param like a place of the list, as far as there is one: another is made as that is */
function readPlace(text: string, like: Place | undefined): Place {
  try {
    const place = placeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    const fits =
      like === undefined || (place.length === like.length && place.every((part, at) => typeof part === typeof like[at]))
    if (fits) return place
  } catch {
    // Said below.
  }
  const message = 'Send `next` of the page before as it is.'
  throw new DomainError('bad_request', message, { fields: { after: message } })
}

/** The header that names the next page of an answer that is a bare list (RFC 8288); none at the end. */
export function linkToNext(url: URL, next: string | null): Record<string, string> {
  if (next === null) return {}
  const query = new URLSearchParams(url.searchParams)
  query.set('after', next)
  return { Link: `<${url.pathname}?${query}>; rel="next"` }
}
