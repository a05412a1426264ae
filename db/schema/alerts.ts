import { sql } from 'drizzle-orm'
import {
  bigint,
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
  uuid,
} from 'drizzle-orm/pg-core'
import { accounts } from './accounts'
import { deskMembers, desks } from './desks'
import { limitedToAccounts, notForLimited, ownedByDesk } from './tenancy'
import { sessions, users } from './users'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const ownDesk = () =>
  uuid('user_id')
    .notNull()
    .references(() => desks.id, { onDelete: 'cascade' })

/** How a person wants to be told. No row: as everybody begins; its rules are then written with it. */
export const alertSettings = pgTable(
  'alert_settings',
  {
    deskId: uuid('user_id')
      .primaryKey()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** Minutes after midnight in the person's time zone; null: no quiet hours. */
    quietFrom: integer('quiet_from'),
    quietTo: integer('quiet_to'),
    urgentPasses: boolean('urgent_passes').notNull().default(true),
    /** Share of a limit. */
    hysteresis: text('hysteresis').notNull().default('0.1'),
    leastSeconds: integer('least_seconds').notNull().default(300),
    /** Null: no reminders. */
    reminderSeconds: integer('reminder_seconds').default(14_400),
    /** Coins that were held long and short, with when that was last seen. */
    hedges: jsonb('hedges').notNull().default({}),
    /** `off`, `daily` or `weekly`. */
    digest: text('digest').notNull().default('off'),
    /** Hour of the day in the person's time zone. */
    digestHour: integer('digest_hour').notNull().default(8),
    digestedAt: timestamptz('digested_at'),
    /** Of the browser in which this was last changed: whose hours these are, where the person chose no zone. */
    timeZone: text('time_zone'),
    /** When the first rules were written; null: not yet. */
    begunAt: timestamptz('begun_at'),
    /** When time alone was last looked at for this person: by one worker at a time. */
    tickedAt: timestamptz('ticked_at'),
  },
  () => [ownedByDesk('alert_settings'), notForLimited('alert_settings')],
).enableRLS()

/** What a person wants to be told of. */
export const alertRules = pgTable(
  'alert_rules',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: ownDesk(),
    /** The member whose rule it is: who may trade changes their own, whoever manages all. Null: made before that was kept. */
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    /**
     * The member who sees some accounts and whose own rule it is: it watches what they may see as it is looked at, and goes
     * with them. Null: the desk's.
     */
    ofMember: uuid('of_member'),
    /** `Rule`, parsed by `server/domain/alerts/rule`; of a member's own within `OF_MEMBER`. */
    rule: jsonb('rule').notNull(),
    enabled: boolean('enabled').notNull().default(true),
    createdAt: timestamptz('created_at').notNull(),
    updatedAt: timestamptz('updated_at').notNull(),
  },
  (t) => [
    unique('alert_rules_id_user').on(t.id, t.deskId),
    index('alert_rules_user').on(t.deskId),
    foreignKey({
      name: 'alert_rules_of_member',
      columns: [t.deskId, t.ofMember],
      foreignColumns: [deskMembers.deskId, deskMembers.userId],
    }).onDelete('cascade'),
    ownedByDesk('alert_rules'),
    notForLimited('alert_rules'),
  ],
).enableRLS()

