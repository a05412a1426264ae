/** What passkeys are bound to: a host, and the one address that pages are served from. */
export interface PasskeySite {
  /** The host of `origin` (WebAuthn's RP ID). */
  host: string
  /** Scheme, host and port. */
  origin: string
}

export function passkeySite(baseUrl: string): PasskeySite {
  const { hostname, origin } = new URL(baseUrl)
  return { host: hostname, origin }
}
