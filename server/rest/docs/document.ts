import { createHash } from 'node:crypto'
import { openApiDocument } from '../openapi'
import { OPERATIONS } from '../operations'

let built: { json: string; etag: string } | undefined

/** The OpenAPI document as JSON; made once a process, for it depends on nothing but the code. */
export function openApiJson(): { json: string; etag: string } {
  if (!built) {
    const json = JSON.stringify(openApiDocument(OPERATIONS, '/'))
    built = { json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"` }
  }
  return built
}

export function openApiResponse(request: Request): Response {
  const { json, etag } = openApiJson()
  const headers = { ETag: etag, 'Cache-Control': 'no-cache', 'Content-Type': 'application/json; charset=utf-8' }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(json, { headers })
}
