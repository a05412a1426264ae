import { createECDH, generateKeyPairSync } from 'node:crypto'
import type { Db } from '@/db/client'
import { findVaultKey, keepVaultKey } from '@/db/queries/vault-keys'
import { MasterKeyProblem, type MasterKeys } from './master-keys'

export const PUSH_KEY = 'web_push'
export const PUSH_KEY_CONTEXT = 'ballast web push key'

/** The pair by which push services know this installation (RFC 8292); base64url of the bare point and number of P-256. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/**
 * The installation's pair: made when somebody first needs it, kept in the database wrapped by the master key, and never made
 * anew, since each browser's subscription is bound to it. Whoever asks first of several processes makes it for all.
 * @throws MasterKeyProblem where the stored one cannot be opened
 */
export function pushKeysOf(db: Db, masterKeys: MasterKeys): () => Promise<PushKeys> {
  let known: Promise<PushKeys> | undefined
  return () => {
    known ??= openPushKeys(db, masterKeys).catch((error: unknown) => {
      // A database that was away for a moment must not stay so for the life of the process.
      known = undefined
      throw error
    })
    return known
  }
}

async function openPushKeys(db: Db, masterKeys: MasterKeys): Promise<PushKeys> {
  const kept = await db.asSystem(async (tx) => {
    const found = await findVaultKey(tx, PUSH_KEY)
    return found ?? keepVaultKey(tx, PUSH_KEY, await masterKeys.wrap(newPrivateKey(), PUSH_KEY_CONTEXT))
  })
  const privateKey = await masterKeys.unwrap(kept, PUSH_KEY_CONTEXT).catch((cause: unknown) => {
    throw new MasterKeyProblem('The stored key of push messages cannot be opened. Bring back the master key that wraps it.', {
      cause,
    })
  })
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey)
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') }
}

/** 32 bytes, also where the first are zero: of a JWK they are never left out. */
function newPrivateKey(): Buffer {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
}
