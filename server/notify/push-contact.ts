/**
 * Whom push services may turn to about what this installation sends (RFC 8292, 2.1): its own public address, else that of its
 * letters. Apple refuses messages whose contact is at `localhost`.
 */
export function pushContact({ BASE_URL, MAIL_FROM }: { BASE_URL: string; MAIL_FROM: string }): string {
  const { protocol, hostname, origin } = new URL(BASE_URL)
  if (protocol === 'https:' && hostname !== 'localhost') return origin
  return `mailto:${/<([^<>\s]+)>\s*$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM.trim()}`
}
