import { z } from 'zod'
import { SHARE_DELAYS, SHARE_PARTS, SHARE_RANGES, SHARE_UNITS } from '@/server/domain/share'
import { proof } from './security'
import { MOST_TOKEN_ACCOUNTS } from './tokens'

export const LONGEST_SHARE_DAYS = 365
const LEAST_PASSWORD = 8
const LONGEST_PASSWORD = 256

export const createShareSchema = z.object({
  ...proof,
  /** What whoever looks reads at the top. */
  title: z.string().trim().min(1, 'Give the link a title.').max(80, 'A title has at most 80 characters.'),
  /** The accounts that it shows; not given or null: all, those that come later too. */
  accountIds: z
    .array(z.uuid('This is no account id.'))
    .min(1, 'Choose at least one account.')
    .max(MOST_TOKEN_ACCOUNTS, `At most ${MOST_TOKEN_ACCOUNTS} accounts.`)
    .transform((ids) => [...new Set(ids)])
    .nullable()
    .optional(),
  /** A tag that takes whole accounts, instead of `accountIds`: those that it takes whenever somebody looks. */
  tagId: z.uuid('This is no tag’s id.').nullable().optional(),
  parts: z
    .array(z.enum(SHARE_PARTS))
    .min(1, 'Choose what the link shows.')
    .max(SHARE_PARTS.length)
    .transform((parts) => SHARE_PARTS.filter((part) => parts.includes(part))),
  unit: z.enum(SHARE_UNITS),
  delaySeconds: z.literal([...SHARE_DELAYS], 'No such delay.'),
  expiresInDays: z.number().int().min(1, 'At least one day.').max(LONGEST_SHARE_DAYS, `At most ${LONGEST_SHARE_DAYS} days.`),
  /** What whoever looks must know besides; not given: the link is enough. */
  linkPassword: z
    .string()
    .min(LEAST_PASSWORD, `A password has at least ${LEAST_PASSWORD} characters.`)
    .max(LONGEST_PASSWORD, `A password has at most ${LONGEST_PASSWORD} characters.`)
    .optional(),
})
export type CreateShareInput = z.output<typeof createShareSchema>

export const shareIdSchema = z.object({ id: z.uuid('This is no link’s id.') })

/** Of the address of a shared page: what else stands there is not looked at. */
export const sharedRangeSchema = z.enum(SHARE_RANGES).catch('30d')
