import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerMcp, MCP_PATH, type McpDeps } from '../mcp/http'
import { errorAnswer } from '../rest/errors'
import { readLimited } from '../rest/request'
import { nodeRequest, type RestRequest } from '../rest/rest-request'
import { withoutSlashes } from '../without-slashes'
import type { Door } from './door'
import { send } from './rest'

/**
 * Answers agents straight on the socket, as the REST API: through the framework's routes each call would cost several times
 * its own work. Every answer ends with its call.
 */
export function agents(mcpDeps: () => Promise<McpDeps>): Door {
  return (request, response) =>
    withoutSlashes(request.url?.split('?', 1)[0] ?? '') === MCP_PATH && mcpDeps().then((deps) => answer(deps, request, response))
}

async function answer(deps: McpDeps, request: IncomingMessage, response: ServerResponse): Promise<true> {
  const asked = nodeRequest(request, response)
  const answered = await requestOf(request, asked).then(
    (sent) => answerMcp(deps, sent),
    (error: unknown) => {
      const { status, body } = errorAnswer(error, deps.log)
      return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
    },
  )
  await send(request, response, {
    status: answered.status,
    headers: Object.fromEntries(answered.headers),
    body: answered.body === null ? null : Buffer.from(await answered.arrayBuffer()),
  })
  return true
}

/** @throws DomainError `payload_too_large` */
async function requestOf({ headers: named }: IncomingMessage, asked: RestRequest): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const { method, url, body, signal } = asked
  return new Request(url, { method, headers, signal, ...(body && { body: Buffer.from(await readLimited(asked)) }) })
}
