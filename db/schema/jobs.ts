import { index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { desks } from './desks'
import { ownedByDesk } from './tenancy'

/**
 * Until when an exchange wants no calls from one of our addresses (429, 418, Retry-After): every process behind that
 * address minds it. Belongs to no user; a limit that is counted by account stands in `accounts.limited_until`.
 */
export const exchangePauses = pgTable(
  'exchange_pauses',
  {
    /** ccxt id. */
    exchange: text('exchange').notNull(),
    /** Name of the address that the calls go out from. */
    egress: text('egress').notNull(),
    until: timestamp('until', { withTimezone: true, mode: 'date' }).notNull(),
    /** The exchange's words. */
    reason: text('reason').notNull(),
    /** When it was noted. Not come yet: by a clock that was wrong. */
    notedAt: timestamp('noted_at', { withTimezone: true, mode: 'date' }),
  },
  (t) => [primaryKey({ columns: [t.exchange, t.egress] })],
)

/** Users who have a page open, as the process that serves it says every few seconds: their accounts come first. */
export const openPages = pgTable(
  'open_pages',
  {
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** The serving process; each has its own row. */
    holder: uuid('holder').notNull(),
    until: timestamp('until', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.deskId, t.holder] }), index('open_pages_until').on(t.until), ownedByDesk('open_pages')],
).enableRLS()

/** What the people of an installation should know of how it runs, the last of each kind: belongs to no user. */
export const notices = pgTable('notices', {
  /** `NoticeKind`. */
  kind: text('kind').primaryKey(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  /** `server/domain/notices`; never anything of a user. */
  details: jsonb('details').notNull(),
})
