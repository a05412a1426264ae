import { foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { limitedToAccounts, ownedByDesk } from './tenancy'

/** What is read of an account beside its balances, on schedules of its own: the newest of each kind. */
export const sideReadings = pgTable(
  'side_readings',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** `tables`, `orders` or `options`. */
    kind: text('kind').notNull(),
    /** The fingerprint of the key that it was read with: of another key's account it says nothing. */
    key: text('key').notNull(),
    /** When the exchange was last asked. */
    triedAt: timestamp('tried_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** When it told what is in `facts`; null: it never did. */
    asOf: timestamp('as_of', { withTimezone: true, mode: 'date' }),
    facts: jsonb('facts'),
    /** Why the last try told nothing; null: it did, or no call of the exchange tells it. */
    problem: text('problem'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.kind] }),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('side_readings'),
    limitedToAccounts('side_readings'),
  ],
).enableRLS()
