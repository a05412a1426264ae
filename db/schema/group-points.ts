import { index, integer, numeric, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { comparing } from './comparing'
import { desks } from './desks'
import { notForLimited, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * Equity over all of a user's accounts, and over those of one exchange, per time bucket (300, 3600 or 86400 seconds):
 * at each snapshot the sum of the newest snapshots. Kept beside `equity_points`, because the highs of accounts, reached
 * at different moments, do not add up to the high of their sum.
 */
export const groupPoints = pgTable(
  'group_points',
  {
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** `total`, or a ccxt id. */
    scope: text('scope').notNull(),
    resolutionSeconds: integer('resolution_seconds').notNull(),
    bucket: timestamptz('bucket').notNull(),
    open: numeric('open').notNull(),
    high: numeric('high').notNull(),
    low: numeric('low').notNull(),
    close: numeric('close').notNull(),
    closeAsOf: timestamptz('close_as_of').notNull(),
    grossExposure: numeric('gross_exposure'),
    netExposure: numeric('net_exposure'),
    /** Accounts in the sum. */
    accounts: integer('accounts').notNull(),
    ...comparing,
  },
  (t) => [
    primaryKey({ columns: [t.deskId, t.scope, t.resolutionSeconds, t.bucket] }),
    index('group_points_age').on(t.resolutionSeconds, t.bucket),
    ownedByDesk('group_points'),
    notForLimited('group_points'),
  ],
).enableRLS()
