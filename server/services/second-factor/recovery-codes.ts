import { randomBytes } from 'node:crypto'
import { hashCode } from '../../auth/codes'

const COUNT = 10
const BYTES = 16
/** 118 random bits: enough for a plain hash (ASVS 5.0, 6.5.2 asks 112). */
const CHARACTERS = 24
/** Without letters that are read as others. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes in groups of four characters; shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    let number = BigInt(`0x${randomBytes(BYTES).toString('hex')}`)
    let code = ''
    for (let i = 0; i < CHARACTERS; i++) {
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
