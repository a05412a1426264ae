import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { requestContext } from '@/server/trpc/request-context'
import { appRouter } from '@/server/trpc/root'

export const dynamic = 'force-dynamic'

const handler = (request: Request) =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => requestContext(request.headers),
  })

export { handler as GET, handler as POST }
