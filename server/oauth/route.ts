import { env } from '../env'
import { mcpDeps } from '../mcp/runtime'
import { answerOAuth, type OAuthEndpoint } from './handlers'
import { authorizationServer, protectedResource } from './metadata'

/** The handlers that Next's route exports for one of the endpoints. */
export function oauthRoute(endpoint: OAuthEndpoint) {
  const handler = async (request: Request) => answerOAuth(await mcpDeps(), endpoint, request)
  return { POST: handler, OPTIONS: handler }
}

const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'MCP-Protocol-Version',
  'Cache-Control': 'public, max-age=300',
}

/** A document that everybody may read. */
export function documentRoute(of: 'resource' | 'server') {
  const made = of === 'resource' ? protectedResource : authorizationServer
  const read = () => Response.json(made(env().BASE_URL), { headers: OPEN })
  const ask = () => new Response(null, { status: 204, headers: OPEN })
  return { GET: read, OPTIONS: ask }
}
