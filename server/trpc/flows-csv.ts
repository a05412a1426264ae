import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { harmless } from '../csv-field'
import { FLOW_SHAPES, type FlowLine } from '../domain/flows/files'
import { downloadResponse } from '../download'
import { type FlowFileInput, flowFileSchema } from '../schemas/flows'
import { exportFlows } from '../services/flows/export'
import { serviceContext, type TrpcContext } from './context'

/** Lines gathered into one chunk of the answer. */
const CHUNK_LINES = 500

const safe = (line: FlowLine) => Object.fromEntries(Object.entries(line).map(([column, text]) => [column, harmless(text)]))

/** The names of the columns come with the first lines, so that a refusal comes before them. */
async function* csv(lines: AsyncIterable<FlowLine>, shape: FlowFileInput['shape']): AsyncGenerator<string> {
  const columns = [...FLOW_SHAPES[shape].columns]
  let head = stringify([columns])
  let chunk: FlowLine[] = []
  for await (const line of lines) {
    chunk.push(safe(line))
    if (chunk.length < CHUNK_LINES) continue
    yield head + stringify(chunk, { columns })
    head = ''
    chunk = []
  }
  if (head !== '' || chunk.length > 0) yield head + stringify(chunk, { columns })
}

/** Entries as a CSV file for a signed-in browser; sent while they are read. */
export async function flowsCsvResponse(context: TrpcContext, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  const { caller, deps } = context
  if (!caller) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  const parsed = flowFileSchema.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    return Response.json({ error: z.prettifyError(parsed.error), code: 'bad_request' }, { status: 400 })
  }
  const { shape } = parsed.data
  const name = shape === 'ballast' ? 'flows.csv' : `flows-${shape}.csv`
  return downloadResponse((gone) => csv(exportFlows(serviceContext(deps, caller, gone), parsed.data), shape), {
    request: signal,
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
    log: deps.log,
  })
}
