import { bigint, foreignKey, index, pgTable, smallint, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { desks } from './desks'
import { notForLimited, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Names under which a person puts accounts and assets together. */
export const tags = pgTable(
  'tags',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** `name` folded as names of accounts are: unique among a user's tags. */
    nameKey: text('name_key').notNull(),
    /** `strategy`, `fund` or `person`. */
    kind: text('kind').notNull(),
    /** One of the charts' hues, from 1. */
    hue: smallint('hue').notNull(),
    createdAt: timestamptz('created_at').notNull(),
    updatedAt: timestamptz('updated_at').notNull(),
  },
  (t) => [
    unique('tags_id_user').on(t.id, t.deskId),
    uniqueIndex('tags_name').on(t.deskId, t.nameKey),
    ownedByDesk('tags'),
    notForLimited('tags'),
  ],
).enableRLS()

/** What belongs to a tag: all that fits each field that is not null. */
export const tagRules = pgTable(
  'tag_rules',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    tagId: uuid('tag_id').notNull(),
    deskId: uuid('user_id').notNull(),
    accountId: uuid('account_id'),
    /** One under all its names. */
    coin: text('coin'),
    /** `held`, or a market of positions. */
    market: text('market'),
  },
  (t) => [
    unique('tag_rules_once').on(t.tagId, t.accountId, t.coin, t.market).nullsNotDistinct(),
    index('tag_rules_user').on(t.deskId),
    index('tag_rules_account').on(t.accountId, t.deskId),
    foreignKey({ columns: [t.tagId, t.deskId], foreignColumns: [tags.id, tags.deskId] }).onDelete('cascade'),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('tag_rules'),
    notForLimited('tag_rules'),
  ],
).enableRLS()
