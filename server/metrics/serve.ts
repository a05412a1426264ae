import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { hashCode } from '../auth/codes'
import { EnvProblem } from '../env'
import { answer, type Door } from '../web/door'
import type { Meter } from './meter'

const PATH = '/metrics'

/** `/metrics`, for whoever has the token, where one is set. */
export function metricsDoor(meter: Meter, token: string | undefined): Door {
  return (request, response) => {
    if (request.url?.split('?', 1)[0] !== PATH) return false
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, { error: 'Only GET is answered here.', code: 'method_not_allowed' }, { Allow: 'GET, HEAD' })
    }
    if (token !== undefined && !isToken(request, token)) {
      const said = { error: 'Send the token of METRICS_TOKEN: "Authorization: Bearer …".', code: 'unauthenticated' }
      return answer(response, 401, said, { 'WWW-Authenticate': 'Bearer realm="Ballast metrics"' })
    }
    return tell(meter, response)
  }
}

async function tell(meter: Meter, response: ServerResponse): Promise<true> {
  const { contentType, text } = await meter.expose()
  const bytes = Buffer.from(text)
  response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store', 'Content-Length': bytes.length })
  response.end(bytes)
  return true
}

/** Compared in a time that says nothing of how much of it is right. */
function isToken({ headers }: IncomingMessage, token: string): boolean {
  const [, sent = ''] = /^\s*bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '') ?? []
  return timingSafeEqual(Buffer.from(hashCode(sent)), Buffer.from(hashCode(token)))
}

export interface MetricsAt {
  /** Name of the setting, for the sentence of one that does not fit. */
  setting: string
  host: string
  port: number
  token: string | undefined
}

/** Serves `/metrics` at a port of its own. @throws EnvProblem where nobody may listen there */
export async function serveMetrics(meter: Meter, { setting, host, port, token }: MetricsAt): Promise<Server> {
  const door = metricsDoor(meter, token)
  const server = createServer((request, response) => {
    const answered = door(request, response)
    if (answered === false)
      return answer(response, 404, { error: 'There is /metrics here, and nothing else.', code: 'not_found' })
    Promise.resolve(answered).catch(() => response.destroy())
  })
  server.headersTimeout = 5000
  server.requestTimeout = 5000
  server.maxConnections = 32
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'somebody else listens there' : error.message
      reject(new EnvProblem(`Cannot listen for ${setting}, ${host}:${port}: ${why}.`))
    })
    server.listen(port, host, resolve)
  })
  // It holds no process up that is to end.
  server.unref()
  return server
}
