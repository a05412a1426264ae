import { createServer } from 'node:http'
import { z } from 'zod'
import { answerOAuth, type OAuthEndpoint } from '../oauth/handlers'
import { authorizationServer, protectedResource } from '../oauth/metadata'
import { testApi } from '../rest/testing'
import { authenticateAgent } from '../services/tokens/authenticate'
import { agents } from '../web/agents'
import { goThrough } from '../web/door'
import { knownHost } from '../web/hosts'
import type { McpDeps } from './http'

/**
 * The agents' door and what gives keys for it, on a port of this machine, over a database of its own and fake exchanges: as
 * an agent's program meets them.
 */
export async function testAgents(options: Parameters<typeof testApi>[0] = {}) {
  const api = await testApi(options)
  const deps: McpDeps = { ...api.deps, authenticate: authenticateAgent, baseUrl: '', version: '0.0.0' }
  const door = agents(async () => deps)
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    asked.push(`${request.method} ${path}`)
    const answer = async (): Promise<Response> => {
      if (path.startsWith('/.well-known/oauth-protected-resource')) return Response.json(protectedResource(deps.baseUrl))
      if (path === '/.well-known/oauth-authorization-server') return Response.json(authorizationServer(deps.baseUrl))
      const endpoint = /^\/api\/oauth\/(register|token|revoke)$/.exec(path)?.[1]
      if (!endpoint) return new Response('There is no such page.', { status: 404 })
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk))
      const sent = new Request(`${deps.baseUrl}${path}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? '', 'x-forwarded-for': '127.0.0.1' },
        body: Buffer.concat(chunks),
      })
      return answerOAuth(deps, z.enum(['register', 'token', 'revoke']).parse(endpoint) satisfies OAuthEndpoint, sent)
    }
    const rest = () =>
      answer().then(async (given) => {
        response.writeHead(given.status, Object.fromEntries(given.headers)).end(Buffer.from(await given.arrayBuffer()))
        return true
      })
    goThrough([knownHost(new Set(['localhost']), 0), door, rest], request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = z.object({ port: z.number() }).parse(server.address())
  deps.baseUrl = `http://127.0.0.1:${address.port}`
  return {
    ...api,
    deps,
    /** Every request that came. */
    asked,
    url: new URL(`${deps.baseUrl}/api/mcp`),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await api.close()
    },
  }
}
