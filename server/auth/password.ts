import { readFileSync } from 'node:fs'
import path from 'node:path'
import { hash, verify } from '@node-rs/argon2'
import { type Sentence, sentence } from '../language/sentence'

export const PASSWORD_MIN = 8
/** Beyond it nobody is helped, and a hash would cost the server more than the sender. */
export const PASSWORD_MAX = 256

/** argon2id with OWASP's first choice: 19 MiB, 2 passes, 1 lane. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same characters typed on different systems are the same password (NIST SP 800-63B, 3.1.1.2). */
const normal = (password: string) => password.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST)
}

let nobody: Promise<string> | undefined

/**
 * Whether the password fits the hash. Where there is no hash (no such person, or one without a password) a hash of
 * nobody is checked instead, so that the answer takes as long.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const matches = await verify(stored ?? (await nobody), normal(password.slice(0, PASSWORD_MAX + 1)))
  return stored !== null && matches
}

let common: ReadonlySet<string> | undefined

function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(
    readFileSync(path.join(process.cwd(), 'server', 'auth', 'common-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('# ')),
  )
  return common
}

/**
 * What is wrong with a new password, in a sentence; null if nothing is. Length and known passwords only: no rules of
 * composition (NIST SP 800-63B).
 * @param email whose password it is to be: that, and its first part, are the first things to be guessed
 */
export function passwordFault(password: string, email: string): Sentence | null {
  const length = [...normal(password)].length
  if (length < PASSWORD_MIN) return sentence`A password has at least ${PASSWORD_MIN} characters.`
  if (length > PASSWORD_MAX) return sentence`A password has at most ${PASSWORD_MAX} characters.`
  const folded = normal(password).toLowerCase()
  const [local] = email.toLowerCase().split('@')
  if (folded === email.toLowerCase() || folded === local) return sentence`A password must not be your e-mail address.`
  if (folded.replaceAll(/[^a-z]/g, '') === 'ballast') return sentence`A password must not be the name of this product.`
  if (new Set(folded).size === 1) return sentence`This password is one character over and over.`
  if (commonPasswords().has(folded)) return sentence`This password is known from breaches of other sites. Choose another.`
  return null
}
