import type { IncomingMessage } from 'node:http'
import type { Venue, VenueRequest } from './venue'

export interface Route {
  venue: Venue
  host: string
  path: string
  rawQuery: string
}

/**
 * Finds the venue of a URL whose first path segment is the exchange's real host (`/api.bybit.com/v5/market/time`), or,
 * without one, by the Host header. Null: nobody here answers for it.
 */
export function routeUrl(url: string, hostHeader: string | undefined, venues: readonly Venue[]): Route | null {
  const mark = url.indexOf('?')
  const fullPath = mark < 0 ? url : url.slice(0, mark)
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1)
  const [, first = '', ...rest] = fullPath.split('/')
  const byPath = venues.find((venue) => venue.hosts.includes(first))
  if (byPath) return { venue: byPath, host: first, path: `/${rest.join('/')}`, rawQuery }
  const named = hostHeader?.replace(/:\d+$/, '') ?? ''
  const byHeader = venues.find((venue) => venue.hosts.includes(named))
  return byHeader ? { venue: byHeader, host: named, path: fullPath, rawQuery } : null
}

/** What a venue sees of a request. */
export function venueRequest(route: Route, message: IncomingMessage, body: string): VenueRequest {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return {
    method: message.method ?? 'GET',
    host: route.host,
    path: route.path,
    query: new URLSearchParams(route.rawQuery),
    rawQuery: route.rawQuery,
    headers,
    body,
    ip: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  }
}
