import { handleRest } from './handle'
import { operationsAt } from './operations'
import { restDeps } from './runtime'

type Handler = (request: Request) => Promise<Response>

/** The handlers that a Next route file exports for one path of the contract; other methods get a 405 with `Allow`. */
export function restRoute(path: string): Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', Handler> {
  const operations = operationsAt(path)
  const handler: Handler = async (request) => handleRest(await restDeps(), operations, request)
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler, OPTIONS: handler }
}
