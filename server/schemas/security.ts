import { z } from 'zod'
import { emailSchema, passwordSchema } from './users'

export const PROVIDERS = ['github', 'google', 'oidc'] as const
export type Provider = (typeof PROVIDERS)[number]
/** A provider as pages name it. */
export interface ProviderChoice {
  id: Provider
  name: string
}

/**
 * What the signed-in person is asked for again: their password, where they have one, and a code of the second factor, where
 * they have that and none was given minutes ago.
 */
export const proof = { password: passwordSchema.optional(), code: z.string().trim().max(64).optional() }

export const proofSchema = z.object(proof)
export const changePasswordSchema = z.object({ ...proof, newPassword: passwordSchema })
export const proveAddressSchema = z.object({ code: z.string().min(1).max(200) })
export const provePasskeySchema = z.object({ response: z.lazy(() => passkeyAssertionSchema) })
export const requestResetSchema = z.object({ email: emailSchema })
export const resetPasswordSchema = z.object({ code: z.string().min(1).max(200), newPassword: passwordSchema })
export const totpCodeSchema = z.object({ code: z.string().trim().min(1, /*i18n*/ 'Enter the code.').max(64) })
export const secondStepSchema = totpCodeSchema
export const linkSchema = z.object({ ...proof, provider: z.enum(PROVIDERS) })
export const deleteMeSchema = z.object({
  ...proof,
  /** The user's own address, typed, so that it does not happen by a slip. */
  email: emailSchema,
})

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]*$/, 'This is no base64url.')
const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional().catch(undefined),
}

/** What a browser answers when a passkey is made (`RegistrationResponseJSON`). */
export const passkeyRegistrationSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    /** Ways to reach it that this version does not know are left out. */
    transports: z
      .array(z.unknown())
      .max(20)
      .optional()
      .transform((given) => (given ?? []).flatMap((way) => transport.safeParse(way).data ?? [])),
  }),
})

/** What a browser answers when a passkey signs (`AuthenticationResponseJSON`). */
export const passkeyAssertionSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
})

export const addPasskeySchema = z.object({
  name: z.string().trim().min(1, /*i18n*/ 'Give the passkey a name.').max(64, /*i18n*/ 'A name has at most 64 characters.'),
  response: passkeyRegistrationSchema,
})
export const removePasskeySchema = z.object({ ...proof, id: z.uuid('This is no passkey id.') })

export const passkeySignInSchema = z.object({ challengeId: z.uuid(), response: passkeyAssertionSchema })

export type ProvePasskeyInput = z.output<typeof provePasskeySchema>
export type ProofInput = z.output<typeof proofSchema>
export type ChangePasswordInput = z.output<typeof changePasswordSchema>
export type ResetPasswordInput = z.output<typeof resetPasswordSchema>
export type AddPasskeyInput = z.output<typeof addPasskeySchema>
export type RemovePasskeyInput = z.output<typeof removePasskeySchema>
export type PasskeySignInInput = z.output<typeof passkeySignInSchema>
export type DeleteMeInput = z.output<typeof deleteMeSchema>
