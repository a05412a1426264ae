import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** Keys that belong to the whole installation, wrapped by a master key that the database never holds. Belongs to no user. */
export const vaultKeys = pgTable('vault_keys', {
  /** `fingerprint`: the HMAC key of account fingerprints. */
  purpose: text('purpose').primaryKey(),
  masterKeyId: text('master_key_id').notNull(),
  /** base64: nonce ‖ ciphertext ‖ tag. */
  wrappedKey: text('wrapped_key').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
})
