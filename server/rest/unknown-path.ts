import { OPERATIONS } from './operations'

/** What a program gets for a path that the API does not have: JSON, as all its answers are. */
export function unknownPath(request: Request): Response {
  const { pathname } = new URL(request.url)
  const known = [...new Set(OPERATIONS.map(({ path }) => path))].join(', ')
  return Response.json(
    { error: `There is nothing at ${pathname.slice(0, 200)}. The API has ${known}; see /api/docs.`, code: 'not_found' },
    { status: 404, headers: { 'Cache-Control': 'no-store' } },
  )
}
