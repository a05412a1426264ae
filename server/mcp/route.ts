import { answerMcp } from './http'
import { mcpDeps } from './runtime'

/** The handler that Next's route exports for every method. */
export async function mcpRoute(request: Request): Promise<Response> {
  const { method, headers, body, signal } = request
  const { body: written, ...init } = await answerMcp(await mcpDeps(), {
    method,
    url: new URL(request.url),
    headers,
    headerNames: headers.keys(),
    allHeaders: () => headers,
    body,
    signal,
  })
  return new Response(written, init)
}
