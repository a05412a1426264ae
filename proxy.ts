import { type NextRequest, NextResponse } from 'next/server'
import { DESK_HEADER, type DeskPath, splitDesk } from './server/schemas/desk-path'
import { contentSecurityPolicy, STRICT_TRANSPORT_SECURITY } from './server/security/csp'

/**
 * Gives each page its nonce and Content-Security-Policy, and tells the page its own path and desk. An address that has a
 * desk is answered as the same one without; one that names no desk stays as it is, where no page is.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const secure = request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https'
  const policy = contentSecurityPolicy({ nonce, secure, development: process.env.NODE_ENV === 'development' })

  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  const { desk, path } = pageOf(request.nextUrl.pathname)
  // Nobody else says it.
  if (desk === null) headers.delete(DESK_HEADER)
  else headers.set(DESK_HEADER, desk)
  // The framework reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)

  const plain = request.nextUrl.clone()
  plain.pathname = path
  const response =
    desk === null ? NextResponse.next({ request: { headers } }) : NextResponse.rewrite(plain, { request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (secure) response.headers.set('strict-transport-security', STRICT_TRANSPORT_SECURITY)
  return response
}

/** The page that a path names, with its desk. Calls of a desk never come here: their door has answered. */
function pageOf(pathname: string): DeskPath {
  const asked = splitDesk(pathname)
  return asked && !asked.path.startsWith('/api/') ? asked : { desk: null, path: pathname }
}

export const config = {
  // What is data has a policy of its own (`server/web/headers.ts`). All else may be a page, also one that says that there is
  // no such file.
  matcher: ['/((?!api/|_next/|internal/).*)'],
}
