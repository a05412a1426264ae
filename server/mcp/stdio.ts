import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { authenticateToken } from '../services/tokens/authenticate'
import { tokenContext } from '../services/tokens/context'
import { mcpServer } from './server'

/** Whoever starts the process is on this machine. */
const HERE = '127.0.0.1'

/**
 * Serves one agent over standard input and output, as the bearer of a token, until its end closes. The token is asked after
 * at each call: revoked, it is refused.
 * @throws DomainError `unauthenticated` for a token that does not count
 */
export async function serveOverStdio(deps: Deps, { token, version, client }: { token: string; version: string; client: string }) {
  const owner = await authenticateToken(deps, token, HERE)
  const again = () => authenticateToken(deps, token, HERE)
  const call = { address: HERE, userAgent: client, log: deps.log }
  return serveStdio(
    () => mcpServer({ owner, again, contextOf: (signal) => tokenContext(deps, owner, { ...call, signal }) }, version),
    {
      onerror: (error) => deps.log.warn({ cause: describeCause(error) }, 'a request of an agent was refused or failed'),
    },
  )
}
