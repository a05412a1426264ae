import type { Tx } from '@/db/client'
import { dropSetupCode, isSetupCode, putSetupCode } from '@/db/queries/setup-codes'
import { hasAdministrator } from '@/db/queries/users'
import { hashCode, newSpokenCode } from '../../auth/codes'
import type { Deps } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'

/** 98 random bits, in groups of four: it is typed by hand once, and guessed at through a limit. */
const CHARACTERS = 20

const MISSING = sentence`Nobody administers this installation yet. Enter the setup code that its start printed; \`npm run admin -- setup-code\` makes a new one.`
const WRONG = sentence`This is not the setup code of the last start. \`npm run admin -- setup-code\` makes a new one.`

/** What is stored of a code; spaces, dashes and case do not matter. */
const hashOf = (code: string) => hashCode(code.toLowerCase().replaceAll(/[\s-]/g, ''))

/**
 * A new setup code, which takes the place of the one before. It is shown to whoever holds the machine; its hash alone is kept.
 * @returns null where somebody administers the installation already
 */
export async function makeSetupCode({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<string | null> {
  return db.asSystem(async (tx) => {
    if (await hasAdministrator(tx)) return null
    const code = newSpokenCode(CHARACTERS)
    await putSetupCode(tx, { hash: hashOf(code), createdAt: now() })
    return code
  })
}

/**
 * Lets whoever has the setup code pass while nobody administers the installation.
 * @returns what makes the code worth nothing once they have signed up
 * @throws DomainError `forbidden` without a code, `bad_request` with a wrong one, both at the field `setupCode`
 */
export async function requireSetupCode(tx: Tx, code: string | undefined): Promise<() => Promise<void>> {
  if (!code) throw new DomainError('forbidden', MISSING, { fields: { setupCode: MISSING } })
  if (!(await isSetupCode(tx, hashOf(code)))) throw new DomainError('bad_request', WRONG, { fields: { setupCode: WRONG } })
  return () => dropSetupCode(tx)
}