/** Where the subjects of rules stand that are not simply well: no row is `ok`. */
export const alertStates = pgTable(
  'alert_states',
  {
    ruleId: uuid('rule_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** `Measurement.subject`. */
    subject: text('subject').notNull(),
    /** Null: of all accounts together. */
    accountId: uuid('account_id'),
    /** `warn` or `urgent`. */
    level: text('level').notNull(),
    known: boolean('known').notNull(),
    since: timestamptz('since').notNull(),
    insideSince: timestamptz('inside_since'),
    toldAt: timestamptz('told_at'),
    /** `Facts` as they last were, at `seen_at` or up to a minute later. */
    facts: jsonb('facts').notNull(),
    seenAt: timestamptz('seen_at').notNull(),
    /** Nothing is told of it before. */
    snoozedUntil: timestamptz('snoozed_until'),
  },
  (t) => [
    primaryKey({ columns: [t.ruleId, t.subject] }),
    index('alert_states_user').on(t.deskId),
    index('alert_states_account').on(t.accountId),
    foreignKey({ columns: [t.ruleId, t.deskId], foreignColumns: [alertRules.id, alertRules.deskId] }).onDelete('cascade'),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('alert_states'),
    limitedToAccounts('alert_states'),
  ],
).enableRLS()

/** Accounts that a person wants to hear nothing of. */
export const alertMutes = pgTable(
  'alert_mutes',
  {
    accountId: uuid('account_id').primaryKey(),
    deskId: uuid('user_id').notNull(),
    /** Null: until it is taken back. */
    until: timestamptz('until'),
  },
  (t) => [
    index('alert_mutes_user').on(t.deskId),
    foreignKey({ columns: [t.accountId, t.deskId], foreignColumns: [accounts.id, accounts.deskId] }).onDelete('cascade'),
    ownedByDesk('alert_mutes'),
    limitedToAccounts('alert_mutes'),
  ],
).enableRLS()

/** Ways to tell a person. */
export const channels = pgTable(
  'channels',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: ownDesk(),
    /**
     * The member who sees some accounts and whose own channel it is: it tells what they may see (`may_be_told`), and goes with
     * them. Null: the desk's.
     */
    ofMember: uuid('of_member'),
    /** The person who made it, whose language it speaks. Null: Ballast did, or it was made before that was kept. */
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    /** One of `server/notify`'s kinds. */
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    /** What its owner knows it by, e.g. a host and the last four characters; never a secret. */
    shown: text('shown').notNull(),
    /** Address, token or keys, sealed by the master key. */
    masterKeyId: text('master_key_id').notNull(),
    /** base64: nonce ‖ ciphertext ‖ tag. */
    wrappedKey: text('wrapped_key').notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** The least that it is told: `warn` or `urgent`. */
    least: text('least').notNull().default('warn'),
    /** When a test message arrived; nothing else is sent before. */
    provenAt: timestamptz('proven_at'),
    /** Since when nothing gets through; null: all is well. */
    failingSince: timestamptz('failing_since'),
    failure: text('failure'),
    /** Nothing is sent before: the other side asked to be left alone, or one message was just sent. */
    restsUntil: timestamptz('rests_until'),
    /** Of a browser: what its subscription is known by, a hash. A browser tells one person. */
    device: text('device').unique('channels_device'),
    /** Of a browser: the session in which it was set up or last used; it ends with it. */
    sessionId: uuid('session_id').references(() => sessions.id, { onDelete: 'set null' }),
    createdAt: timestamptz('created_at').notNull(),
  },
  (t) => [
    unique('channels_id_user').on(t.id, t.deskId),
    index('channels_user').on(t.deskId),
    index('channels_session').on(t.sessionId),
    foreignKey({
      name: 'channels_of_member',
      columns: [t.deskId, t.ofMember],
      foreignColumns: [deskMembers.deskId, deskMembers.userId],
    }).onDelete('cascade'),
    ownedByDesk('channels'),
    notForLimited('channels'),
  ],
).enableRLS()

/** What is to be told, has been, or could not be; written with the change of state itself. Kept 90 days. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    deskId: uuid('user_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    /** `alert`, `digest` or `channel` (another one is dead). */
    what: text('what').notNull(),
    /** `AlertEvent`, or what a digest says. */
    event: jsonb('event').notNull(),
    ruleId: uuid('rule_id'),
    subject: text('subject'),
    accountId: uuid('account_id'),
    level: text('level').notNull(),
    at: timestamptz('at').notNull(),
    /** Not before: quiet hours, or the next try. */
    dueAt: timestamptz('due_at').notNull(),
    /** `waiting`, `sent`, `failed` (given up) or `dropped` (well again before it could be told). */
    state: text('state').notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    /** The message that it went out in: what a receiver tells repeats by. */
    messageId: uuid('message_id'),
    sentAt: timestamptz('sent_at'),
    /** What the other side said last, in a line. */
    answer: text('answer'),
    /** When the link in the message was used to keep quiet what it told. */
    snoozedAt: timestamptz('snoozed_at'),
  },
  (t) => [
    index('deliveries_waiting').on(t.channelId, t.dueAt).where(sql`state = 'waiting'`),
    index('deliveries_user').on(t.deskId, t.id),
    index('deliveries_at').on(t.at),
    foreignKey({ columns: [t.channelId, t.deskId], foreignColumns: [channels.id, channels.deskId] }).onDelete('cascade'),
    ownedByDesk('deliveries'),
    notForLimited('deliveries'),
  ],
).enableRLS()
