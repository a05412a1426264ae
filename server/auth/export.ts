import { downloadResponse } from '../download'
import { getDeps } from '../runtime'
import { exportMe } from '../services/me/export'
import { spoolFolder } from '../spool-folder'
import { clientAddress } from './client-address'
import { sessionFromRequest } from './session-of-cookies'

/** Everything that is the signed-in user's, as a file. */
export async function handleExport(request: Request): Promise<Response> {
  const session = await sessionFromRequest(request)
  if (!session) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  const { userId, sessionId } = session
  const deps = await getDeps()
  const ipAddress = clientAddress(request.headers)
  const actor = {
    kind: 'session',
    sessionId,
    userId,
    role: 'owner',
    ipAddress,
    userAgent: request.headers.get('user-agent'),
  } as const
  return downloadResponse((signal) => exportMe({ ...deps, deskId: userId, actor, signal }, spoolFolder()), {
    request: request.signal,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="ballast-export.json"',
    },
    log: deps.log,
  })
}
