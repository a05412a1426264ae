import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * The caller's address as it stands in `X-Forwarded-For`; null if there is none. The header can be relied on because
 * `settleForwardedFor` has rewritten it before any handler ran.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string | null {
  const sent = headers.get('x-forwarded-for')
  return sent === null ? null : readAddress(sent)
}

/**
 * What `X-Forwarded-For` is to say: the one address of the caller. Each proxy appends the address it was called from;
 * all that stands further left than our own proxies put there was made up by the caller. An entry that cannot be read
 * (`unknown`, `_hidden`) says nothing: then it is the connection's other end that counts.
 * @param peer address of the connection
 * @param proxies how many proxies of ours stand in front of this process
 */
export function settleForwardedFor(sent: string | undefined, peer: string, proxies: number): string {
  const connection = readAddress(peer) ?? peer
  if (proxies === 0 || sent === undefined) return connection
  const chain = sent.split(',').filter((part) => part.trim() !== '')
  const entry = chain.at(-proxies) ?? chain[0]
  return (entry === undefined ? null : readAddress(entry)) ?? connection
}

/** One address in one form: without a port (`1.2.3.4:56`, `[2001:db8::1]:56`) and zone; an IPv4 one within IPv6 is itself. */
function readAddress(text: string): string | null {
  const trimmed = text.trim()
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed
  const [address = ''] = bare.split('%', 1)
  return isIP(address) === 0 ? null : ipaddr.process(address).toString()
}
