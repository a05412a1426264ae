import type { IncomingMessage, ServerResponse } from 'node:http'
import { MCP_PATH } from '../mcp/http'
import type { Meter } from '../metrics/meter'
import { operationsAt } from '../rest/operations'
import { splitDesk } from '../schemas/desk-path'
import { inScope, requestIdOf } from '../tracing/scope'
import { inSpan } from '../tracing/span'
import { withoutSlashes } from '../without-slashes'

/** What takes a request through the doors. */
type Take = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const STREAMS: ReadonlySet<string> = new Set(['live', '/api/stream/'])

/** What kind of thing is asked for: one of a few words, whatever stands in the address. */
export function routeOf(url = '/'): string {
  const asked = url.split('?', 1)[0] ?? '/'
  const path = splitDesk(asked)?.path ?? asked
  if (path.startsWith('/_next/')) return 'file'
  if (path === '/api/trpc/live.updates') return 'live'
  if (path.startsWith('/api/trpc/')) return 'trpc'
  if (path.startsWith('/api/auth/')) return 'auth'
  if (path.startsWith('/api/health/') || path === '/metrics') return 'health'
  if (withoutSlashes(path) === MCP_PATH) return 'agents'
  if (path.startsWith('/api/oauth/')) return 'oauth'
  if (path.startsWith('/s/')) return 'share'
  if (path.startsWith('/api/docs') || path === '/api/openapi.json') return 'docs'
  if (path.startsWith('/api/') || path.startsWith('/internal/')) return operationsAt(path)[0]?.path ?? 'unknown'
  return 'page'
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Gives each request an id (the caller's, in `x-request-id`, where it is sane), which its answer and every line of the log
 * that is written for it carry; counts it, and traces it where somebody wants that. A stream is neither timed nor traced:
 * it lasts for hours.
 */
export function observed(take: Take, meter: Meter | undefined): Take {
  return (request, response) => {
    const began = performance.now()
    const requestId = requestIdOf(request.headers['x-request-id'])
    const route = routeOf(request.url)
    const method = METHODS.has(request.method ?? '') ? (request.method ?? '') : 'other'
    response.setHeader('x-request-id', requestId)
    if (meter && !STREAMS.has(route)) {
      response.once('close', () => {
        if (response.writableFinished) {
          meter.request({ route, method, status: response.statusCode }, (performance.now() - began) / 1000)
        }
      })
    }
    return inScope({ requestId, span: null }, () => {
      if (STREAMS.has(route)) return take(request, response)
      const attributes = { 'http.request.method': method, 'http.route': route, 'ballast.request_id': requestId }
      return inSpan({ name: `${method} ${route}`, kind: 'server', attributes }, async (note) => {
        await take(request, response)
        if (!response.writableFinished && !response.destroyed) {
          await new Promise<void>((resolve) => response.once('close', resolve))
        }
        note({ 'http.response.status_code': response.statusCode })
      })
    })
  }
}
