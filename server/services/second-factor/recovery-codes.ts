import { hashCode, newSpokenCode } from '../../auth/codes'

const COUNT = 10
/** 118 random bits: enough for a plain hash (ASVS 5.0, 6.5.2 asks 112). */
const CHARACTERS = 24

/** Ten codes in groups of four characters; shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => newSpokenCode(CHARACTERS))
}

/** What is stored of a code; spaces, dashes and case do not matter. */
export function recoveryCodeHash(userId: string, code: string): string {
  return hashCode(`${userId} ${code.toLowerCase().replaceAll(/[\s-]/g, '')}`)
}
