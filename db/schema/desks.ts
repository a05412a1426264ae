import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { notForLimited, ownDeskRow, ownedByDeskOrPerson, ownedByNewDesk } from './tenancy'
import { users } from './users'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * Who owns accounts and all that comes of them. Everybody has one of their own (`isPersonal`, with the id of the person: rows
 * that were a person's before there were desks are that desk's without being written anew); others are shared by members.
 */
export const desks = pgTable(
  'desks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    /** A person's own, made and deleted with them by triggers; nobody else is ever a member. */
    isPersonal: boolean('is_personal').notNull().default(false),
    /** Seconds between snapshots of this desk's accounts. Of a personal one the person's, kept alike by a trigger. */
    refreshIntervalSeconds: integer('refresh_interval_seconds').notNull().default(60),
    /** Nothing is read or told for it: its person is disabled, or all of its owners are. Kept by triggers. */
    disabledAt: timestamptz('disabled_at'),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
    updatedAt: timestamptz('updated_at').notNull().defaultNow(),
  },
  () => [ownDeskRow],
).enableRLS()

/** Who may what on a desk. */
export const deskMembers = pgTable(
  'desk_members',
  {
    deskId: uuid('desk_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** One of `DESK_ROLES`. */
    role: text('role').notNull(),
    /** The tags whose accounts are all that the member sees; null: every account. */
    tagIds: uuid('tag_ids').array(),
    createdAt: timestamptz('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.deskId, t.userId] }),
    index('desk_members_user').on(t.userId),
    ownedByDeskOrPerson('desk_members'),
    notForLimited('desk_members'),
  ],
).enableRLS()

/** Links by which somebody becomes a member; only the SHA-256 of the code is kept. Good once. */
export const deskInvitations = pgTable(
  'desk_invitations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: uuid('desk_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** Lower-case hex SHA-256 of the code. */
    hash: text('hash').notNull(),
    role: text('role').notNull(),
    tagIds: uuid('tag_ids').array(),
    /** Who it is meant for, as its maker wrote; null: whoever has the link. */
    note: text('note'),
    /** The member who made it: it ends when they leave. */
    createdBy: uuid('created_by').notNull(),
    createdAt: timestamptz('created_at').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
    revokedAt: timestamptz('revoked_at'),
    usedAt: timestamptz('used_at'),
    usedBy: uuid('used_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    uniqueIndex('desk_invitations_hash').on(t.hash),
    index('desk_invitations_desk').on(t.deskId),
    foreignKey({
      name: 'desk_invitations_maker',
      columns: [t.deskId, t.createdBy],
      foreignColumns: [deskMembers.deskId, deskMembers.userId],
    }).onDelete('cascade'),
    ownedByNewDesk('desk_invitations'),
    notForLimited('desk_invitations'),
  ],
).enableRLS()
