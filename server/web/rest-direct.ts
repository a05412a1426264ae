import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { answerRest, type RestDeps } from '../rest/handle'
import type { Operation } from '../rest/operation'
import { nodeRequest } from '../rest/rest-request'

const compress = promisify(gzip)

/** Smaller bodies fit into one packet as they are. */
const WORTH_COMPRESSING_BYTES = 1024

/** Answers one REST request on its socket. */
export async function handleRestDirectly(
  deps: RestDeps,
  operations: readonly Operation[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await answerRest(deps, operations, nodeRequest(request, response))
  if (response.destroyed) return
  if (body === null) {
    response.writeHead(status, headers).end()
    return
  }
  const plain = typeof body === 'string' ? Buffer.from(body) : body
  const small = plain.length >= WORTH_COMPRESSING_BYTES && takesGzip(request)
  const sent = small ? await compress(plain) : plain
  response.writeHead(status, {
    ...headers,
    Vary: 'Accept-Encoding',
    ...(small && { 'Content-Encoding': 'gzip' }),
    'Content-Length': sent.length,
  })
  response.end(sent)
}

/** Whether the caller names gzip (or anything) without refusing it by a weight of nought. */
function takesGzip({ headers }: IncomingMessage): boolean {
  const accepted = String(headers['accept-encoding'] ?? '')
  return accepted.split(',').some((part) => /^\s*(gzip|\*)\s*(;\s*q\s*=\s*(?!0(\.0*)?\s*$)[\d.]+\s*)?$/i.test(part))
}
