import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { DomainError } from '../errors'
import { exportHistorySchema } from '../schemas/history'
import { type ExportLine, exportEquity } from '../services/history/export'
import { CONFINED } from '../services/second-factor/required'
import { serviceContext, type TrpcContext } from './context'
import { domainErrorData, domainErrorOf, GENERIC_MESSAGE } from './errors'

const COLUMNS: (keyof ExportLine)[] = [
  'time',
  'account',
  'exchange',
  'open',
  'high',
  'low',
  'close',
  'gross_exposure',
  'net_exposure',
]

/** Lines gathered into one chunk of the answer. */
const CHUNK_LINES = 500

/** A name that a spreadsheet would run as a formula is quoted; numbers keep their sign. */
const harmless = (name: string) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)

async function* csv(lines: AsyncIterable<ExportLine>): AsyncGenerator<string> {
  yield stringify([COLUMNS])
  let chunk: ExportLine[] = []
  for await (const line of lines) {
    chunk.push({ ...line, account: harmless(line.account) })
    if (chunk.length < CHUNK_LINES) continue
    yield stringify(chunk, { columns: COLUMNS })
    chunk = []
  }
  if (chunk.length > 0) yield stringify(chunk, { columns: COLUMNS })
}

function refused(error: unknown): Response {
  const { code } = domainErrorData(error)
  const status = code === 'not_found' ? 404 : code === 'forbidden' ? 403 : code === 'internal' ? 500 : 400
  return Response.json({ error: domainErrorOf(error)?.message ?? GENERIC_MESSAGE, code }, { status })
}

/** Equity of each account as a CSV file for a signed-in browser; sent while it is read. */
export async function csvResponse(context: TrpcContext, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  if (!context.caller) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  if (context.caller.confined) return refused(new DomainError('forbidden', CONFINED))
  const parsed = exportHistorySchema.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    return Response.json({ error: z.prettifyError(parsed.error), code: 'bad_request' }, { status: 400 })
  }
  const gone = new AbortController()
  signal.addEventListener('abort', () => gone.abort(signal.reason), { once: true })
  const chunks = csv(exportEquity(serviceContext(context.deps, context.caller, gone.signal), parsed.data))
  try {
    // The first lines are read before the answer begins, so that a refusal still has a status.
    const [head, first] = [await chunks.next(), await chunks.next()]
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const { value } of [head, first]) if (value) controller.enqueue(encoder.encode(value))
      },
      pull: async (controller) => {
        const { value, done } = await chunks.next()
        if (value) controller.enqueue(encoder.encode(value))
        if (done) controller.close()
      },
      cancel: () => gone.abort(),
    })
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="equity.csv"',
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return refused(error)
  }
}
