import { totpStep } from '../../auth/totp'

/** A code that an authenticator app does not show now; any fixed one is right once in a while. */
export async function wrongCodeFor(secret: string, now: Date): Promise<string> {
  for (const code of ['000000', '000001', '000002', '000003']) if ((await totpStep(secret, code, now, null)) === null) return code
  throw new Error('Four codes cannot all be right.')
}
