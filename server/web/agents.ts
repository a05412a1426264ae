import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerMcp, MCP_PATH, type McpDeps } from '../mcp/http'
import { nodeRequest } from '../rest/rest-request'
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
  const headers = { headerNames: Object.keys(request.headers), allHeaders: () => headersOf(request) }
  await send(request, response, await answerMcp(deps, { ...asked, ...headers }))
  return true
}

function headersOf({ headers: named }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}
