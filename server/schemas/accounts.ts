import { z } from 'zod'
import { ACCOUNT_GROUPINGS, ACCOUNT_SORTS } from '../domain/account-table'
import { LONGEST_SEARCH } from '../domain/asset-view'
import { ACCOUNT_STATES, MARGIN_MODES } from '../domain/views'
import type { CREDENTIAL_FIELDS } from '../exchanges/port'

const LONG_SEARCH: `A search has at most ${typeof LONGEST_SEARCH} characters.` = /*i18n*/ 'A search has at most 200 characters.'

/** A credential as pasted: spaces and line ends around it are never meant. */
const credential = z
  .string()
  .trim()
  .max(8192, /*i18n*/ 'This is longer than any key is.')
  .transform((value) => (value === '' ? undefined : value))

export const credentialsSchema = z
  .object({
    apiKey: credential,
    apiSecret: credential,
    password: credential,
    uid: credential,
    walletAddress: credential,
    privateKey: credential,
    vaultAddress: credential,
    subAccount: credential,
  } satisfies Record<(typeof CREDENTIAL_FIELDS)[number], typeof credential>)
  .partial()

export const credentialOptionsSchema = z
  .record(z.string().max(32), z.boolean())
  .refine((options) => Object.keys(options).length <= 32, 'Too many options.')

export const marginModeSchema = z.enum(MARGIN_MODES)

/** Length and characters are the service's business, which says what is wrong in plain words. */
const name = z.string().max(1000, /*i18n*/ 'A name has at most 64 characters.')

export const accountIdSchema = z.object({ id: z.uuid('This is no account id.') })

export const listAccountsSchema = z.object({ includeArchived: z.boolean().default(false) })

export const accountTableSchema = z.object({
  search: z.string().max(LONGEST_SEARCH, LONG_SEARCH).default(''),
  states: z.array(z.enum(ACCOUNT_STATES)).max(ACCOUNT_STATES.length).default([]),
  /** Ids of tags; what is none of the caller's finds nothing. */
  tags: z.array(z.string().max(100)).max(100).default([]),
  sort: z.enum(ACCOUNT_SORTS).default('added'),
  descending: z.boolean().default(false),
  groupBy: z.enum(ACCOUNT_GROUPINGS).default('none'),
  /** Rows, from the first on. */
  count: z.number().int().min(1).max(10_000).default(20),
})
export type AccountTableInput = z.output<typeof accountTableSchema>

/** Of which market of an account the highest leverage is wanted. */
export const leverageLimitSchema = accountIdSchema.extend({ pair: z.string().trim().min(1).max(100) })
export type LeverageLimitInput = z.output<typeof leverageLimitSchema>

export const listRefreshesSchema = accountIdSchema.extend({ limit: z.number().int().min(1).max(200).default(20) })

export const recordAccountSchema = accountIdSchema.extend({ scale: z.boolean().default(false) })

export const createAccountSchema = z.object({
  name,
  /** ccxt id or display name, any case. */
  exchange: z.string().min(1, /*i18n*/ 'Choose an exchange.').max(64),
  credentials: credentialsSchema,
  credentialOptions: credentialOptionsSchema.optional(),
  marginMode: marginModeSchema.optional(),
  sandbox: z.boolean().optional(),
  /** A key that may withdraw is refused unless its owner insists. */
  allowWithdraw: z.boolean().optional(),
})

export const takeSubAccountsSchema = accountIdSchema.extend({
  /** As the exchange names them. */
  subAccounts: z.array(z.string().min(1).max(256)).min(1, /*i18n*/ 'Choose at least one sub-account.').max(500),
})

export const testCredentialsSchema = createAccountSchema.pick({
  exchange: true,
  credentials: true,
  credentialOptions: true,
  sandbox: true,
})

export const updateAccountSchema = accountIdSchema.extend({
  name: name.optional(),
  marginMode: marginModeSchema.optional(),
  credentialOptions: credentialOptionsSchema.optional(),
  /** All that the exchange needs, not only what changed. */
  credentials: credentialsSchema.optional(),
  allowWithdraw: z.boolean().optional(),
})

export const restoreAccountSchema = accountIdSchema.extend({
  credentials: credentialsSchema,
  /** Where the old name is taken by now. */
  name: name.optional(),
  allowWithdraw: z.boolean().optional(),
})

/** A positive decimal number written out. */
export const leverageSchema = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{1,8})?$/, /*i18n*/ 'Leverage is a positive number.')
  .refine((value) => /[1-9]/.test(value), /*i18n*/ 'Leverage is a positive number.')

/** Of which leverage of an account's pair the exchange is asked what it would do. */
export const leverageEstimateSchema = leverageLimitSchema.extend({ leverage: leverageSchema })
export type LeverageEstimateInput = z.output<typeof leverageEstimateSchema>

export const setLeverageSchema = z.object({
  accountIds: z.array(z.uuid('This is no account id.')).min(1, 'Name at least one account.').max(500),
  pair: z.string().trim().min(1, /*i18n*/ 'Name a pair.').max(100),
  leverage: leverageSchema,
})

export type Credentials = z.output<typeof credentialsSchema>
export type ListAccountsInput = z.output<typeof listAccountsSchema>
export type ListRefreshesInput = z.output<typeof listRefreshesSchema>
export type RecordAccountInput = z.output<typeof recordAccountSchema>
export type CreateAccountInput = z.output<typeof createAccountSchema>
export type TakeSubAccountsInput = z.output<typeof takeSubAccountsSchema>
export type TestCredentialsInput = z.output<typeof testCredentialsSchema>
export type UpdateAccountInput = z.output<typeof updateAccountSchema>
export type RestoreAccountInput = z.output<typeof restoreAccountSchema>
export type SetLeverageInput = z.output<typeof setLeverageSchema>
