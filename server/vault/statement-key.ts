import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Db } from '@/db/client'
import { findVaultKey, keepVaultKey } from '@/db/queries/vault-keys'
import { MasterKeyProblem, type MasterKeys } from './master-keys'

export const STATEMENT_KEY = 'statements'
export const STATEMENT_KEY_CONTEXT = 'ballast statement key'

/**
 * The installation's key that signs statements (Ed25519): made when somebody first needs it, kept in the database wrapped by the
 * master key, and never made anew, since what it signed is checked by it for good. Whoever asks first of several processes makes
 * it for all. @throws MasterKeyProblem where the stored one cannot be opened
 */
export function statementKeyOf(db: Db, masterKeys: MasterKeys): () => Promise<KeyObject> {
  let known: Promise<KeyObject> | undefined
  return () => {
    known ??= open(db, masterKeys).catch((error: unknown) => {
      // A database that was away for a moment must not stay so for the life of the process.
      known = undefined
      throw error
    })
    return known
  }
}

async function open(db: Db, masterKeys: MasterKeys): Promise<KeyObject> {
  const kept = await db.asSystem(async (tx) => {
    const found = await findVaultKey(tx, STATEMENT_KEY)
    return found ?? keepVaultKey(tx, STATEMENT_KEY, await masterKeys.wrap(newKey(), STATEMENT_KEY_CONTEXT))
  })
  const key = await masterKeys.unwrap(kept, STATEMENT_KEY_CONTEXT).catch((cause: unknown) => {
    throw new MasterKeyProblem('The stored key of statements cannot be opened. Bring back the master key that wraps it.', {
      cause,
    })
  })
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
