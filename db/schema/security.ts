import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { desks } from './desks'
import { audited, writtenByLimited } from './tenancy'
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

/**
 * What happened to a person's sign-in, and on a desk; rows are only ever added (triggers see to it). A desk's outlive the
 * person who did it.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    /** Whose sign-in or own desk it concerns; null: another desk. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** On which desk; a trigger writes those of a person's own desk into `user_id`, where they always stood. */
    deskId: uuid('desk_id').references(() => desks.id, { onDelete: 'cascade' }),
    /** The member who did it; null: the system, somebody who is gone, or in `user_id`. */
    byId: uuid('by_id').references(() => users.id, { onDelete: 'set null' }),
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
  (t) => [
    index('audit_events_user').on(t.userId, t.id),
    index('audit_events_desk').on(t.deskId, t.id),
    audited,
    writtenByLimited('audit_events'),
  ],
).enableRLS()
