import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { ownedByUser, writtenByLimited } from './tenancy'
import { users } from './users'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * Guesses that may be made: of a password, a second factor, a token, an invitation. A key is the hash of what is guessed
 * at (an address of a person, of a machine), so that nothing typed is kept. Belongs to no user.
 */
export const attempts = pgTable(
  'attempts',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    /** Tries that were turned away since the wait began. */
    refused: integer('refused').notNull().default(0),
    lastAt: timestamptz('last_at').notNull(),
    /** No further try before; null: at once. */
    blockedUntil: timestamptz('blocked_until'),
  },
  (t) => [index('attempts_age').on(t.lastAt)],
)

/** What happened to a user's account, keys and tokens; rows are only ever added (a trigger sees to it). */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    at: timestamptz('at').notNull(),
    /** `session`, `token`, `visitor`, `admin` or `system`. */
    actor: text('actor').notNull(),
    /** Session or token that acted. */
    actorId: text('actor_id'),
    /** One of `AUDIT_EVENTS`. */
    event: text('event').notNull(),
    /** What it was about, in words and ids; never a secret. */
    details: jsonb('details').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
  },
  (t) => [index('audit_events_user').on(t.userId, t.id), ownedByUser('audit_events'), writtenByLimited('audit_events')],
).enableRLS()
