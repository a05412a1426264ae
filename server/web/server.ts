import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Meter } from '../metrics/meter'
import { withBasePath } from './base-path'
import { awaitsContinue } from './bodies'
import { noteCallers } from './caller'
import { type Door, goThrough } from './door'
import {
  CHECK_EVERY_MS,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  MAX_CONNECTIONS,
  MAX_HEADER_BYTES,
  MAX_HEADERS,
  MAX_REQUESTS_PER_CONNECTION,
  REQUEST_TIMEOUT_MS,
  SILENT_CONNECTION_MS,
} from './limits'
import { observed } from './observe'

/**
 * The HTTP server of the web process: its limits, and the doors behind it.
 * @param failed told of what a door threw; it owes the caller an answer
 */
export function createWebServer(
  doors: readonly Door[],
  failed: (error: unknown, response: ServerResponse) => void,
  { connectionsPerAddress, meter }: { connectionsPerAddress: number; meter?: Meter | undefined },
): Server {
  const through = observed(
    // Within the request's scope: its id stands in the line that tells of a failure.
    (request, response) => goThrough(doors, request, response).catch((error: unknown) => failed(error, response)),
    meter,
  )
  const take = (request: IncomingMessage, response: ServerResponse) => {
    withBasePath(request)
    void through(request, response)
  }
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      requireHostHeader: true,
      noDelay: true,
    },
    take,
  )
  server.timeout = SILENT_CONNECTION_MS
  server.maxConnections = MAX_CONNECTIONS
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION
  // One more than is taken: what Node would leave out unsaid is refused by a door.
  server.maxHeadersCount = MAX_HEADERS + 1
  server.on('connection', noteCallers(connectionsPerAddress))
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    awaitsContinue(request)
    take(request, response)
  })
  // Nobody may speak through us to somewhere else. Without this the connection would just end.
  server.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
  )
  // No `upgrade` listener: a request that offers another protocol is answered in this one, as the standard asks.
  return server
}
