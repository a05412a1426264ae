import * as z from 'zod'
import { MARGIN_MODES } from '@/server/domain/views'
import { ASKED_FOR, ASKED_OUTCOMES } from '@/server/exchanges/port'
import { leverageSchema } from '@/server/schemas/accounts'
import { createdAfterParam, flagParam, limitParam, pageQuery, wireAmount, wireAmountOrNull, wireTime, wireUuid } from './common'

const permission = z.enum(['read', 'trade', 'withdraw', 'transfer'])
const credentialOptions = z
  .record(z.string(), z.boolean())
  .meta({ description: 'Which markets are enabled: {"default": true} is all of them.', examples: [{ default: true }] })
const marginMode = z.enum(MARGIN_MODES)

export const account = z
  .object({
    id: wireUuid,
    name: z.string(),
    exchange: z.string().meta({ description: 'Display name.', examples: ['Bybit'] }),
    margin_mode: marginMode,
    position_mode: z.enum(['one_way', 'hedge', 'pair_level']).nullable(),
    archived: z.boolean(),
    valid: z.boolean().meta({ description: 'The key worked when it was last used.' }),
    api_key: z.string().meta({ description: 'Masked: the first 5 characters and ********.', examples: ['abcde********'] }),
    permissions: z.array(permission).nullable(),
    credential_options: credentialOptions,
    sandbox: z.boolean(),
    created_at: wireTime,
    updated_at: wireTime,
    last_refreshed_at: wireTime.nullable(),
    last_error: z.object({ code: z.string(), message: z.string(), since: wireTime, next_try_at: wireTime.nullable() }).nullable(),
  })
  .meta({ id: 'Account' })

export const activityQuery = z.object({ id: wireUuid.meta({ description: 'Of the account.' }), ...pageQuery.shape })
export const activityResponse = z
  .array(
    z.object({
      purpose: z.enum(ASKED_FOR),
      question: z.string().meta({ description: 'Method, host and path.', examples: ['GET www.okx.com/api/v5/account/balance'] }),
      asked: z.number().int(),
      refused: z.number().int().meta({ description: 'Of those: answered with an error of the exchange.' }),
      unanswered: z.number().int().meta({ description: 'Of those: without an answer that makes sense.' }),
      last_at: wireTime,
      last_outcome: z.enum(ASKED_OUTCOMES),
    }),
  )
  .meta({ id: 'KeyActivity' })

export const listQuery = z.object({
  include_archived: flagParam('Archived accounts too.'),
  after: createdAfterParam,
  limit: limitParam(1000, 'all'),
})
export const listResponse = z.array(account).meta({ id: 'Accounts' })

/** An absent credential may also come as null or an empty string, as some clients send it. */
const credential = z
  .string()
  .max(4096)
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value))

const credentialFields = {
  api_key: credential,
  api_secret: credential,
  password: credential.meta({ description: 'Passphrase, where the exchange needs one.' }),
  passphrase: credential.meta({ description: 'Alias of password.' }),
  uid: credential,
  wallet_address: credential,
  private_key: credential,
  vault_address: credential.meta({ description: 'Hyperliquid vault or sub-account.' }),
}

const allowWithdraw = z
  .boolean()
  .nullish()
  .meta({ description: 'true: connect a key although it may withdraw, which Ballast never needs.' })

export const createBody = z
  .object({
    name: z.string(),
    exchange: z.string().meta({ description: 'Display name or ccxt id, in any case.', examples: ['Bybit'] }),
    ...credentialFields,
    credential_options: credentialOptions.nullish(),
    margin_mode: marginMode.nullish(),
    sandbox: z.boolean().nullish(),
    allow_withdraw: allowWithdraw,
  })
  .meta({ id: 'CreateAccount' })

export const updateBody = z
  .object({
    id: wireUuid,
    name: z.string().nullish(),
    new_name: z.string().nullish().meta({ description: 'Alias of name.' }),
    ...credentialFields,
    credential_options: credentialOptions.nullish(),
    margin_mode: marginMode.nullish(),
    allow_withdraw: allowWithdraw,
    archived: z.boolean().nullish().meta({ description: 'false, with fresh credentials, restores an archived account.' }),
  })
  .meta({ id: 'UpdateAccount' })

