import { getDeps } from '../runtime'
import { exportMe } from '../services/me/export'
import { CONFINED, isConfined } from '../services/second-factor/required'
import { clientAddress } from './client-address'
import { sessionFromRequest } from './session-of-cookies'

/** Everything that is the signed-in user's, as a file; written as it is read. */
export async function handleExport(request: Request): Promise<Response> {
  const session = await sessionFromRequest(request)
  if (!session) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  const { userId, sessionId } = session
  if (await isConfined(await getDeps(), userId)) return Response.json({ error: CONFINED, code: 'forbidden' }, { status: 403 })
  const ipAddress = clientAddress(request.headers)
  const actor = { kind: 'session', sessionId, ipAddress, userAgent: request.headers.get('user-agent') } as const
  const parts = exportMe({ ...(await getDeps()), userId, actor, signal: request.signal })
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="ballast-export.json"',
      'Cache-Control': 'no-store',
    },
  })
}
