import { bigint, customType, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { desks } from './desks'
import { limitedToAccounts, ownedByDesk } from './tenancy'

/** Number of a transaction, which never comes again. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/**
 * What happened to a person's accounts, for programs that listen: written with the change itself, where the person has an
 * API token, and kept for an hour. Who reads resumes by what its last look could see (`xid`): ids are given out before others
 * see them, so that a smaller one may come later.
 */
export const streamEvents = pgTable(
  'stream_events',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** The transaction that wrote it; `pg_current_xact_id()`, which each insert says. */
    xid: xid8('xid').notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
    /** `snapshot`, `account_failed` or `alert`. */
    kind: text('kind').notNull(),
    /** Null: of all accounts together. */
    accountId: uuid('account_id'),
    /** What `server/services/stream/events` reads; no amount but those in the sentence of an alert. */
    data: jsonb('data').notNull(),
  },
  (t) => [
    index('stream_events_seen').on(t.deskId, t.xid, t.id),
    index('stream_events_at').on(t.at),
    ownedByDesk('stream_events'),
    limitedToAccounts('stream_events'),
  ],
).enableRLS()
