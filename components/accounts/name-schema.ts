import { z } from 'zod'

/** What an account may be called, as forms check it. */
export const accountNameSchema = z
  .string()
  .trim()
  .min(1, /*i18n*/ 'Give the account a name.')
  .max(64, /*i18n*/ 'A name has at most 64 characters.')
