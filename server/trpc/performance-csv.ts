import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import type { PerformanceView } from '../domain/views'
import { downloadResponse } from '../download'
import { performanceFileSchema, performanceSchema } from '../schemas/flows'
import { getPerformance } from '../services/performance/get'
import { serviceContext, type TrpcContext } from './context'

const COLUMNS = ['day', 'equity_start', 'equity_end', 'in_transit', 'came_and_went', 'gain', 'return', 'index'] as const

/** A line a day, UTC; what is not known is empty. */
async function* csv(performance: Promise<PerformanceView>): AsyncGenerator<string> {
  const { days } = await performance
  const lines = days.map(({ day, opened, closed, inTransit, flows, gain, rate, index }) => [
    ...[day, opened, closed, inTransit],
    ...[flows, gain, rate, index].map((value) => value ?? ''),
  ])
  yield stringify([[...COLUMNS], ...lines])
}

/** Days of returns of the chosen accounts together as a CSV file for a signed-in browser. */
export async function performanceCsvResponse(
  context: TrpcContext,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Response> {
  const { caller, deps } = context
  if (!caller) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  const parsed = performanceFileSchema.safeParse(Object.fromEntries(query))
  if (!parsed.success) return Response.json({ error: z.prettifyError(parsed.error), code: 'bad_request' }, { status: 400 })
  const input = performanceSchema.safeParse(parsed.data)
  if (!input.success) return Response.json({ error: z.prettifyError(input.error), code: 'bad_request' }, { status: 400 })
  return downloadResponse((gone) => csv(getPerformance(serviceContext(deps, caller, gone), input.data)), {
    request: signal,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="performance.csv"',
    },
    log: deps.log,
  })
}
