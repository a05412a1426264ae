import { z } from 'zod'

/** Lower case, as addresses are kept and compared. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, /*i18n*/ 'This is longer than an e-mail address can be.')
  .pipe(z.email(/*i18n*/ 'Enter your e-mail address.'))

/** What is sent as a password; whether a new one is good enough is the service's business. */
export const passwordSchema = z
  .string()
  .min(1, /*i18n*/ 'Enter a password.')
  .max(1024, /*i18n*/ 'A password has at most 256 characters.')

export const personNameSchema = z.string().trim().max(100, /*i18n*/ 'A name has at most 100 characters.')

export const registerSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: personNameSchema.optional(),
  /** The code of an invitation, where one is needed. */
  invitation: z.string().trim().max(200).optional(),
  /** What the start printed, while nobody administers. */
  setupCode: z.string().trim().max(64).optional(),
})

export const signInSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  /** Of the second factor: 6 digits, or a recovery code. */
  code: z.string().trim().max(64).optional(),
})

export type RegisterInput = z.output<typeof registerSchema>
export type SignInInput = z.output<typeof signInSchema>
