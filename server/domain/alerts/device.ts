/** A browser's push subscription, as it says it itself. */
export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/**
 * What a subscription is known by, on both sides, without telling where it leads: SHA-256, base64url. Browsers have what
 * makes it wherever they have push.
 */
export async function deviceOf({ endpoint, p256dh, auth }: Subscription): Promise<string> {
  const text = new TextEncoder().encode([endpoint, p256dh, auth].join('\n'))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  // Of 32 bytes the 44th character is filling.
  return btoa(String.fromCharCode(...hash))
    .slice(0, 43)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
