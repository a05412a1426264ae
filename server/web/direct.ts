import type { ServerResponse } from 'node:http'
import { describeCause } from '../cause'
import type { RestDeps } from '../rest/handle'
import type { Operation } from '../rest/operation'
import { OPERATIONS } from '../rest/operations'
import { restDeps } from '../rest/runtime'
import { getDeps } from '../runtime'
import { DATA_POLICY, STATIC_SECURITY_HEADERS } from '../security/csp'
import type { TrpcContext } from '../trpc/context'
import { handleLiveDirectly } from '../trpc/live-direct'
import { directContext } from '../trpc/request-context'
import type { Doorkeeper } from './door'
import { handleRestDirectly } from './rest-direct'

const LIVE_PATH = '/api/trpc/live.updates'

/** What every answer of data carries, whoever writes it; the framework has the same from next.config. */
const SECURITY_HEADERS = [...STATIC_SECURITY_HEADERS, { key: 'Content-Security-Policy', value: DATA_POLICY }]

/** Operations by path, without slashes at its end. */
const operations = new Map<string, Operation[]>()
for (const operation of OPERATIONS) {
  for (const path of [operation.path, ...(operation.aliases ?? [])]) {
    const plain = withoutSlashes(path)
    operations.set(plain, [...(operations.get(plain) ?? []), operation])
  }
}

/** What answers are made with; handed in, so that tests bring their own. */
export interface DirectSources {
  restDeps(): Promise<RestDeps>
  liveContext(headers: Pick<Headers, 'get'>): Promise<TrpcContext>
}

/** Answers the REST API and the pages' live stream straight on the socket; all else is the framework's. */
export function doorkeeper({ restDeps, liveContext }: DirectSources): Doorkeeper {
  return (request, response, pass) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    const found = operations.get(withoutSlashes(path))
    const answer = found
      ? async () => handleRestDirectly(await restDeps(), found, request, response)
      : path === LIVE_PATH && request.method === 'GET'
        ? () => handleLiveDirectly(liveContext, request, response, pass)
        : null
    if (!answer) return pass()
    for (const { key, value } of SECURITY_HEADERS) response.setHeader(key, value)
    answer().catch((error: unknown) => fail(error, response))
  }
}

/** The web process's own. */
export const answerDirectly = doorkeeper({ restDeps, liveContext: directContext })

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '')
}

async function fail(error: unknown, response: ServerResponse): Promise<void> {
  if (response.headersSent) response.destroy()
  else {
    response.writeHead(500, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
    const sentence = 'Something went wrong on our side. It has been logged; please try again.'
    response.end(JSON.stringify({ error: sentence, code: 'internal' }))
  }
  const { log } = await getDeps().catch(() => ({ log: null }))
  // Without a database there is nothing to log with but this.
  if (log) log.error({ cause: describeCause(error) }, 'a request failed')
  else process.stderr.write(`a request failed: ${describeCause(error).message}\n`)
}
