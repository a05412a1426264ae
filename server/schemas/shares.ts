import { z } from 'zod'
import { SHARE_DELAYS, SHARE_PARTS, SHARE_RANGES, SHARE_UNITS } from '@/server/domain/share'
import { proof } from './security'
import { MOST_TOKEN_ACCOUNTS } from './tokens'

const TOO_MANY: `At most ${typeof MOST_TOKEN_ACCOUNTS} accounts.` = /*i18n*/ 'At most 500 accounts.'

export const LONGEST_SHARE_DAYS = 365
const TOO_LATE: `At most ${typeof LONGEST_SHARE_DAYS} days.` = /*i18n*/ 'At most 365 days.'
const LEAST_PASSWORD = 8
const SHORT_PASSWORD: `A password has at least ${typeof LEAST_PASSWORD} characters.` =
  /*i18n*/ 'A password has at least 8 characters.'
const LONGEST_PASSWORD = 256
const LONG_PASSWORD: `A password has at most ${typeof LONGEST_PASSWORD} characters.` =
  /*i18n*/ 'A password has at most 256 characters.'

export const createShareSchema = z.object({
  ...proof,
  /** What whoever looks reads at the top. */
  title: z.string().trim().min(1, /*i18n*/ 'Give the link a title.').max(80, /*i18n*/ 'A title has at most 80 characters.'),
  /** The accounts that it shows; not given or null: all, those that come later too. */
  accountIds: z
    .array(z.uuid('This is no account id.'))
    .min(1, /*i18n*/ 'Choose at least one account.')
    .max(MOST_TOKEN_ACCOUNTS, TOO_MANY)
    .transform((ids) => [...new Set(ids)])
    .nullable()
    .optional(),
  /** A tag that takes whole accounts, instead of `accountIds`: those that it takes whenever somebody looks. */
  tagId: z.uuid('This is no tag’s id.').nullable().optional(),
  parts: z
    .array(z.enum(SHARE_PARTS))
    .min(1, /*i18n*/ 'Choose what the link shows.')
    .max(SHARE_PARTS.length)
    .transform((parts) => SHARE_PARTS.filter((part) => parts.includes(part))),
  unit: z.enum(SHARE_UNITS),
  delaySeconds: z.literal([...SHARE_DELAYS], 'No such delay.'),
  expiresInDays: z.number().int().min(1, /*i18n*/ 'At least one day.').max(LONGEST_SHARE_DAYS, TOO_LATE),
  /** What whoever looks must know besides; not given: the link is enough. */
  linkPassword: z.string().min(LEAST_PASSWORD, SHORT_PASSWORD).max(LONGEST_PASSWORD, LONG_PASSWORD).optional(),
})
export type CreateShareInput = z.output<typeof createShareSchema>

export const shareIdSchema = z.object({ id: z.uuid('This is no link’s id.') })

/** Of the address of a shared page: what else stands there is not looked at. */
export const sharedRangeSchema = z.enum(SHARE_RANGES).catch('30d')
