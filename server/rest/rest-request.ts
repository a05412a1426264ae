import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request to the API, whichever server took it. */
export interface RestRequest {
  method: string
  url: URL
  headers: Pick<Headers, 'get'>
  /** Null where none can come. */
  body: AsyncIterable<Uint8Array> | null
  /** Aborted when the caller goes away before the answer. */
  signal: AbortSignal
}

/** A request as route handlers get it. */
export function webRequest(request: Request): RestRequest {
  const { method, headers, body, signal } = request
  return { method, url: new URL(request.url), headers, body, signal }
}

/** A request as it stands on the socket. */
export function nodeRequest(request: IncomingMessage, response: ServerResponse): RestRequest {
  const method = request.method ?? 'GET'
  const away = new AbortController()
  response.once('close', () => response.writableEnded || away.abort())
  return {
    method,
    url: new URL(`http://localhost${request.url ?? '/'}`),
    headers: nodeHeaders(request),
    // A body that is too large is left unread; ending its stream would end the connection before the refusal is sent.
    body: method === 'GET' || method === 'HEAD' ? null : request.iterator({ destroyOnReturn: false }),
    signal: away.signal,
  }
}

/** The headers of a request on the socket, under any spelling of their names. */
export function nodeHeaders({ headers }: IncomingMessage): Pick<Headers, 'get'> {
  return {
    get: (name) => {
      const value = headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : (value ?? null)
    },
  }
}
