import type { IncomingMessage } from 'node:http'
import { operationsAt } from '../rest/operations'

const BASE = '/api/hummingbot'

/**
 * Clients of hummingbot-api that know a server by host and port alone (Condor) ask at its root, where pages are: `/accounts/`.
 * Theirs is what has a password of Basic authentication, no cookie and no wish for a page; a browser behind a proxy that asks
 * for a password has the first, but not the others.
 */
export function withBasePath(request: IncomingMessage): void {
  const { url, headers } = request
  if (url === undefined || !/^basic\s/i.test(headers.authorization ?? '')) return
  if (headers.cookie !== undefined || headers.accept?.includes('text/html') || headers.rsc !== undefined) return
  if (operationsAt(BASE + (url.split('?', 1)[0] ?? '')).length > 0) request.url = BASE + url
}