/** Read from the body or from the query. */
export const archiveInput = z
  .object({ name: z.string().nullish(), id: wireUuid.nullish() })
  .meta({ id: 'ArchiveAccount', description: 'Either of the two.' })

/** The credential fields of a body in the product's own names; undefined where none was sent. */
export function credentialsOf(body: z.output<typeof createBody> | z.output<typeof updateBody>) {
  const credentials = {
    apiKey: body.api_key,
    apiSecret: body.api_secret,
    password: body.password ?? body.passphrase,
    uid: body.uid,
    walletAddress: body.wallet_address,
    privateKey: body.private_key,
    vaultAddress: body.vault_address,
  }
  return Object.values(credentials).some((value) => value !== undefined) ? credentials : undefined
}

/** Wire name of each credential field, so that a refusal names the field that the client sent. */
export const CREDENTIAL_WIRE_NAMES: Record<string, string> = {
  apiKey: 'api_key',
  apiSecret: 'api_secret',
  walletAddress: 'wallet_address',
  privateKey: 'private_key',
  vaultAddress: 'vault_address',
  credentialOptions: 'credential_options',
  marginMode: 'margin_mode',
  allowWithdraw: 'allow_withdraw',
  accountIds: 'account_ids',
  accountNames: 'account_names',
  exchangeNames: 'exchange_names',
  asOf: 'as_of',
  startTime: 'start_time',
  endTime: 'end_time',
}

export const refreshBody = z
  .object({
    account_ids: z
      .union([z.array(z.string()), z.string()])
      .nullish()
      .transform((value) =>
        typeof value === 'string'
          ? value
              .split(',')
              .map((id) => id.trim())
              .filter(Boolean)
          : (value ?? []),
      )
      .meta({
        description: 'uuids or names; all active accounts if left out.',
        override: { type: 'array', items: { type: 'string' }, anyOf: undefined },
      }),
  })
  .meta({ id: 'RefreshAccounts' })

export const refreshResponse = z
  .object({
    results: z.array(z.object({ account_id: z.string(), account_name: z.string(), as_of: wireTime, duration_ms: z.number() })),
    errors: z.array(
      z.object({
        account_id: z.string(),
        account_name: z.string(),
        error: z.string(),
        code: z.string(),
        exchange_error: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'RefreshResults' })

export const leverageBody = z
  .object({
    account_ids: z
      .union([z.array(z.string()).min(1, 'Name at least one account.'), z.string().min(1, 'Name at least one account.')])
      .transform((value) =>
        typeof value === 'string'
          ? value
              .split(',')
              .map((id) => id.trim())
              .filter(Boolean)
          : value,
      )
      .meta({
        description: 'uuids; names are taken too.',
        override: { type: 'array', items: { type: 'string' }, minItems: 1, anyOf: undefined },
      }),
    pair: z
      .string()
      .min(1, 'Name the pair, e.g. ETH:PERP-USDT.')
      .meta({ examples: ['ETH:PERP-USDT'] }),
    leverage: z
      .union([z.number(), z.string()])
      .transform(String)
      .pipe(leverageSchema)
      .meta({
        override: {
          anyOf: [
            { type: 'number', exclusiveMinimum: 0 },
            { type: 'string', pattern: '^\\s*\\d{1,6}(\\.\\d{1,8})?\\s*$' },
          ],
          type: undefined,
          pattern: undefined,
        },
      }),
  })
  .meta({ id: 'SetLeverage' })

const leverageError = z.object({
  account_id: z.string().nullable(),
  account_name: z.string(),
  error: z.string(),
  code: z.string(),
  exchange_error: z.string().optional(),
})

export const leverageResponse = z
  .object({
    results: z.array(
      z.object({
        account_id: z.string(),
        account_name: z.string(),
        pair: z.string(),
        leverage: wireAmount,
        previous_leverage: wireAmountOrNull,
      }),
    ),
    errors: z.array(leverageError),
  })
  .meta({ id: 'LeverageResults' })

/** All accounts failed (422). */
export const leverageFailure = z
  .object({ error: z.string(), code: z.string(), results: z.array(z.never()), errors: z.array(leverageError) })
  .meta({ id: 'LeverageFailure' })
