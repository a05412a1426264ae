import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { desks } from './desks'
import { limitedToAccounts, limitedToFlows, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * Entries of exchanges' own ledgers, as `server/domain/flows/types` has them, and those that a person wrote by hand
 * (`ledger` is `hand`). Amounts as they were sent.
 */
export const flows = pgTable(
  'flows',
  {
    /** Names the row here; `entry_id` is the exchange's. */
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** `Ledger.id` of the exchange's room. */
    ledger: text('ledger').notNull(),
    /** Unique within its ledger. */
    entryId: text('entry_id').notNull(),
    at: timestamptz('at').notNull(),
    coin: text('coin').notNull(),
    amount: numeric('amount').notNull(),
    /** One of `FLOW_KINDS`. */
    kind: text('kind').notNull(),
    /** The exchange's own word. */
    word: text('word').notNull(),
    /** One of `FLOW_STATES`. */
    state: text('state').notNull(),
    wallet: text('wallet'),
    pair: text('pair'),
    feeCoin: text('fee_coin'),
    feeAmount: numeric('fee_amount'),
    /** The other end; addresses by their first and last four characters. */
    otherWallet: text('other_wallet'),
    otherAccount: text('other_account'),
    chain: text('chain'),
    address: text('address'),
    txHash: text('tx_hash'),
    transferId: text('transfer_id'),
    /** USD per coin at its time; null: not known. */
    price: numeric('price'),
    /** `snapshot`, `candle` or `fixed`; null: no price. */
    priceSource: text('price_source'),
    /** Of which moment the price is: its distance from `at` is the price's age. */
    priceAt: timestamptz('price_at'),
    /** By which markets candles gave the price, or in a sentence why there is none; null: they were not asked. */
    priceRoute: text('price_route'),
    /** USD per coin of the fee, by readings or candles. */
    feePrice: numeric('fee_price'),
    /** When a price was last looked for among readings; null: not yet. */
    pricedAt: timestamptz('priced_at'),
    /** When candles were asked for it; null: not yet, or not since long. */
    candlesAt: timestamptz('candles_at'),
    /** Kind that a person gave it instead; null: the exchange's stands. */
    setKind: text('set_kind'),
    /** A person's own words about it. */
    note: text('note'),
    /** When it was first stored, and when the exchange last told something else of it. */
    storedAt: timestamptz('stored_at').notNull(),
    changedAt: timestamptz('changed_at').notNull(),
  },
  (t) => [
    unique('flows_entry').on(t.accountId, t.ledger, t.entryId),
    unique('flows_id_user').on(t.id, t.deskId),
    index('flows_account_at').on(t.accountId, t.deskId, t.at, t.id),
    index('flows_user_at').on(t.deskId, t.at, t.id),
    index('flows_unpriced').on(t.accountId, t.deskId, t.at).where(sql`price is null and state = 'done'`),
    index('flows_fee_unpriced')
      .on(t.accountId, t.deskId, t.at)
      .where(sql`fee_price is null and fee_coin is not null and price is not null and state = 'done'`),
    index('flows_pending').on(t.accountId, t.ledger, t.at).where(sql`state = 'pending'`),
    index('flows_tx').on(t.deskId, t.txHash).where(sql`tx_hash is not null`),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('flows'),
    limitedToAccounts('flows'),
  ],
).enableRLS()

/**
 * What coins were worth at the end of hours of the past, as exchanges' candles tell: asked for once, for whoever needs it.
 * Facts of markets alone; belongs to no user.
 */
export const pastPrices = pgTable(
  'past_prices',
  {
    /** ccxt id of the exchange that was asked first. */
    exchange: text('exchange').notNull(),
    coin: text('coin').notNull(),
    hour: timestamptz('hour').notNull(),
    /** USD per coin; null: not known. */
    usd: numeric('usd'),
    /** End of the oldest candle that it rests on. */
    priceAt: timestamptz('price_at'),
    /** Markets on the way, or in a sentence why it is not known. */
    route: text('route').notNull(),
    askedAt: timestamptz('asked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exchange, t.coin, t.hour] }), index('past_prices_asked').on(t.askedAt)],
)

/** The two legs of a transfer between a user's own accounts; or two entries that a person said are none (`apart`). */
export const flowPairs = pgTable(
  'flow_pairs',
  {
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    outId: bigint('out_id', { mode: 'bigint' }).notNull(),
    inId: bigint('in_id', { mode: 'bigint' }).notNull(),
    /** True: never to be taken for a pair. */
    apart: boolean('apart').notNull().default(false),
    /** `rule` or `person`. */
    decidedBy: text('decided_by').notNull(),
    /** What the rule went by: `tx_hash`, `transfer_id` or `time`; null: a person. */
    rule: text('rule'),
    decidedAt: timestamptz('decided_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.outId, t.inId] }),
    uniqueIndex('flow_pairs_out').on(t.outId).where(sql`not apart`),
    uniqueIndex('flow_pairs_in').on(t.inId).where(sql`not apart`),
    index('flow_pairs_user').on(t.deskId),
    foreignKey({ columns: [t.outId, t.deskId], foreignColumns: [flows.id, flows.deskId] }).onDelete('cascade'),
    foreignKey({ columns: [t.inId, t.deskId], foreignColumns: [flows.id, flows.deskId] }).onDelete('cascade'),
    ownedByDesk('flow_pairs'),
    limitedToFlows('flow_pairs'),
  ],
).enableRLS()

/** How far each ledger of an account is read. */
export const flowLedgers = pgTable(
  'flow_ledgers',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    ledger: text('ledger').notNull(),
    /** Where reading began: entries from here on are read as they come. */
    beganAt: timestamptz('began_at').notNull(),
    /** Entries of [`read_from`, `read_to`) are known. */
    readFrom: timestamptz('read_from').notNull(),
    readTo: timestamptz('read_to').notNull(),
    /** How far back reading goes: the earliest that the exchange keeps, or what somebody asked for. */
    backTo: timestamptz('back_to').notNull(),
    /** The stretch that is being read, and the next page of it; null: none. */
    pageFrom: timestamptz('page_from'),
    pageTo: timestamptz('page_to'),
    pageCursor: text('page_cursor'),
    /** Whether that stretch is one of the newest entries, or one of the past. */
    pageForward: boolean('page_forward').notNull().default(true),
    /** Entries that were stored of it. */
    entries: integer('entries').notNull().default(0),
    /** The failure that stands; null: the last question was answered. */
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    errorSince: timestamptz('error_since'),
    failures: integer('failures').notNull().default(0),
    askedAt: timestamptz('asked_at'),
    nextAt: timestamptz('next_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.ledger] }),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('flow_ledgers'),
    limitedToAccounts('flow_ledgers'),
  ],
).enableRLS()

/**
 * What each day (UTC) of an account was made of, in USD; made from points and flows, and made anew where one of that day
 * changes. See `server/domain/performance`.
 */
export const performanceDays = pgTable(
  'performance_days',
  {
    accountId: uuid('account_id').notNull(),
    deskId: uuid('user_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** Of which moments the equities are. */
    openAt: timestamptz('open_at').notNull(),
    closeAt: timestamptz('close_at').notNull(),
    opened: numeric('opened').notNull(),
    closed: numeric('closed').notNull(),
    /** The account's first equity here, where it begins that day: counts as a flow. */
    joined: numeric('joined').notNull(),
    /** External flows, and the same each by the share of the day after it. */
    flows: numeric('flows').notNull(),
    weighted: numeric('weighted').notNull(),
    /** Factor of the account's own time-weighted index; null: none for that day. */
    factor: numeric('factor'),
    /** Why there is none; null: there is one. */
    note: text('note'),
    /** What the day was made of; null where what was held is not known. */
    prices: numeric('prices'),
    unrealized: numeric('unrealized'),
    realized: numeric('realized'),
    funding: numeric('funding'),
    interest: numeric('interest'),
    fees: numeric('fees'),
    rewards: numeric('rewards'),
    unexplained: numeric('unexplained'),
    /** Width in seconds of the points that it was made from. */
    width: integer('width').notNull(),
    /** Coins of flows without a price: left out of all of it. */
    leftOut: text('left_out').array().notNull(),
    madeAt: timestamptz('made_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.day] }),
    index('performance_days_user').on(t.deskId, t.day),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('performance_days'),
    limitedToAccounts('performance_days'),
  ],
).enableRLS()
