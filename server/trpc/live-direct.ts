import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describeCause } from '../cause'
import { DomainError } from '../errors'
import { keepAlive } from '../live/keep-alive'
import { errorAnswer } from '../rest/errors'
import { nodeHeaders } from '../rest/rest-request'
import type { TrpcContext } from './context'
import { messageIn } from './errors'
import { isForeign } from './guard'
import { bytesOf, CONNECTED, LIVE_HEADERS, listen, PING } from './live-stream'

/**
 * The live stream of a signed-in page, written to its socket; resolves as it ends.
 * @param contextOf who is signed in by a request's headers
 * @returns false for a request that tRPC is to refuse
 */
export async function handleLiveDirectly(
  contextOf: (headers: Pick<Headers, 'get'>) => Promise<TrpcContext>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const headers = nodeHeaders(request)
  if (isForeign(headers)) return false
  const away = new AbortController()
  response.once('close', () => away.abort())
  const context = await contextOf(headers)
  const url = new URL(`http://localhost${request.url ?? '/'}`)
  let listener: ReturnType<typeof listen>
  try {
    listener = listen(context, { url, headers, signal: away.signal })
  } catch (error) {
    const { status, headers: said, body } = errorAnswer(error, context.deps.log)
    response.writeHead(status, { ...said, 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(JSON.stringify({ ...body, error: messageIn(context.language ?? 'en', error) }))
    return true
  }
  if (!listener) return false
  response.writeHead(200, LIVE_HEADERS)
  response.write(CONNECTED)
  // A page that cannot keep up needs no signs of life on top.
  const quiet = keepAlive(() => response.writableNeedDrain || response.write(PING))
  try {
    for await (const update of listener.updates) {
      if (away.signal.aborted) break
      // What comes meanwhile waits in the page's inbox, which bounds it.
      if (!response.write(bytesOf(update))) await once(response, 'drain', { signal: away.signal })
    }
  } catch (error) {
    if (!away.signal.aborted && !(error instanceof DomainError))
      context.deps.log.error({ cause: describeCause(error) }, 'a live stream failed')
  } finally {
    quiet()
    listener.leave()
    response.end()
  }
  return true
}
