import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { languageOfHeaders } from '../language/of-request'
import { toTrpcError, writtenIn } from './errors'
import { guarded } from './guard'
import { liveStream } from './live-stream'
import { requestContext } from './request-context'
import { appRouter } from './root'

/** Calls in one batch at most. */
const MAX_BATCH = 30

/** Answers what pages ask of `/api/trpc`. */
export async function handleTrpc(request: Request): Promise<Response> {
  const req = await guarded(request)
  if (req instanceof Response) return req
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    createContext: () =>
      requestContext(request.headers).catch((error: unknown) => {
        // Without a context there is nothing that tells the formatter a language.
        throw toTrpcError(writtenIn(languageOfHeaders(request.headers), error))
      }),
    responseMeta: ({ errors }) =>
      errors.some(({ code }) => code === 'SERVICE_UNAVAILABLE') ? { headers: new Headers({ 'retry-after': '5' }) } : {},
    maxBatchSize: MAX_BATCH,
  })
}

/** Answers the pages that wish to be told what happens. */
export async function handleLive(request: Request): Promise<Response> {
  const req = await guarded(request)
  if (req instanceof Response) return req
  return liveStream(await requestContext(request.headers), req) ?? handleTrpc(request)
}
