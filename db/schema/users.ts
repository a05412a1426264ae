import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { notForLimited, ownedByUser, ownUserRow } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** People who sign in. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Lower case. */
    email: text('email').notNull(),
    /** When a link that was sent to the address was followed, or a provider vouched for it; null: never. */
    emailProvenAt: timestamptz('email_proven_at'),
    name: text('name'),
    /** argon2id; null for people who only sign in through another provider. */
    passwordHash: text('password_hash'),
    isAdmin: boolean('is_admin').notNull().default(false),
    /** Administrator because an OpenID provider says so: no more once it says so no more. */
    adminByGroup: boolean('admin_by_group').notNull().default(false),
    /** When an administrator took the second factor off and the user has not yet been shown it. */
    secondFactorTakenOffAt: timestamptz('second_factor_taken_off_at'),
    disabledAt: timestamptz('disabled_at'),
    /** Display and refresh choices, parsed by `server/domain/settings`. */
    settings: jsonb('settings').notNull().default({}),
    /** Seconds between snapshots of this user's accounts. */
    refreshIntervalSeconds: integer('refresh_interval_seconds').notNull().default(60),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
    updatedAt: timestamptz('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('users_email').on(t.email), ownUserRow],
).enableRLS()

/** Signed-in browsers; the cookie's token names its row, so that revoking works at the next request. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
    lastUsedAt: timestamptz('last_used_at').notNull().defaultNow(),
    expiresAt: timestamptz('expires_at').notNull(),
    revokedAt: timestamptz('revoked_at'),
    /** When a second factor was last given in it, at sign-in or when one was asked for again. */
    secondFactorAt: timestamptz('second_factor_at'),
    userAgent: text('user_agent'),
    ipAddress: text('ip_address'),
  },
  (t) => [index('sessions_user').on(t.userId), ownedByUser('sessions'), notForLimited('sessions')],
).enableRLS()

/** API tokens: only the SHA-256 of the secret is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Lower-case hex SHA-256 of the whole token. */
    hash: text('hash').notNull(),
    /** The first characters, so that its owner knows it again. */
    prefix: text('prefix').notNull(),
    /** Of `read`, `manage`, `trade`. */
    scopes: text('scopes').array().notNull().default(sql`'{read}'::text[]`),
    /** The program that a person allowed this by OAuth: it holds keys in `oauth_keys`, and the hash is of no secret. Null: made by hand. */
    clientId: uuid('client_id'),
    /** Addresses or CIDR ranges the token may be used from; null: any. */
    ipAllowList: text('ip_allow_list').array(),
    /** The accounts that it is limited to; null: all, those that come later too. */
    accountIds: uuid('account_ids').array(),
    /** Tools that an agent may use with it beyond those that read: of `AGENT_DEEDS`. */
    tools: text('tools').array().notNull().default(sql`'{}'::text[]`),
    expiresAt: timestamptz('expires_at'),
    lastUsedAt: timestamptz('last_used_at'),
    revokedAt: timestamptz('revoked_at'),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('api_tokens_id_user').on(t.id, t.userId),
    uniqueIndex('api_tokens_hash').on(t.hash),
    index('api_tokens_user').on(t.userId),
    ownedByUser('api_tokens'),
    notForLimited('api_tokens'),
  ],
).enableRLS()
