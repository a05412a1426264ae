import { csvResponse } from '@/server/trpc/csv'
import { requestContext } from '@/server/trpc/request-context'

export const dynamic = 'force-dynamic'

/** `?range=30d&accountIds=…`: equity of each account as a CSV file, streamed. */
export async function GET(request: Request): Promise<Response> {
  return csvResponse(await requestContext(request.headers), new URL(request.url).searchParams, request.signal)
}
