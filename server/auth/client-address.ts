import ipaddr from 'ipaddr.js'

/**
 * The caller's address as it stands in `X-Forwarded-For`; null if there is none. The header can be relied on because
 * `settleForwardedFor` has rewritten it before any handler ran.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string | null {
  const first = headers.get('x-forwarded-for')?.split(',')[0]?.trim()
  return first && ipaddr.isValid(first) ? ipaddr.process(first).toString() : null
}

/**
 * What `X-Forwarded-For` is to say: the one address of the caller. Each proxy appends the address it was called from;
 * all that stands further left than our own proxies put there was made up by the caller.
 * @param peer address of the connection
 * @param proxies how many proxies of ours stand in front of this process
 */
export function settleForwardedFor(sent: string | undefined, peer: string, proxies: number): string {
  const chain = [...(sent ?? '').split(',').map((part) => part.trim()), peer].filter((part) => part !== '')
  return chain.at(-1 - proxies) ?? chain[0] ?? peer
}
