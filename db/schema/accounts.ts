import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { desks } from './desks'
import { limitedToAccounts, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** One set of API credentials on one exchange, named by its user. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** `name` folded (case, Unicode look-alikes): unique among a user's accounts that are not archived. */
    nameKey: text('name_key').notNull(),
    /** ccxt id. */
    exchange: text('exchange').notNull(),
    marginMode: text('margin_mode').notNull().default('CROSS'),
    /** `one_way`, `hedge`, `pair_level`, or null where the exchange does not tell. */
    positionMode: text('position_mode'),
    credentialOptions: jsonb('credential_options').notNull().default({ default: true }),
    sandbox: boolean('sandbox').notNull().default(false),
    /** First 5 characters and asterisks; never more of the key in clear. */
    maskedKey: text('masked_key').notNull(),
    /** Keyed hash of exchange, key and sub-account: finds the same key connected twice. Null once archived. */
    keyFingerprint: text('key_fingerprint'),
    permissions: text('permissions').array(),
    keyExpiresAt: timestamptz('key_expires_at'),
    keyIpList: text('key_ip_list').array(),
    /** When the exchange was last asked what the key may do. */
    keyCheckedAt: timestamptz('key_checked_at'),
    /** What the key may do other than when it was entered (`KeyChange`); null: the same. */
    keyChange: jsonb('key_change'),
    /** The exchange's own label of the sub-account or key. */
    exchangeLabel: text('exchange_label'),
    /** The main account of a sub-account that was taken from it. */
    parentId: uuid('parent_id'),
    /** Which sub-account of its main account's key is read, as the exchange names it; null: the account of the key. */
    subAccount: text('sub_account'),
    /** The exchange's own number of the account, where it is told: two keys of one account are known by it. */
    exchangeUid: text('exchange_uid'),
    /** What its key was told of sub-accounts, and what of it nobody has looked at (`ListedSubAccounts`); null: never asked. */
    listedSubAccounts: jsonb('listed_sub_accounts'),
    /** The key worked when it was last used. */
    valid: boolean('valid').notNull().default(true),
    archivedAt: timestamptz('archived_at'),
    /** When the newest stored snapshot asked the exchange: its `as_of`. The last one stored, whatever clocks said then. */
    lastRefreshedAt: timestamptz('last_refreshed_at'),
    /** The failure that stands, if the last try failed. */
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    /** The exchange's own words. */
    errorExchange: text('error_exchange'),
    errorSince: timestamptz('error_since'),
    failures: integer('failures').notNull().default(0),
    /** Until when the exchange wants no calls for this account, as it said when a limit that it counts by account was hit. */
    limitedUntil: timestamptz('limited_until'),
    nextRefreshAt: timestamptz('next_refresh_at').notNull().defaultNow(),
    /** When `next_refresh_at` was set. Not come yet: by a clock that was wrong, and so is what was planned from it. */
    plannedAt: timestamptz('planned_at'),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
    updatedAt: timestamptz('updated_at').notNull().defaultNow(),
  },
  (t) => [
    unique('accounts_id_user').on(t.id, t.deskId),
    foreignKey({ columns: [t.parentId, t.deskId], foreignColumns: [t.id, t.deskId] }).onDelete('cascade'),
    uniqueIndex('accounts_name').on(t.deskId, t.nameKey).where(sql`archived_at is null`),
    uniqueIndex('accounts_key').on(t.deskId, t.keyFingerprint).where(sql`archived_at is null`),
    index('accounts_due').on(t.nextRefreshAt).where(sql`archived_at is null`),
    ownedByDesk('accounts'),
    limitedToAccounts('accounts', 'id'),
  ],
).enableRLS()

/** The account's data key, wrapped by a master key that the database never holds. */
export const accountKeys = pgTable(
  'account_keys',
  {
    accountId: uuid('account_id').primaryKey(),
    deskId: uuid('user_id').notNull(),
    masterKeyId: text('master_key_id').notNull(),
    /** base64: nonce ‖ ciphertext ‖ tag. */
    wrappedKey: text('wrapped_key').notNull(),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
  },
  (t) => [
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('account_keys'),
    limitedToAccounts('account_keys'),
  ],
).enableRLS()

/** One credential field each, sealed with the account's data key; user, account and field are associated data. */
export const accountSecrets = pgTable(
  'account_secrets',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    field: text('field').notNull(),
    /** base64: nonce ‖ ciphertext ‖ tag. */
    sealed: text('sealed').notNull(),
    createdAt: timestamptz('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.field] }),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('account_secrets'),
    limitedToAccounts('account_secrets'),
  ],
).enableRLS()
