import { date, foreignKey, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { limitedToAccounts, ownedByDesk } from './tenancy'

/** What was asked of an exchange with an account's key, counted by day; nothing of what was sent or answered. */
export const keyActivity = pgTable(
  'key_activity',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** The key's fingerprint, so that a new key begins anew. */
    key: text('key').notNull(),
    /** `read`, `verify`, `leverage`, `flows`, `watch` or `market`. */
    purpose: text('purpose').notNull(),
    /** Method, host and path, and where one path serves many questions, which. */
    question: text('question').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    asked: integer('asked').notNull(),
    refused: integer('refused').notNull(),
    unanswered: integer('unanswered').notNull(),
    lastAt: timestamp('last_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** `answered`, `refused` or `unanswered`. */
    lastOutcome: text('last_outcome').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.key, t.purpose, t.question, t.day] }),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('key_activity'),
    limitedToAccounts('key_activity'),
  ],
).enableRLS()
