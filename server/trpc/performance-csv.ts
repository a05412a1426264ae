import { z } from 'zod'
import type { CsvColumn } from '../csv-writer'
import type { PerformanceView } from '../domain/views'
import { performanceFileSchema, performanceSchema } from '../schemas/flows'
import { getPerformance } from '../services/performance/get'
import type { TrpcContext } from './context'
import { csvDownload, csvText } from './csv-download'

type Day = PerformanceView['days'][number]

const number = (name: string, value: (day: Day) => string | null): CsvColumn<Day> => ({ name, value, isNumber: true })
/** What is not known is empty. */
const COLUMNS: readonly CsvColumn<Day>[] = [
  { name: 'day', value: ({ day }) => day },
  number('equity_start', ({ opened }) => opened),
  number('equity_end', ({ closed }) => closed),
  number('in_transit', ({ inTransit }) => inTransit),
  number('came_and_went', ({ flows }) => flows),
  number('gain', ({ gain }) => gain),
  number('return', ({ rate }) => rate),
  number('index', ({ index }) => index),
]

/** What the query says, as the page's own question has it. */
const fileSchema = performanceFileSchema.transform((query, ctx) => {
  const input = performanceSchema.safeParse(query)
  if (input.success) return input.data
  for (const { message, path } of input.error.issues) ctx.addIssue({ code: 'custom', message, path: [...path] })
  return z.NEVER
})

/** A line a day, UTC. */
async function* daysOf(performance: Promise<PerformanceView>): AsyncGenerator<Day> {
  yield* (await performance).days
}

/** Days of returns of the chosen accounts together as a CSV file for a signed-in browser. */
export function performanceCsvResponse(context: TrpcContext, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  return csvDownload({
    ...{ context, query, signal },
    schema: fileSchema,
    fileName: () => 'performance.csv',
    make: (ctx, input, style) => csvText(daysOf(getPerformance(ctx, input)), COLUMNS, style),
  })
}
