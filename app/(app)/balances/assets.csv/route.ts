import { spoolFolder } from '@/server/spool-folder'
import { assetCsvResponse } from '@/server/trpc/asset-csv'
import { requestContext } from '@/server/trpc/request-context'

export const dynamic = 'force-dynamic'

/** `?what=positions&sort=-notional&accounts=…`: the rows of a table as it is looked at, as a CSV file, streamed. */
export async function GET(request: Request): Promise<Response> {
  const { signal, url, headers } = request
  return assetCsvResponse(await requestContext(headers), new URL(url).searchParams, { signal, folder: spoolFolder() })
}
