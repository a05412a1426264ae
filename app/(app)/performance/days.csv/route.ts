import { performanceCsvResponse } from '@/server/trpc/performance-csv'
import { requestContext } from '@/server/trpc/request-context'

export const dynamic = 'force-dynamic'

/** `?range=30d&accountIds=…`: the days of returns as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  return performanceCsvResponse(await requestContext(request.headers), new URL(request.url).searchParams, request.signal)
}
