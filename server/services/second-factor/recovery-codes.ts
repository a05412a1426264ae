import { randomBytes } from 'node:crypto'
import { hashCode } from '../../auth/codes'

const COUNT = 10
const BYTES = 10
/** Without letters that are read as others. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes of 16 characters in groups of four, 79 random bits each; shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    let number = BigInt(`0x${randomBytes(BYTES).toString('hex')}`)
    let code = ''
    for (let i = 0; i < 16; i++) {
      code += ALPHABET[Number(number % BigInt(ALPHABET.length))]
      number /= BigInt(ALPHABET.length)
    }
    return code.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** What is stored of a code; spaces, dashes and case do not matter. */
export function recoveryCodeHash(userId: string, code: string): string {
  return hashCode(`${userId} ${code.toLowerCase().replaceAll(/[\s-]/g, '')}`)
}
