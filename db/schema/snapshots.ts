import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { ownedByUser } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** All assets of one account as of one moment; written whole, in one transaction. USD where no coin is named. */
export const snapshots = pgTable(
  'snapshots',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** When the exchange was asked. */
    asOf: timestamptz('as_of').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** Null: nothing of what is held could be priced. */
    equity: numeric('equity'),
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
  },
  (t) => [
    // With the user, whom every query names: else PostgreSQL takes an account's newest for rare and reads and sorts them all.
    unique('snapshots_account_as_of').on(t.accountId, t.userId, t.asOf),
    unique('snapshots_id_user').on(t.id, t.userId),
    foreignKey({ columns: [t.accountId, t.userId], foreignColumns: [accounts.id, accounts.userId] }).onDelete('cascade'),
    ownedByUser('snapshots'),
  ],
).enableRLS()

/** The asset rows of a snapshot, in the order shown. Columns as `server/domain/types` `Asset`. */
export const snapshotAssets = pgTable(
  'snapshot_assets',
  {
    snapshotId: bigint('snapshot_id', { mode: 'bigint' }).notNull(),
    userId: uuid('user_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    symbol: text('symbol').notNull(),
    assetType: text('asset_type').notNull(),
    marketType: text('market_type').notNull(),
    walletType: text('wallet_type').notNull(),
    base: text('base').notNull(),
    settle: text('settle'),
    size: numeric('size').notNull(),
    amount: numeric('amount').notNull(),
    borrowed: numeric('borrowed').notNull(),
    notional: numeric('notional'),
    notionalPctTotal: numeric('notional_pct_total'),
    unrealizedProfit: numeric('unrealized_profit'),
    initialMargin: numeric('initial_margin'),
    maintMargin: numeric('maint_margin'),
    marginBalance: numeric('margin_balance'),
    availableBalance: numeric('available_balance'),
    leverage: numeric('leverage'),
    price: numeric('price'),
    priceRoute: text('price_route'),
    priceAsOf: timestamptz('price_as_of'),
    entryPrice: numeric('entry_price'),
    markPrice: numeric('mark_price'),
    liquidationPrice: numeric('liquidation_price'),
    marginMode: text('margin_mode'),
    positionSide: text('position_side'),
  },
  (t) => [
    primaryKey({ columns: [t.snapshotId, t.ordinal] }),
    foreignKey({ columns: [t.snapshotId, t.userId], foreignColumns: [snapshots.id, snapshots.userId] }).onDelete('cascade'),
    ownedByUser('snapshot_assets'),
  ],
).enableRLS()

/** Every try to refresh an account, the failed ones too: what an account's page lists. */
export const refreshes = pgTable(
  'refreshes',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id').notNull(),
    startedAt: timestamptz('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** Null: it succeeded. */
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    errorExchange: text('error_exchange'),
  },
  (t) => [
    index('refreshes_account').on(t.accountId, t.userId, t.id),
    foreignKey({ columns: [t.accountId, t.userId], foreignColumns: [accounts.id, accounts.userId] }).onDelete('cascade'),
    ownedByUser('refreshes'),
  ],
).enableRLS()

/** Roll-ups of account equity and exposure per time bucket (300, 3600 or 86400 seconds). */
export const equityPoints = pgTable(
  'equity_points',
  {
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id').notNull(),
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
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.resolutionSeconds, t.bucket] }),
    index('equity_points_user').on(t.userId, t.resolutionSeconds, t.bucket),
    foreignKey({ columns: [t.accountId, t.userId], foreignColumns: [accounts.id, accounts.userId] }).onDelete('cascade'),
    ownedByUser('equity_points'),
  ],
).enableRLS()

/** Roll-ups of what was held: the last size and notional of each asset in a bucket. */
export const assetPoints = pgTable(
  'asset_points',
  {
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id').notNull(),
    resolutionSeconds: integer('resolution_seconds').notNull(),
    bucket: timestamptz('bucket').notNull(),
    symbol: text('symbol').notNull(),
    walletType: text('wallet_type').notNull(),
    assetType: text('asset_type').notNull(),
    size: numeric('size').notNull(),
    notional: numeric('notional'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.resolutionSeconds, t.bucket, t.symbol, t.walletType, t.assetType] }),
    index('asset_points_user').on(t.userId, t.symbol, t.resolutionSeconds, t.bucket),
    foreignKey({ columns: [t.accountId, t.userId], foreignColumns: [accounts.id, accounts.userId] }).onDelete('cascade'),
    ownedByUser('asset_points'),
  ],
).enableRLS()
