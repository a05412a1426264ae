import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { desks } from './desks'
import { notForLimited, ownedByDeskOrMaker } from './tenancy'
import { users } from './users'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** API tokens: only the SHA-256 of the secret is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Lower-case hex SHA-256 of the whole token. */
    hash: text('hash').notNull(),
    /** The first characters, so that its owner knows it again. */
    prefix: text('prefix').notNull(),
    /** Of `read`, `manage`, `trade`. */
    scopes: text('scopes').array().notNull().default(sql`'{read}'::text[]`),
    /** The program that a person allowed this by OAuth: it holds keys in `oauth_keys`, and the hash is of no secret. Null: made by hand. */
    clientId: uuid('client_id'),
    /** Who made it: it may no more than they may, and ends when they leave the desk. Null: made before that was kept, or they are gone. */
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
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
    unique('api_tokens_id_user').on(t.id, t.deskId),
    uniqueIndex('api_tokens_hash').on(t.hash),
    index('api_tokens_user').on(t.deskId),
    ownedByDeskOrMaker('api_tokens'),
    notForLimited('api_tokens'),
  ],
).enableRLS()
