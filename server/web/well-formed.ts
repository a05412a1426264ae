import { answer, type Door } from './door'
import { MAX_HEADERS, MAX_PATH_CHARACTERS } from './limits'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const ALLOW = METHODS.join(', ')
/** A name or an address, with or without a port; an empty one is a client of HTTP/1.0 or a test of somebody's. */
const HOST = /^[a-z0-9._~-]{1,255}(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/i

/** Refuses what no client of ours sends, before anything behind trips over it, and brings each address into one form. */
export const wellFormed: Door = (request, response) => {
  const refuse = (status: number, code: string, error: string, headers = {}) => answer(response, status, { error, code }, headers)
  const method = request.method ?? ''
  if (!METHODS.includes(method)) {
    return refuse(405, 'method_not_allowed', 'This method is not answered here.', { Allow: ALLOW })
  }
  if (request.rawHeaders.length > MAX_HEADERS * 2) {
    return refuse(431, 'too_many_headers', `Send at most ${MAX_HEADERS} headers.`)
  }
  if (method === 'OPTIONS' && request.url === '*') {
    response.writeHead(204, { Allow: ALLOW }).end()
    return true
  }
  // A client that believes it speaks to a proxy names the whole address.
  if (!request.url?.startsWith('/')) {
    const whole = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null
    if (!whole || !/^https?:$/.test(whole.protocol)) return refuse(400, 'bad_request', 'The address does not begin with a slash.')
    request.url = whole.pathname + whole.search
    request.headers.host = whole.host
  }
  const { host } = request.headers
  if (host !== undefined && !HOST.test(host)) return refuse(400, 'bad_request', 'The header Host names no host.')
  const [path = ''] = request.url.split('?', 1)
  if (path.length > MAX_PATH_CHARACTERS) return refuse(414, 'uri_too_long', 'There is no address that long here.')
  if (!isDecodable(path)) return refuse(400, 'bad_request', 'The address has a % that is none.')
  if (hasHiddenSteps(path)) return refuse(400, 'bad_request', 'The address has steps that are written as something else.')
  return false
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

/** `.` or `..` behind percent signs: who reads them first and who reads them last would speak of two addresses. */
function hasHiddenSteps(path: string): boolean {
  return path.split('/').some((step) => step.includes('%') && /^\.{1,2}$/.test(decodeURIComponent(step)))
}
