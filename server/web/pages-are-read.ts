import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { answer, type Door } from './door'

/**
 * Pages and files take nothing: what is sent goes to the API. Next would read a body for actions, of which there are none.
 * What a browser's router tells of the page that it has is looked at as Next does, which takes one that is none for a
 * fault of its own.
 */
export const pagesAreRead: Door = ({ method, url = '', headers: sent }, response) => {
  if (url.startsWith('/api/') || url.startsWith('/internal/')) return false
  if (method === 'GET' || method === 'HEAD') {
    if (isRouterState(sent['next-router-state-tree'])) return false
    return answer(response, 400, { error: 'The header Next-Router-State-Tree is none.', code: 'bad_request' })
  }
  const headers = { Allow: 'GET, HEAD, OPTIONS' }
  if (method !== 'OPTIONS') return answer(response, 405, { error: 'Pages are only read.', code: 'method_not_allowed' }, headers)
  response.writeHead(204, headers).end()
  return true
}

function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}
