import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { findVaultKey, keepVaultKey } from '@/db/queries/vault-keys'
import { AesVault } from './aes-vault'
import { type MasterKeys, UnknownMasterKey } from './master-keys'
import type { Vault } from './vault'

export const FINGERPRINT = 'fingerprint'
export const FINGERPRINT_CONTEXT = 'ballast fingerprint key'

/**
 * The vault of this installation. Its fingerprint key is random, made once and kept in the database wrapped by the
 * master key, so that fingerprints outlive a change of master keys.
 * @throws Error in one line where the master key at hand is not the one that this database was used with
 */
export async function openVault(db: Db, masterKeys: MasterKeys): Promise<Vault> {
  const kept = await db.asSystem(async (tx) => {
    const found = await findVaultKey(tx, FINGERPRINT)
    if (found) return found
    return keepVaultKey(tx, FINGERPRINT, await masterKeys.wrap(randomBytes(32), FINGERPRINT_CONTEXT))
  })
  try {
    return new AesVault(masterKeys, await masterKeys.unwrap(kept, FINGERPRINT_CONTEXT))
  } catch (cause) {
    const why = cause instanceof UnknownMasterKey ? `it needs the master key with the id ${cause.masterKeyId}` : 'it was altered'
    throw new Error(`The stored credentials cannot be opened: ${why}. Bring back MASTER_KEY or the master key file.`, { cause })
  }
}
