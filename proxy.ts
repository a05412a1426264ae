import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, STRICT_TRANSPORT_SECURITY } from './server/security/csp'

/** Gives each page its nonce and Content-Security-Policy, and tells the page its own path. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const secure = request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https'
  const policy = contentSecurityPolicy({ nonce, secure, development: process.env.NODE_ENV === 'development' })

  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  // The framework reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (secure) response.headers.set('strict-transport-security', STRICT_TRANSPORT_SECURITY)
  return response
}

export const config = {
  // What is data has a policy of its own (`server/web/headers.ts`). All else may be a page, also one that says that there is
  // no such file.
  matcher: ['/((?!api/|_next/|internal/).*)'],
}
