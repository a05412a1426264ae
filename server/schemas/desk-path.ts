/**
 * The desk of an address: `/desk/<id>/overview` is the overview of that desk, `/overview` the one of one's own. Before any
 * other address (REST, documentation, share links, signing in) there is no desk.
 */

/** Header in which a request's desk goes on to whoever answers it. It is ours alone: what a caller sends there is dropped. */
export const DESK_HEADER = 'x-desk'

/** First steps of the addresses that each desk has for itself; all of `app/(app)`. */
export const DESK_PLACES = [
  'overview',
  'balances',
  'positions',
  'accounts',
  'history',
  'performance',
  'risk',
  'alerts',
  'settings',
  'tags',
  'figures',
] as const

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const PREFIX = /^\/desk(?:\/([^/]*)|(?=$))/
const PLACE = new RegExp(`^/(?:(?:${DESK_PLACES.join('|')}|api/trpc)(?=[/?#]|$)|(?=[?#]|$))`)

/** Whether a text may be the id of a desk: as it is written in addresses, in one way only. */
export const isDeskId = (text: string | null | undefined): text is string => typeof text === 'string' && ID.test(text)

/** The parts of a path. */
export interface DeskPath {
  /** Null: one's own. */
  desk: string | null
  /** What stands behind the prefix, as the application names it. */
  path: string
}

/** Takes a path apart, without its query; null where a desk stands before something that no desk has, or no desk stands. */
export function splitDesk(pathname: string): DeskPath | null {
  const found = PREFIX.exec(pathname)
  if (!found) return { desk: null, path: pathname }
  const path = pathname.slice(found[0].length) || '/'
  return isDeskId(found[1]) && PLACE.test(path) ? { desk: found[1], path } : null
}

/** An address of ours as it is in a desk. What no desk has (`/docs`, `#part`, another site) stays as it is. */
export function inDesk(desk: string | null, href: string): string {
  if (desk === null || !PLACE.test(href)) return href
  return `/desk/${desk}${href.replace(/^\/(?=[?#]|$)/, '')}`
}
