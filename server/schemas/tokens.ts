import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { proof } from './security'

export const MAX_TOKEN_DAYS = 3650
const TOO_LONG: `At most ${typeof MAX_TOKEN_DAYS} days.` = /*i18n*/ 'At most 3650 days.'
/** What the operator allows unless they say otherwise. */
export const DEFAULT_LONGEST_DAYS = 365

/** An address or a CIDR range, IPv4 or IPv6. */
export const addressRangeSchema = z
  .string()
  .trim()
  .max(64)
  .refine(
    (text) => (text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text)),
    /*i18n*/ 'Write an address or a range, like 203.0.113.7 or 203.0.113.0/24.',
  )

/** Accounts that a token can be limited to. */
export const MOST_TOKEN_ACCOUNTS = 500
const TOO_MANY: `At most ${typeof MOST_TOKEN_ACCOUNTS} accounts.` = /*i18n*/ 'At most 500 accounts.'

/** As `AGENT_DEEDS` (`server/context`) has them. */
const AGENT_TOOLS = ['set_leverage'] as const

export const createTokenSchema = z.object({
  ...proof,
  name: z.string().trim().min(1, /*i18n*/ 'Give the token a name.').max(64, /*i18n*/ 'A name has at most 64 characters.'),
  scopes: z
    .array(z.enum(['read', 'manage', 'trade']))
    .min(1, /*i18n*/ 'Choose what the token may do.')
    .max(3)
    .transform((scopes) => [...new Set(scopes)]),
  /** Days until it ends, at most what the operator allows; null: never, where they allow that; not given: 90, or that most. */
  expiresInDays: z.number().int().min(1, /*i18n*/ 'At least one day.').max(MAX_TOKEN_DAYS, TOO_LONG).nullable().optional(),
  /** The accounts that it is limited to; not given or null: all, those that come later too. */
  accountIds: z
    .array(z.uuid('This is no account id.'))
    .min(1, /*i18n*/ 'Choose at least one account.')
    .max(MOST_TOKEN_ACCOUNTS, TOO_MANY)
    .transform((ids) => [...new Set(ids)])
    .nullable()
    .optional(),
  /** What an agent may do with it beyond reading, by name; each beside its scope. */
  tools: z
    .array(z.enum(AGENT_TOOLS))
    .max(AGENT_TOOLS.length)
    .transform((tools) => [...new Set(tools)])
    .optional(),
  /** Addresses that may use it; not given or empty: any. */
  ipAllowList: z.array(addressRangeSchema).max(50, /*i18n*/ 'At most 50 addresses.').optional(),
})

export const tokenIdSchema = z.object({ id: z.uuid('This is no token id.') })

export type CreateTokenInput = z.output<typeof createTokenSchema>
