import { answer, type Door } from './door'

/** Pages and files take nothing: what is sent goes to the API. Next would read a body for actions, of which there are none. */
export const pagesAreRead: Door = ({ method, url = '' }, response) => {
  if (method === 'GET' || method === 'HEAD' || url.startsWith('/api/') || url.startsWith('/internal/')) return false
  const headers = { Allow: 'GET, HEAD, OPTIONS' }
  if (method !== 'OPTIONS') return answer(response, 405, { error: 'Pages are only read.', code: 'method_not_allowed' }, headers)
  response.writeHead(204, headers).end()
  return true
}
