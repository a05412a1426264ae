import { configuredProviders, ownSite } from '@/server/auth/ways'
import { env } from '@/server/env'
import { createMailer } from '@/server/mail'
import * as schemas from '@/server/schemas/security'
import { startLink, unlink } from '@/server/services/identities/link'
import { deleteMe } from '@/server/services/me/delete'
import { addPasskey, startPasskey } from '@/server/services/passkeys/add'
import { proveByPasskey, startPasskeyProof } from '@/server/services/passkeys/prove'
import { removePasskey } from '@/server/services/passkeys/remove'
import { startPasskeySignIn } from '@/server/services/passkeys/sign-in'
import { readFactorNotice } from '@/server/services/second-factor/notice'
import { confirmTotp, removeTotp, renewRecoveryCodes, startTotp } from '@/server/services/second-factor/totp'
import { proveAddress, requestAddressProof } from '@/server/services/users/address'
import { changePassword, requestPasswordReset, resetPassword } from '@/server/services/users/password'
import { getSecurity } from '@/server/services/users/security'
import { protectedProcedure, publicProcedure, router, withService } from '../init'

/** How the signed-in user signs in; and the ways back in for somebody who cannot. */
export const securityRouter = router({
  get: protectedProcedure.query(({ ctx }) => getSecurity(ctx.service, configuredProviders())),

  changePassword: protectedProcedure.input(schemas.changePasswordSchema).mutation(withService(changePassword)),
  requestReset: publicProcedure
    .input(schemas.requestResetSchema)
    .mutation(({ ctx: { deps, ipAddress, userAgent, language }, input }) => {
      const means = { mail: createMailer(env(), deps.log), baseUrl: env().BASE_URL }
      const visitor = { ...deps, ipAddress, userAgent, ...(language && { language }) }
      return requestPasswordReset(visitor, input, means)
    }),
  resetPassword: publicProcedure
    .input(schemas.resetPasswordSchema)
    .mutation(({ ctx: { deps, ipAddress, userAgent }, input }) => resetPassword({ ...deps, ipAddress, userAgent }, input)),

  requestAddressProof: protectedProcedure.mutation(({ ctx }) =>
    requestAddressProof(ctx.service, { mail: createMailer(env(), ctx.deps.log), baseUrl: env().BASE_URL }),
  ),
  /** By the code of the link in that letter. */
  proveAddress: protectedProcedure.input(schemas.proveAddressSchema).mutation(withService(proveAddress)),

  startTotp: protectedProcedure.input(schemas.proofSchema).mutation(withService(startTotp)),
  confirmTotp: protectedProcedure.input(schemas.totpCodeSchema).mutation(withService(confirmTotp)),
  removeTotp: protectedProcedure.input(schemas.proofSchema).mutation(withService(removeTotp)),
  renewRecoveryCodes: protectedProcedure.input(schemas.proofSchema).mutation(withService(renewRecoveryCodes)),

  startPasskey: protectedProcedure
    .input(schemas.proofSchema)
    .mutation(({ ctx, input }) => startPasskey(ctx.service, input, ownSite())),
  addPasskey: protectedProcedure
    .input(schemas.addPasskeySchema)
    .mutation(({ ctx, input }) => addPasskey(ctx.service, input, ownSite())),
  removePasskey: protectedProcedure.input(schemas.removePasskeySchema).mutation(withService(removePasskey)),
  /** A second factor given again by a passkey: what asks for one in the next minutes is satisfied. */
  startPasskeyProof: protectedProcedure.mutation(({ ctx }) => startPasskeyProof(ctx.service, ownSite())),
  proveByPasskey: protectedProcedure
    .input(schemas.provePasskeySchema)
    .mutation(({ ctx, input }) => proveByPasskey(ctx.service, input, ownSite())),
  /** Before `signIn('passkey', { challengeId, response: JSON.stringify(…) })`. */
  startPasskeySignIn: publicProcedure.mutation(({ ctx: { deps, ipAddress, userAgent } }) =>
    startPasskeySignIn({ ...deps, ipAddress, userAgent }, ownSite()),
  ),

  /** Before `signIn(provider)`, while signed in. */
  startLink: protectedProcedure.input(schemas.linkSchema).mutation(withService(startLink)),
  unlink: protectedProcedure.input(schemas.linkSchema).mutation(withService(unlink)),

  /** The user has read that an administrator took their second factor off. */
  readFactorNotice: protectedProcedure.mutation(({ ctx }) => readFactorNotice(ctx.service)),

  deleteMe: protectedProcedure.input(schemas.deleteMeSchema).mutation(withService(deleteMe)),
})
