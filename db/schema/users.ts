import { boolean, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
    /** Display choices, parsed by `server/schemas/settings`, and the person's language (`server/services/settings/language`). */
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
