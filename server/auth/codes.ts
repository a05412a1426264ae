import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A code for a link, 256 random bits: what is stored is `hashCode` of it. */
export const newCode = () => randomBytes(32).toString('base64url')

/** Lower-case hex SHA-256: enough for what is random and long. */
export const hashCode = (code: string) => createHash('sha256').update(code, 'utf8').digest('hex')

/** Compares without telling by the time where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(hashCode(a)), Buffer.from(hashCode(b))]
  return timingSafeEqual(left, right)
}
