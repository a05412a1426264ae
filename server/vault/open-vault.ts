import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Db } from '@/db/client'
import { findVaultKey, keepVaultKey } from '@/db/queries/vault-keys'
import { AesVault } from './aes-vault'
import { type MasterKeySource, masterKeyFile, openMasterKeys } from './key-file'
import { type LocalMasterKeys, MasterKeyProblem, type MasterKeys, UnknownMasterKey } from './master-keys'
import type { Vault } from './vault'

export const FINGERPRINT = 'fingerprint'
export const FINGERPRINT_CONTEXT = 'ballast fingerprint key'

/**
 * The vault of this installation. Its fingerprint key is random, made once and kept in the database wrapped by the
 * master key, so that fingerprints outlive a change of master keys.
 * @throws MasterKeyProblem where the master key at hand is not the one that this database was used with
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
    const message = `The stored credentials cannot be opened: ${why}. Bring back MASTER_KEY or the master key file.`
    throw new MasterKeyProblem(message, { cause })
  }
}

/**
 * The master keys of this installation. The default file is made only for a database that has not been used with another:
 * a new key beside old credentials would open none of them.
 * @throws MasterKeyProblem
 */
export async function installationKeys(db: Db, source: MasterKeySource): Promise<LocalMasterKeys> {
  const file = masterKeyFile(source)
  const isMissing = () => file !== null && !existsSync(/* turbopackIgnore: true */ file)
  if (isMissing() && (await db.asSystem((tx) => findVaultKey(tx, FINGERPRINT))) !== null && isMissing()) {
    throw new MasterKeyProblem(
      `The master key file ${file} is missing, and this database was used with one: bring it back, or name it by MASTER_KEY_FILE.`,
    )
  }
  return openMasterKeys(source)
}
