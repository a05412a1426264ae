import { foreignKey, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { apiTokens } from './api-tokens'
import { desks } from './desks'
import { notForLimited, ofSystem, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Programs that registered themselves (RFC 7591). They prove nothing and are nobody's: what they may, a person allows. */
export const oauthClients = pgTable(
  'oauth_clients',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** As the program calls itself. */
    name: text('name').notNull(),
    redirectUris: text('redirect_uris').array().notNull(),
    createdAt: timestamptz('created_at').notNull(),
    /** When somebody last allowed it something; null: never. Those go after a day. */
    allowedAt: timestamptz('allowed_at'),
  },
  () => [ofSystem('oauth_clients')],
).enableRLS()

/** A person's yes on its way to the program; only the SHA-256 of the code is kept. Good once, for a minute. */
export const oauthCodes = pgTable(
  'oauth_codes',
  {
    hash: text('hash').primaryKey(),
    deskId: uuid('user_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    clientId: uuid('client_id')
      .notNull()
      .references(() => oauthClients.id, { onDelete: 'cascade' }),
    /** The API token that it gives keys for. */
    tokenId: uuid('token_id').notNull(),
    redirectUri: text('redirect_uri').notNull(),
    /** S256 of the verifier that the program keeps. */
    challenge: text('challenge').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
    usedAt: timestamptz('used_at'),
  },
  (t) => [
    index('oauth_codes_user').on(t.deskId),
    foreignKey({ columns: [t.tokenId, t.deskId], foreignColumns: [apiTokens.id, apiTokens.deskId] }).onDelete('cascade'),
    ownedByDesk('oauth_codes'),
    notForLimited('oauth_codes'),
  ],
).enableRLS()

/** Keys that a program holds for an API token that a person allowed it; only their SHA-256 is kept. */
export const oauthKeys = pgTable(
  'oauth_keys',
  {
    hash: text('hash').primaryKey(),
    tokenId: uuid('token_id').notNull(),
    deskId: uuid('user_id').notNull(),
    /** `access`, or `refresh`: good once, for the next two. */
    kind: text('kind').notNull(),
    createdAt: timestamptz('created_at').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
    usedAt: timestamptz('used_at'),
  },
  (t) => [
    index('oauth_keys_token').on(t.tokenId, t.deskId),
    foreignKey({ columns: [t.tokenId, t.deskId], foreignColumns: [apiTokens.id, apiTokens.deskId] }).onDelete('cascade'),
    ownedByDesk('oauth_keys'),
    notForLimited('oauth_keys'),
  ],
).enableRLS()
