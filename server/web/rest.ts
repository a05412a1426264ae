import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { answerRest, type RestDeps, type WrittenAnswer } from '../rest/handle'
import type { Operation } from '../rest/operation'
import { operationsAt } from '../rest/operations'
import { nodeRequest } from '../rest/rest-request'
import { nodeSink } from '../rest/stream-sinks'
import { accepts } from './accepts'
import type { Door } from './door'

const compress = promisify(gzip)

/** Smaller bodies fit into one packet as they are. */
const WORTH_COMPRESSING_BYTES = 1024

/**
 * Answers the REST API straight on the socket, before the framework makes a route's `Request` of it and copies the
 * `Response` back through its streams: several times the work of an answer that stands written already.
 */
export function rest(restDeps: () => Promise<RestDeps>): Door {
  return (request, response) => {
    const found = operationsAt(request.url?.split('?', 1)[0] ?? '')
    return found.length > 0 ? restDeps().then((deps) => answerOperation(deps, found, request, response)) : false
  }
}

async function answerOperation(
  deps: RestDeps,
  operations: readonly Operation[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<true> {
  const answered = await answerRest(deps, operations, nodeRequest(request, response))
  if (answered.stream) {
    if (!response.destroyed) response.writeHead(answered.status, answered.headers)
    await answered.stream(nodeSink(response))
  } else await send(request, response, answered)
  return true
}

/** Sends an answer that stands written, compressed where that is worth it and understood. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: WrittenAnswer,
): Promise<void> {
  if (response.destroyed) return
  if (body === null) {
    response.writeHead(status, headers).end()
    return
  }
  const plain = typeof body === 'string' ? Buffer.from(body) : body
  const small = plain.length >= WORTH_COMPRESSING_BYTES && accepts(request.headers, 'gzip')
  const sent = small ? await compress(plain) : plain
  response.writeHead(status, {
    ...headers,
    Vary: 'Accept-Encoding',
    ...(small && { 'Content-Encoding': 'gzip' }),
    'Content-Length': sent.length,
  })
  response.end(sent)
}
