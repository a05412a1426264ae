import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgSequence,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { comparing } from './comparing'
import { limitedToAccounts, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** PostgreSQL's composite types of the migration; written and read by `db/queries/snapshots`. */
const heldAssets = customType<{ data: never }>({ dataType: () => 'held_asset[]' })
const assetValues = customType<{ data: never }>({ dataType: () => 'asset_value[]' })

/**
 * All assets of one account as of one moment; written whole, in one statement. USD where no coin is named. In partitions
 * by time (`snapshots_20261128` and so on), made and dropped by `db/queries/snapshot-days`; `snapshots_kept` holds what is
 * older, each account's newest.
 */
export const snapshots = pgTable(
  'snapshots',
  {
    /** Grows with each snapshot that is stored. */
    id: bigint('id', { mode: 'bigint' }).notNull().default(sql`nextval('snapshot_ids')`),
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** When the exchange was asked. */
    asOf: timestamptz('as_of').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** Null: nothing of what is held could be priced. */
    equity: numeric('equity'),
    /** Bits (`server/domain/bound`): 1, all that is held may be worth more than `equity`; 2, less. 4 and 8: the same, for what
     * wallets that were not read leave out alone. Null: exactly that. */
    bound: smallint('bound'),
    /** `Aside` (`server/domain/types`), and its `total`; null where nothing is set aside. */
    aside: jsonb('aside'),
    grossExposure: numeric('gross_exposure'),
    netExposure: numeric('net_exposure'),
    /** `WalletEquity[]`. */
    equities: jsonb('equities').notNull(),
    unpriced: text('unpriced').array().notNull(),
    /** `NotIncluded[]`. */
    notIncluded: jsonb('not_included').notNull(),
    warnings: text('warnings').array().notNull(),
    /** `one_way`, `hedge`, `pair_level`, or null where the exchange does not tell. */
    positionMode: text('position_mode'),
    /** Which of the account's holdings of that day; null: it held nothing. */
    holdingsHash: uuid('holdings_hash'),
    /** What changes with prices, for each of the holdings in their order. */
    assetValues: assetValues('asset_values').notNull().default(sql`'{}'`),
  },
  (t) => [
    // With the user, whom every query names: else PostgreSQL takes an account's newest for rare and reads and sorts them all.
    primaryKey({ name: 'snapshots_account_as_of', columns: [t.accountId, t.deskId, t.asOf] }),
    index('snapshots_id').on(t.id),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('snapshots'),
    limitedToAccounts('snapshots'),
  ],
).enableRLS()

/**
 * What rarely changes of what an account holds: names, sizes, entries, price routes. Written once for all snapshots of a
 * day (UTC) that hold the same, and dropped with them.
 */
export const holdings = pgTable(
  'holdings',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** Midnight (UTC) before the snapshots. */
    day: timestamptz('day').notNull(),
    /** Of the text of `assets`. */
    hash: uuid('hash').notNull(),
    assets: heldAssets('assets').notNull(),
  },
  (t) => [
    primaryKey({ name: 'holdings_account_day_hash', columns: [t.accountId, t.deskId, t.day, t.hash] }),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('holdings'),
    limitedToAccounts('holdings'),
  ],
).enableRLS()

/** The assets of snapshots, a row each, in the order shown. Columns as `server/domain/types` `Asset`. */
export const snapshotAssets = pgView('snapshot_assets', {
  snapshotId: bigint('snapshot_id', { mode: 'bigint' }).notNull(),
  deskId: uuid('user_id').notNull(),
  ordinal: integer('ordinal').notNull(),
  symbol: text('symbol').notNull(),
  size: numeric('size').notNull(),
}).existing()

/** Numbers of snapshots, over all partitions. */
export const snapshotIds = pgSequence('snapshot_ids')

/** Every try to refresh an account, the failed ones too: what an account's page lists. */
export const refreshes = pgTable(
  'refreshes',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    startedAt: timestamptz('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** Null: it succeeded. */
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    errorExchange: text('error_exchange'),
  },
  (t) => [
    index('refreshes_account').on(t.accountId, t.deskId, t.id),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('refreshes'),
    limitedToAccounts('refreshes'),
  ],
).enableRLS()

/** Roll-ups of account equity and exposure per time bucket (300, 3600 or 86400 seconds). */
export const equityPoints = pgTable(
  'equity_points',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    resolutionSeconds: integer('resolution_seconds').notNull(),
    bucket: timestamptz('bucket').notNull(),
    open: numeric('open').notNull(),
    high: numeric('high').notNull(),
    low: numeric('low').notNull(),
    close: numeric('close').notNull(),
    closeAsOf: timestamptz('close_as_of').notNull(),
    grossExposure: numeric('gross_exposure'),
    netExposure: numeric('net_exposure'),
    samples: integer('samples').notNull(),
    ...comparing,
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.resolutionSeconds, t.bucket] }),
    index('equity_points_user').on(t.deskId, t.resolutionSeconds, t.bucket),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('equity_points'),
    limitedToAccounts('equity_points'),
  ],
).enableRLS()

/** Roll-ups of what was held: the last size, notional and profit of each asset in a bucket. */
export const assetPoints = pgTable(
  'asset_points',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    resolutionSeconds: integer('resolution_seconds').notNull(),
    bucket: timestamptz('bucket').notNull(),
    symbol: text('symbol').notNull(),
    walletType: text('wallet_type').notNull(),
    assetType: text('asset_type').notNull(),
    size: numeric('size').notNull(),
    notional: numeric('notional'),
    /** Unrealised, USD; null: a coin, not told, or of a time when it was not kept. */
    profit: numeric('profit'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.resolutionSeconds, t.bucket, t.symbol, t.walletType, t.assetType] }),
    index('asset_points_user').on(t.deskId, t.symbol, t.resolutionSeconds, t.bucket),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('asset_points'),
    limitedToAccounts('asset_points'),
  ],
).enableRLS()
