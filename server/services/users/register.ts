import { insertUser, updateUser } from '@/db/queries/users'
import { evenTime } from '../../auth/even-time'
import { hashPassword, passwordFault } from '../../auth/password'
import type { Visitor } from '../../auth/session-policy'
import { DomainError } from '../../errors'
import type { RegisterInput } from '../../schemas/users'
import { recordAudit } from '../audit/record'
import { countAttempts } from './attempts'
import { mayRegister, type RegistrationPolicy } from './registration'

/** Longer than making a user takes. */
const ANSWER_AFTER_MS = 250

/**
 * Makes a user; while nobody administers the installation, whoever has its setup code, as the administrator. The answer, and the time it takes, are the same
 * where the address is taken: whoever signed up signs in next, which only the owner's password does.
 * @throws DomainError `bad_request` (with fields), `forbidden` where the policy says no, `rate_limited`
 */
export async function registerUser(ctx: Visitor, input: RegisterInput, policy: RegistrationPolicy): Promise<{ accepted: true }> {
  await countAttempts(ctx, [{ kind: 'register_address', subject: ctx.ipAddress ?? 'unknown' }])
  const fault = passwordFault(input.password, input.email)
  if (fault) throw new DomainError('bad_request', fault, { fields: { password: fault } })
  return evenTime(ANSWER_AFTER_MS, async () => {
    const { email } = input
    const passwordHash = await hashPassword(input.password)
    const now = ctx.now()
    await ctx.db.asSystem(async (tx) => {
      const { isAdmin, sentToAddress, accept } = await mayRegister(tx, policy, input, now)
      const user = await insertUser(tx, { email, name: input.name || null, passwordHash, isAdmin, now })
      if (!user) return
      await accept()
      // Whoever has the code has the letter that it came in.
      if (sentToAddress) await updateUser(tx, user.id, { emailProvenAt: now })
      const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
      await recordAudit(tx, user.id, visitor, now, 'registered', { email })
    })
    return { accepted: true }
  })
}
