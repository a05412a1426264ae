import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { guarded } from '@/server/trpc/guard'
import { requestContext } from '@/server/trpc/request-context'
import { appRouter } from '@/server/trpc/root'

export const dynamic = 'force-dynamic'

/** Calls in one batch at most. */
const MAX_BATCH = 30

const handler = async (request: Request) => {
  const req = await guarded(request)
  if (req instanceof Response) return req
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    createContext: () => requestContext(request.headers),
    maxBatchSize: MAX_BATCH,
  })
}

export { handler as GET, handler as POST }
