import { z } from 'zod'
import type { ServiceContext } from '../context'
import { type CsvColumn, CsvWriter, PLAIN_CSV } from '../csv-writer'
import type { CsvStyle } from '../domain/csv-choices'
import { downloadResponse } from '../download'
import { csvStyleSchema } from '../schemas/csv'
import { getSettings } from '../services/settings/get'
import { serviceContext, type TrpcContext } from './context'
import { hasDesk, NO_DESK } from './desk-of-request'

interface CsvDownload<Input> {
  context: TrpcContext
  query: URLSearchParams
  /** Of the request. */
  signal: AbortSignal
  /** What the query says beside how the file is written. */
  schema: z.ZodType<Input>
  fileName(input: Input): string
  /** False: made for a program that reads one style, which the person's settings do not change. */
  isPersonal?(input: Input): boolean
  make(ctx: ServiceContext, input: Input, style: CsvStyle): AsyncGenerator<Uint8Array | string>
}

/** A CSV file for a signed-in browser, sent while it is made, in the style that its query or the person's settings say. */
export async function csvDownload<Input>(download: CsvDownload<Input>): Promise<Response> {
  const { context, query, signal, schema, fileName, isPersonal = () => true, make } = download
  const { caller, deps } = context
  if (!caller) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  if (!hasDesk(context)) return Response.json({ error: String(NO_DESK), code: 'not_found' }, { status: 404 })
  const names = Object.keys(csvStyleSchema.shape)
  const entries = [...query]
  const told = csvStyleSchema.safeParse(Object.fromEntries(entries.filter(([name]) => names.includes(name))))
  if (!told.success) return refused(told.error)
  const parsed = schema.safeParse(Object.fromEntries(entries.filter(([name]) => !names.includes(name))))
  if (!parsed.success) return refused(parsed.error)
  const input = parsed.data
  const parts = async function* (gone: AbortSignal) {
    const ctx = serviceContext(deps, caller, gone)
    const own = isPersonal(input) ? await ownStyle(ctx) : PLAIN_CSV
    const { separator = own.separator, decimal = own.decimal, bom = own.bom } = told.data
    yield* make(ctx, input, { separator, decimal, bom })
  }
  return downloadResponse(parts, {
    request: signal,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(input)}"`,
    },
    log: deps.log,
  })
}

async function ownStyle(ctx: ServiceContext): Promise<CsvStyle> {
  const { csvSeparator, csvDecimal, csvBom } = await getSettings(ctx)
  return { separator: csvSeparator, decimal: csvDecimal, bom: csvBom }
}

const refused = (error: z.ZodError) => Response.json({ error: z.prettifyError(error), code: 'bad_request' }, { status: 400 })

/** Lines gathered into one chunk of the answer. */
const CHUNK_LINES = 500

/** Rows as text. The names of the columns come with the first rows, so that a refusal comes before them. */
export async function* csvText<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly CsvColumn<Row>[],
  style: CsvStyle,
): AsyncGenerator<string> {
  const writer = new CsvWriter(columns, style)
  let head = writer.head()
  let chunk: Row[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK_LINES) continue
    yield head + writer.rows(chunk)
    head = ''
    chunk = []
  }
  if (head !== '' || chunk.length > 0) yield head + writer.rows(chunk)
}
