import type { SealedCredentials } from '@/db/queries/secrets'
import type { CredentialField } from '../exchanges/port'

/** Whose secret, and which: associated data, so that a ciphertext moved to another row does not open. */
export interface SecretOwner {
  deskId: string
  accountId: string
}

/** A new account's sealed credentials, as the database stores them (`db/queries/secrets`). */
export type { SealedCredentials } from '@/db/queries/secrets'

/** A user's own secret as it is stored. */
export interface SealedUserSecret {
  masterKeyId: string
  /** base64: nonce ‖ ciphertext ‖ tag. */
  wrappedKey: string
}

/** Envelope encryption (AES-256-GCM): a data key per account, wrapped by a master key outside the database. */
export interface Vault {
  seal(owner: SecretOwner, credentials: Partial<Record<CredentialField, string>>): Promise<SealedCredentials>
  /** @throws DomainError `internal` when a ciphertext was tampered with, moved, or its master key is gone. */
  open(owner: SecretOwner, sealed: SealedCredentials): Promise<Partial<Record<CredentialField, string>>>
  /** Seals a user's own secret (an authenticator app's) directly by the master key. @param purpose which secret, e.g. `totp` */
  sealUserSecret(ownerId: string, purpose: string, secret: string): Promise<SealedUserSecret>
  /** @throws DomainError `internal` as `open` */
  openUserSecret(ownerId: string, purpose: string, sealed: SealedUserSecret): Promise<string>
  /** Keyed hash of what identifies a key on an exchange; the same key gives the same value, and reveals nothing of it. */
  fingerprint(exchange: string, credentials: Partial<Record<CredentialField, string>>): string
}
