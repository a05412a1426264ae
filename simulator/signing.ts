import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256 of a request's canonical text, in the exchange's own encoding. */
export function hmacSha256(secret: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(text).digest(encoding)
}

/** Compares in constant time; lengths may differ. */
export function sameSignature(expected: string, given: string): boolean {
  const one = Buffer.from(expected)
  const other = Buffer.from(given)
  return one.length === other.length && timingSafeEqual(one, other)
}
