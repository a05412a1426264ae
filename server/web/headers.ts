import { DATA_POLICY, STATIC_SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from '../security/csp'
import type { Door } from './door'

/**
 * Gives every answer its security headers, whoever writes it. Whatever nobody gives a policy of its own (`proxy.ts` does
 * so for pages) has the one that lets nothing be loaded.
 * @param https the public address is https: browsers come back over nothing else
 */
export function securityHeaders({ https }: { https: boolean }): Door {
  return ({ url = '' }, response) => {
    for (const { key, value } of STATIC_SECURITY_HEADERS) response.setHeader(key, value)
    if (https) response.setHeader('Strict-Transport-Security', STRICT_TRANSPORT_SECURITY)
    // The reference page of the API adds its own, which browsers would hold together with this one.
    if (!url.startsWith('/api/docs')) response.setHeader('Content-Security-Policy', DATA_POLICY)
    return false
  }
}
