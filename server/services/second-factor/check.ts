import {
  type AuthenticatorRow,
  findAuthenticator,
  listPasskeys,
  STEPS_AHEAD,
  useRecoveryCode,
  useStep,
} from '@/db/queries/second-factor'
import type { Visitor } from '../../auth/session-policy'
import { stepAt, totpStep } from '../../auth/totp'
import type { Deps } from '../../context'
import { recordAudit } from '../audit/record'
import { recoveryCodeHash } from './recovery-codes'

/** True where a password alone does not sign the user in: an authenticator app was confirmed, or there is a passkey. */
export async function needsSecondFactor({ db }: Deps, userId: string): Promise<boolean> {
  return db.asUser(userId, async (tx) => {
    const authenticator = await findAuthenticator(tx, userId)
    return authenticator?.confirmedAt != null || (await listPasskeys(tx, userId)).length > 0
  })
}

/** The step of a right code of this authenticator, used up by asking; null for a wrong or used one. */
export async function takeTotpStep(deps: Deps, authenticator: AuthenticatorRow, code: string): Promise<number | null> {
  const { userId, lastStep } = authenticator
  const secret = await deps.vault.openUserSecret(userId, 'totp', authenticator)
  const now = deps.now()
  // A step that has not come yet was used while a clock was wrong: it voids no code of now.
  const usedUp = lastStep !== null && lastStep > stepAt(now) + STEPS_AHEAD ? null : lastStep
  const step = await totpStep(secret, code.replaceAll(/\s/g, ''), now, usedUp)
  if (step === null) return null
  return (await deps.db.asUser(userId, (tx) => useStep(tx, userId, step))) ? step : null
}

/** Whether a code is the user's: of their confirmed authenticator app, or a recovery code. Either is good once. */
export async function checkSecondFactor(ctx: Visitor, userId: string, code: string): Promise<boolean> {
  const authenticator = await ctx.db.asUser(userId, (tx) => findAuthenticator(tx, userId))
  if (authenticator?.confirmedAt && (await takeTotpStep(ctx, authenticator, code)) !== null) return true
  const now = ctx.now()
  return ctx.db.asUser(userId, async (tx) => {
    if (!(await useRecoveryCode(tx, userId, recoveryCodeHash(userId, code), now))) return false
    const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
    await recordAudit(tx, userId, visitor, now, 'recovery_code_used')
    return true
  })
}
