import { flowsCsvResponse } from '@/server/trpc/flows-csv'
import { requestContext } from '@/server/trpc/request-context'

export const dynamic = 'force-dynamic'

/** `?shape=koinly&accountIds=…`: entries as a CSV file, streamed. */
export async function GET(request: Request): Promise<Response> {
  return flowsCsvResponse(await requestContext(request.headers), new URL(request.url).searchParams, request.signal)
}
