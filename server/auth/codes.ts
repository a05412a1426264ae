import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** A code for a link, 256 random bits: what is stored is `hashCode` of it. */
export const newCode = () => randomBytes(32).toString('base64url')

/** Without letters that are read as others. */
const SPOKEN = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A code that people type, in groups of four characters of `log2(31)` (4.95) random bits each. */
export function newSpokenCode(characters: number): string {
  const code = Array.from({ length: characters }, () => SPOKEN[randomInt(SPOKEN.length)]).join('')
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** Lower-case hex SHA-256: enough for what is random and long. */
export const hashCode = (code: string) => createHash('sha256').update(code, 'utf8').digest('hex')

/** Compares without telling by the time where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(hashCode(a)), Buffer.from(hashCode(b))]
  return timingSafeEqual(left, right)
}
