import { msg } from '@lingui/core/macro'
import { z } from 'zod'

/** What the server asks of a new password at least; it also knows the common ones. */
export const newPassword = z
  .string()
  .min(8, /*i18n*/ 'A password has at least 8 characters.')
  .max(256, /*i18n*/ 'A password has at most 256 characters.')

export const newPasswordSchema = z.object({ newPassword })

export const PASSWORD_ADVICE = msg`At least 8 characters. A long phrase is better than special characters; ones known from breaches are refused.`
