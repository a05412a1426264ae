import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { harmless } from '../csv-field'
import { downloadResponse } from '../download'
import { exportHistorySchema } from '../schemas/history'
import { type ExportLine, exportEquity } from '../services/history/export'
import { serviceContext, type TrpcContext } from './context'

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
  'equity_bound',
  'set_aside',
]

/** Lines gathered into one chunk of the answer. */
const CHUNK_LINES = 500

/** The names of the columns come with the first lines, so that a refusal comes before them. */
async function* csv(lines: AsyncIterable<ExportLine>): AsyncGenerator<string> {
  let head = stringify([COLUMNS])
  let chunk: ExportLine[] = []
  for await (const line of lines) {
    chunk.push({ ...line, account: harmless(line.account) })
    if (chunk.length < CHUNK_LINES) continue
    yield head + stringify(chunk, { columns: COLUMNS })
    head = ''
    chunk = []
  }
  if (head !== '' || chunk.length > 0) yield head + stringify(chunk, { columns: COLUMNS })
}

/** Equity of each account as a CSV file for a signed-in browser; sent while it is read. */
export async function csvResponse(context: TrpcContext, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  const { caller, deps } = context
  if (!caller) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  const parsed = exportHistorySchema.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    return Response.json({ error: z.prettifyError(parsed.error), code: 'bad_request' }, { status: 400 })
  }
  return downloadResponse((gone) => csv(exportEquity(serviceContext(deps, caller, gone), parsed.data)), {
    request: signal,
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="equity.csv"' },
    log: deps.log,
  })
}
