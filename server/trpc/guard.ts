import { isCallerGone, NOBODY_THERE } from '../caller-gone'
import { checkJson, JsonProblem } from '../json'
import { MAX_BODY_BYTES } from '../security/bounds'

function refuse(status: number, message: string): Response {
  return Response.json({ error: message }, { status, headers: { connection: 'close' } })
}

/**
 * Lets a request of our own pages through, with its body read: a refusal for what another site makes a browser send (the
 * session cookie is not sent along then either; this is the second wall), and for a body that is too large or no JSON,
 * or JSON beyond the bounds.
 */
export async function guarded(request: Request): Promise<Request | Response> {
  if (isForeign(request.headers)) return refuse(403, 'Requests come from our own pages only.')
  const query = new URL(request.url).searchParams
  if (query.has('connectionParams')) return refuse(400, 'No connection has parameters here.')
  const wrong = query
    .getAll('input')
    .map(problemOf)
    .find((found) => found !== null)
  if (wrong) return refuse(400, wrong)
  if (request.method !== 'POST') return request
  if (!request.headers.get('content-type')?.startsWith('application/json')) return refuse(415, 'Send JSON.')
  let body: string | null
  try {
    body = await bounded(request)
  } catch (error) {
    if (isCallerGone(error, request.signal)) return new Response(null, { status: NOBODY_THERE })
    throw error
  }
  if (body === null) return refuse(413, `The body is too large: at most ${MAX_BODY_BYTES / 1024} KiB are read.`)
  const unfit = problemOf(body)
  if (unfit !== null) return refuse(400, unfit)
  return new Request(request.url, { method: 'POST', headers: request.headers, body, signal: request.signal })
}

/** Whether another site made a browser send this. */
export function isForeign(headers: Pick<Headers, 'get'>): boolean {
  const site = headers.get('sec-fetch-site')
  return site !== null && site !== 'same-origin' && site !== 'none'
}

/** Why tRPC is not to parse this; null where it may. */
function problemOf(text: string): string | null {
  try {
    checkJson(text)
    return null
  } catch (error) {
    if (error instanceof JsonProblem) return error.message
    throw error
  }
}

/** The body; null as soon as it is too large, whatever its header says. */
async function bounded(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return null
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let total = 0
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
    if (done || value === undefined) break
    total += value.byteLength
    if (total > MAX_BODY_BYTES) {
      await reader?.cancel().catch(() => {})
      return null
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
