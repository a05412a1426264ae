import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { notForLimited, ofSystem, ownedByUser } from './tenancy'
import { users } from './users'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const owner = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

/** Invitations to sign up, owned by the administrator who made them; only the SHA-256 of the code is kept. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: owner(),
    hash: text('hash').notNull(),
    /** Lower case; null: for whoever has the code. */
    email: text('email'),
    createdAt: timestamptz('created_at').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
    revokedAt: timestamptz('revoked_at'),
    acceptedAt: timestamptz('accepted_at'),
  },
  (t) => [
    uniqueIndex('invitations_hash').on(t.hash),
    index('invitations_user').on(t.userId),
    ownedByUser('invitations'),
    notForLimited('invitations'),
  ],
).enableRLS()

/** The code with which the first administrator signs up, while there is none: one row at most, and only its SHA-256. */
export const setupCodes = pgTable(
  'setup_codes',
  {
    /** Always true, so that there is one. */
    only: boolean('only').primaryKey().default(true),
    hash: text('hash').notNull(),
    createdAt: timestamptz('created_at').notNull(),
  },
  (t) => [check('setup_codes_one', sql`${t.only}`), ofSystem('setup_codes')],
).enableRLS()

/** Links that set a new password, good once; only the SHA-256 of the code is kept. */
export const passwordResets = pgTable(
  'password_resets',
  {
    hash: text('hash').primaryKey(),
    userId: owner(),
    createdAt: timestamptz('created_at').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
    usedAt: timestamptz('used_at'),
  },
  (t) => [index('password_resets_user').on(t.userId), ownedByUser('password_resets'), notForLimited('password_resets')],
).enableRLS()

/** The secret of a user's authenticator app (TOTP, RFC 6238), wrapped by the master key. */
export const authenticators = pgTable(
  'authenticators',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    masterKeyId: text('master_key_id').notNull(),
    /** base64: nonce ‖ ciphertext ‖ tag. */
    wrappedKey: text('wrapped_key').notNull(),
    createdAt: timestamptz('created_at').notNull(),
    /** Null until a first code proved that the app has it: it counts for nothing before. */
    confirmedAt: timestamptz('confirmed_at'),
    /** The 30-second step of the last code used; no code is good twice. */
    lastStep: bigint('last_step', { mode: 'number' }),
  },
  () => [ownedByUser('authenticators'), notForLimited('authenticators')],
).enableRLS()

/** Codes that stand in for a lost second factor, each good once; argon2id would add nothing to 118 random bits. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: owner(),
    /** Lower-case hex SHA-256 of user id and code. */
    hash: text('hash').notNull(),
    usedAt: timestamptz('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.hash] }), ownedByUser('recovery_codes'), notForLimited('recovery_codes')],
).enableRLS()

/** WebAuthn credentials. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: owner(),
    name: text('name').notNull(),
    /** base64url. */
    credentialId: text('credential_id').notNull(),
    /** base64url of the COSE key. */
    publicKey: text('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    backedUp: boolean('backed_up').notNull(),
    createdAt: timestamptz('created_at').notNull(),
    lastUsedAt: timestamptz('last_used_at'),
  },
  (t) => [
    uniqueIndex('passkeys_credential').on(t.credentialId),
    index('passkeys_user').on(t.userId),
    ownedByUser('passkeys'),
    notForLimited('passkeys'),
  ],
).enableRLS()

/** Accounts at other providers that sign a user in. */
export const identities = pgTable(
  'identities',
  {
    /** `github`, `google` or `oidc`. */
    provider: text('provider').notNull(),
    /** The provider's own id of the person; of `oidc` behind its issuer and a space, for the issuer is a setting. */
    subject: text('subject').notNull(),
    userId: owner(),
    /** What the person is called there. */
    label: text('label'),
    createdAt: timestamptz('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.subject] }),
    uniqueIndex('identities_user').on(t.userId, t.provider),
    ownedByUser('identities'),
    notForLimited('identities'),
  ],
).enableRLS()

/** Random values that a passkey is asked to sign, each good once and for minutes. */
export const challenges = pgTable(
  'challenges',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Null: nobody is signed in yet; seen by the system only. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** `add` or `sign_in`. */
    purpose: text('purpose').notNull(),
    challenge: text('challenge').notNull(),
    expiresAt: timestamptz('expires_at').notNull(),
  },
  (t) => [index('challenges_age').on(t.expiresAt), ownedByUser('challenges'), notForLimited('challenges')],
).enableRLS()
