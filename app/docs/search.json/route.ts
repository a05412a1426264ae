import { searchIndex } from '@/server/docs/site'

export const dynamic = 'force-dynamic'

/** What the search of the documentation loads; the same for everybody. */
export function GET(): Response {
  const index = searchIndex()
  if (index === null) return Response.json({ error: 'The documentation was not built.', code: 'not_found' }, { status: 404 })
  return new Response(index, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}
