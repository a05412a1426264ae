import { isIP } from 'node:net'
import type { Env } from '../env'
import { answer, type Door } from './door'

/** Names under which this process answers: whole names, and `.example.com` for all below one. */
export type AllowedHosts = ReadonlySet<string>

/** The name in a Host header or an address: without port, brackets and a closing dot, in lower case. */
export function hostName(text: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(text)?.[1]
  const name = bracketed ?? text.split(':', 1)[0] ?? ''
  return name.toLowerCase().replace(/\.$/, '')
}

/** The names of ALLOWED_HOSTS, else the one of BASE_URL, and that of HOST where it is one; always those of this machine. */
export function allowedHosts({ ALLOWED_HOSTS, BASE_URL, HOST }: Pick<Env, 'ALLOWED_HOSTS' | 'BASE_URL' | 'HOST'>): AllowedHosts {
  const everywhere = HOST === '0.0.0.0' || HOST === '::'
  const own = [new URL(BASE_URL).host, ...(everywhere ? [] : [isIP(HOST) === 6 ? `[${HOST}]` : HOST])].map(hostName)
  return new Set(['localhost', ...own, ...ALLOWED_HOSTS])
}

function isAllowed(name: string, hosts: AllowedHosts): boolean {
  // All of 127.0.0.0/8 is this machine.
  if (hosts.has(name) || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))) return true
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) if (hosts.has(name.slice(dot))) return true
  return false
}

/**
 * Refuses requests for another name than ours: a page of somebody else's whose name was made to lead here (DNS rebinding)
 * would be one site with us for the browser, and links are made of the name. Health is asked before, by whatever address a
 * probe uses. A client of HTTP/1.0 names nothing, and nothing is made of it.
 * @param proxies without any of ours nobody may say by which name they were asked
 */
export function knownHost(hosts: AllowedHosts, proxies: number): Door {
  return (request, response) => {
    if (proxies === 0) delete request.headers['x-forwarded-host']
    const { host, 'x-forwarded-host': forwarded } = request.headers
    const named = [host, ...[forwarded].flat().flatMap((value) => value?.split(',') ?? [])]
    const unknown = named.find((value) => value !== undefined && value !== '' && !isAllowed(hostName(value.trim()), hosts))
    if (unknown === undefined) return false
    const error = 'Nothing is answered under this host name. Whoever runs this server can add it to ALLOWED_HOSTS.'
    return answer(response, 421, { error, code: 'misdirected_request' })
  }
}
