import QRCode from 'qrcode'
import type { Tx } from '@/db/client'
import {
  confirmAuthenticator,
  deleteAuthenticator,
  findAuthenticator,
  listPasskeys,
  proposeAuthenticator,
  replaceRecoveryCodes,
} from '@/db/queries/second-factor'
import { noteSecondFactor } from '@/db/queries/sessions'
import { findUser } from '@/db/queries/users'
import { newTotpSecret, totpUri } from '../../auth/totp'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { ProofInput } from '../../schemas/security'
import { recordAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { countAttempts, forgiveAttempt } from '../users/attempts'
import { requireProof } from '../users/prove'
import { takeTotpStep } from './check'
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes'

export interface TotpProposal {
  /** In base32, for typing in. */
  secret: string
  /** `otpauth://…` */
  uri: string
  /** The same as a picture: a PNG as `data:` address. */
  qrCode: string
}

/**
 * Proposes a secret for an authenticator app; it counts once a first code has confirmed it.
 * @throws DomainError `conflict` where one is confirmed already
 */
export async function startTotp(ctx: ServiceContext, input: ProofInput): Promise<TotpProposal> {
  await requireProof(ctx, input)
  const secret = newTotpSecret()
  const sealed = await ctx.vault.sealUserSecret(personOf(ctx), 'totp', secret)
  const user = await ctx.db.asUser(personOf(ctx), async (tx) => {
    const proposed = await proposeAuthenticator(tx, personOf(ctx), { ...sealed, createdAt: ctx.now() })
    if (!proposed) throw new DomainError('conflict', sentence`An authenticator app is set up already. Remove it first.`)
    return findUser(tx, personOf(ctx))
  })
  const uri = totpUri(secret, user?.email ?? '')
  return { secret, uri, qrCode: await QRCode.toDataURL(uri, { margin: 1, scale: 6 }) }
}

/**
 * Confirms the app by its first code. From then on a password alone does not sign the user in.
 * @returns new recovery codes, shown this once
 * @throws DomainError `bad_request` at the field `code`, `conflict`, `rate_limited`
 */
export async function confirmTotp(ctx: ServiceContext, input: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const { sessionId } = requireSession(ctx)
  const attempt = { kind: 'confirm', subject: personOf(ctx) } as const
  await countAttempts(ctx, [attempt])
  const authenticator = await ctx.db.asUser(personOf(ctx), (tx) => findAuthenticator(tx, personOf(ctx)))
  if (!authenticator) throw new DomainError('conflict', sentence`Scan the code first.`)
  if (authenticator.confirmedAt !== null) throw new DomainError('conflict', sentence`An authenticator app is set up already.`)
  if ((await takeTotpStep(ctx, authenticator, input.code)) === null) {
    const message = sentence`This code is wrong. Check the clock of your phone.`
    throw new DomainError('bad_request', message, { fields: { code: message } })
  }
  await forgiveAttempt(ctx, attempt)
  const now = ctx.now()
  return ctx.db.asUser(personOf(ctx), async (tx) => {
    await confirmAuthenticator(tx, personOf(ctx), now)
    await noteSecondFactor(tx, personOf(ctx), sessionId, now)
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'second_factor_added')
    return { recoveryCodes: await makeRecoveryCodes(tx, ctx) }
  })
}

/** Removes the authenticator app. @throws DomainError as `requireProof`; `not_found` */
export async function removeTotp(ctx: ServiceContext, input: ProofInput): Promise<{ removed: true }> {
  await requireProof(ctx, input)
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    if (!(await deleteAuthenticator(tx, personOf(ctx))))
      throw new DomainError('not_found', sentence`No authenticator app is set up.`)
    await dropIdleRecoveryCodes(tx, personOf(ctx))
    await recordAudit(tx, personOf(ctx), ctx.actor, ctx.now(), 'second_factor_removed')
  })
  return { removed: true }
}

/** New recovery codes in the place of the old ones, shown this once. @throws DomainError as `requireProof`; `conflict` */
export async function renewRecoveryCodes(ctx: ServiceContext, input: ProofInput): Promise<{ recoveryCodes: string[] }> {
  await requireProof(ctx, input)
  return ctx.db.asUser(personOf(ctx), async (tx) => {
    if (!(await hasFactor(tx, personOf(ctx)))) throw new DomainError('conflict', sentence`Set up a second factor first.`)
    return { recoveryCodes: await makeRecoveryCodes(tx, ctx) }
  })
}

/** Makes and stores ten codes, the old ones void. */
export async function makeRecoveryCodes(tx: Tx, ctx: ServiceContext): Promise<string[]> {
  const codes = newRecoveryCodes()
  const hashes = codes.map((code) => recoveryCodeHash(personOf(ctx), code))
  await replaceRecoveryCodes(tx, personOf(ctx), hashes)
  await recordAudit(tx, personOf(ctx), ctx.actor, ctx.now(), 'recovery_codes_made')
  return codes
}

/** Codes that stand in for nothing any more are removed. */
export async function dropIdleRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  if (!(await hasFactor(tx, userId))) await replaceRecoveryCodes(tx, userId, [])
}

async function hasFactor(tx: Tx, userId: string): Promise<boolean> {
  const authenticator = await findAuthenticator(tx, userId)
  return authenticator?.confirmedAt != null || (await listPasskeys(tx, userId)).length > 0
}
