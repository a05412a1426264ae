const LONGEST = 2000

/** Where a browser may be sent with a code: https, or a program on the person's own machine. */
export function isRedirectUri(text: string): boolean {
  // What URIs are written with (RFC 3986): a parser drops line ends and hides what else does not belong there.
  if (text.length > LONGEST || !/^[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false
  const { protocol, hash, username, password } = new URL(text)
  if (hash !== '' || text.includes('#') || username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text))
}

export function isLoopback(text: string): boolean {
  const { hostname } = new URL(text)
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '127.0.0.1'
}

/**
 * Whether a program registered this address. A program on the person's machine takes any free port (RFC 8252 §7.3): the port
 * alone may differ there; else every character counts.
 */
export function isRegistered(asked: string, registered: readonly string[]): boolean {
  if (!isRedirectUri(asked)) return false
  return registered.some(
    (known) => known === asked || (isLoopback(known) && isLoopback(asked) && withoutPort(known) === withoutPort(asked)),
  )
}

function withoutPort(text: string): string {
  const url = new URL(text)
  url.port = ''
  return url.href
}
