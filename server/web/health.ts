import type { Deps } from '../context'
import { readiness } from '../health'
import { answer, type Door } from './door'

/**
 * `/api/health/live` answers as long as the event loop turns, and asks nobody; `/api/health/ready` answers 200 while this
 * process can serve – with the kinds of what its people are warned of, if anything –, or 503 with the reason.
 */
export function health(getDeps: () => Promise<Deps>): Door {
  return ({ url = '', method }, response) => {
    const path = url.split('?', 1)[0]
    if (path !== '/api/health/live' && path !== '/api/health/ready') return false
    if (method !== 'GET' && method !== 'HEAD') {
      const said = { error: 'Only GET is answered here.', code: 'method_not_allowed' }
      return answer(response, 405, said, { Allow: 'GET, HEAD' })
    }
    if (path === '/api/health/live') return answer(response, 200, { status: 'ok' })
    return readiness(getDeps).then((state) =>
      state.ready
        ? answer(response, 200, { status: 'ready', ...(state.warnings.length > 0 && { warnings: state.warnings }) })
        : answer(response, 503, { status: 'not_ready', reason: state.reason }, { 'Retry-After': '5' }),
    )
  }
}
