import type { TrpcContext } from '../trpc/context'
import { handleLiveDirectly } from '../trpc/live-direct'
import type { Door } from './door'

const LIVE_PATH = '/api/trpc/live.updates'

/** Answers the live stream of signed-in pages straight on the socket. */
export function live(contextOf: (headers: Pick<Headers, 'get'>) => Promise<TrpcContext>): Door {
  return (request, response) =>
    request.method === 'GET' && request.url?.split('?', 1)[0] === LIVE_PATH && handleLiveDirectly(contextOf, request, response)
}
