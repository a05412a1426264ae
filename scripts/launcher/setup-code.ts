import { openAppDb } from '@/db/roles'
import { makeSetupCode } from '@/server/services/users/setup-code'

/**
 * A new setup code for whoever started this; the one of an earlier start is worth nothing from then on.
 * @returns null where somebody administers the installation already
 */
export async function newSetupCode(databaseUrl: string): Promise<string | null> {
  const db = await openAppDb({ url: databaseUrl, max: 1 })
  try {
    return await makeSetupCode({ db, now: () => new Date() })
  } finally {
    await db.close()
  }
}

/** What is said of a setup code where it is made. */
export function setupWords(code: string, baseUrl: string): string[] {
  return [
    'Nobody administers this installation yet: whoever signs up with the setup code does. It is good once.',
    `  Setup code: ${code}`,
    `  Sign up:    ${baseUrl}/sign-up#setup=${code}`,
  ]
}
