import { bigint, boolean, foreignKey, index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { apiTokens } from './api-tokens'
import { desks } from './desks'
import { notForLimited, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * Addresses that are told what happens to the accounts that an API token sees. What is told stands in `stream_events`: a
 * webhook remembers up to where it has heard.
 */
export const webhooks = pgTable(
  'webhooks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    tokenId: uuid('token_id').notNull(),
    /** What its owner knows it by: the host. */
    shown: text('shown').notNull(),
    /** Address and secrets, sealed by the master key. */
    masterKeyId: text('master_key_id').notNull(),
    /** base64: nonce ‖ ciphertext ‖ tag. */
    wrappedKey: text('wrapped_key').notNull(),
    /** Types of events that it wants. */
    events: text('events').array().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** Up to where it has heard (`server/services/stream/cursor`). */
    position: text('position').notNull(),
    /** Since when events are missing before `position`, which the next message says; null: none are. */
    gapSince: timestamptz('gap_since'),
    /** The message that is under way: the same id and the same events however often it is tried; null: none is. */
    messageId: uuid('message_id'),
    /** Ids of its events, and up to where it will have heard with it. */
    messageEvents: bigint('message_events', { mode: 'bigint' }).array(),
    messageEnd: text('message_end'),
    attempts: integer('attempts').notNull().default(0),
    /** Since when nothing gets through; null: all is well. */
    failingSince: timestamptz('failing_since'),
    failure: text('failure'),
    /** Nothing is sent before. */
    restsUntil: timestamptz('rests_until'),
    createdAt: timestamptz('created_at').notNull(),
  },
  (t) => [
    unique('webhooks_id_user').on(t.id, t.deskId),
    index('webhooks_user').on(t.deskId),
    index('webhooks_token').on(t.tokenId, t.deskId),
    foreignKey({ columns: [t.tokenId, t.deskId], foreignColumns: [apiTokens.id, apiTokens.deskId] }).onDelete('cascade'),
    ownedByDesk('webhooks'),
    notForLimited('webhooks'),
  ],
).enableRLS()

/** Messages that were sent to webhooks, or could not be. Kept a week. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    deskId: uuid('user_id').notNull(),
    webhookId: uuid('webhook_id').notNull(),
    /** `webhook-id` of the message. */
    messageId: uuid('message_id').notNull(),
    /** When it was first tried. */
    at: timestamptz('at').notNull(),
    /** How many events it holds. */
    events: integer('events').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** `waiting` (it will be tried again), `sent` or `failed` (given up). */
    state: text('state').notNull().default('waiting'),
    lastTryAt: timestamptz('last_try_at').notNull(),
    /** How long the last try took, ms. */
    durationMs: integer('duration_ms').notNull(),
    /** What the other side said last, in a line. */
    answer: text('answer').notNull(),
  },
  (t) => [
    unique('webhook_deliveries_message').on(t.webhookId, t.messageId),
    index('webhook_deliveries_user').on(t.deskId, t.id),
    index('webhook_deliveries_at').on(t.at),
    foreignKey({ columns: [t.webhookId, t.deskId], foreignColumns: [webhooks.id, webhooks.deskId] }).onDelete('cascade'),
    ownedByDesk('webhook_deliveries'),
    notForLimited('webhook_deliveries'),
  ],
).enableRLS()
