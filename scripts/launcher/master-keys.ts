import { openAppDb } from '@/db/roles'
import type { MasterKeySource } from '@/server/vault/key-file'
import { installationKeys, openVault } from '@/server/vault/open-vault'

/**
 * Whether the master keys at hand are the ones that this database was used with, asked before any process is started that
 * would only fail by it.
 * @throws MasterKeyProblem
 */
export async function requireMasterKeys(databaseUrl: string, source: MasterKeySource): Promise<void> {
  const db = await openAppDb({ url: databaseUrl, max: 1 })
  try {
    await openVault(db, await installationKeys(db, source))
  } finally {
    await db.close()
  }
}
