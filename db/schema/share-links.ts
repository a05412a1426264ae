import { foreignKey, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { desks } from './desks'
import { tags } from './tags'
import { notForLimited, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Links by which whoever has one looks at some of a person's figures without signing in; only the SHA-256 of its code is kept. */
export const shareLinks = pgTable(
  'share_links',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** What whoever looks reads at the top. */
    title: text('title').notNull(),
    /** Lower-case hex SHA-256 of the code. */
    hash: text('hash').notNull(),
    /** The accounts that it shows; null: all, those that come later too. */
    accountIds: uuid('account_ids').array(),
    /** A tag whose whole accounts it shows, as they are when somebody looks; `accountIds` are those of when it was made. It goes with it. */
    tagId: uuid('tag_id'),
    /** Of `SHARE_PARTS` (`server/domain/share`). */
    parts: text('parts').array().notNull(),
    /** `amounts`, or `percent`: no amount at all. */
    unit: text('unit').notNull(),
    /** All figures are of so many seconds ago. */
    delaySeconds: integer('delay_seconds').notNull(),
    /** argon2id; null: whoever has the link may look. */
    passwordHash: text('password_hash'),
    createdAt: timestamptz('created_at').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
    revokedAt: timestamptz('revoked_at'),
    /** How often the page was sent with its figures, and when last. */
    views: integer('views').notNull().default(0),
    lastViewedAt: timestamptz('last_viewed_at'),
  },
  (t) => [
    uniqueIndex('share_links_hash').on(t.hash),
    index('share_links_user').on(t.deskId),
    foreignKey({ columns: [t.tagId, t.deskId], foreignColumns: [tags.id, tags.deskId] }).onDelete('cascade'),
    ownedByDesk('share_links'),
    notForLimited('share_links'),
  ],
).enableRLS()
