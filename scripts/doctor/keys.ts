import { existsSync, readFileSync } from 'node:fs'
import type { Db } from '@/db/client'
import { countToRewrap, findVaultKey } from '@/db/queries/vault-keys'
import { type MasterKeySource, masterKeyFile } from '@/server/vault/key-file'
import { LocalMasterKeys, MasterKeyProblem, parseKeyRing, UnknownMasterKey } from '@/server/vault/master-keys'
import { FINGERPRINT, FINGERPRINT_CONTEXT } from '@/server/vault/open-vault'
import type { Finding } from './finding'

const about = 'master key'

/** Whether the keys at hand open what is in the database; makes none. @param db null: it could not be looked at */
export async function lookAtKeys(source: MasterKeySource, db: Db | null): Promise<Finding> {
  const file = masterKeyFile(source)
  const place = file ?? 'MASTER_KEY'
  const kept = db === null ? null : await db.asSystem((tx) => findVaultKey(tx, FINGERPRINT))
  if (file !== null && !existsSync(file)) {
    if (kept !== null || source.MASTER_KEY_FILE !== undefined) {
      const todo = `bring it back from where you keep it (its id is ${kept?.masterKeyId ?? 'in the database'}), or name it by MASTER_KEY_FILE`
      return { about, level: 'fault', said: `${file} is missing`, todo }
    }
    return { about, level: 'unseen', said: `${file} is not there: the first start makes it` }
  }
  let keys: LocalMasterKeys
  try {
    const ring = parseKeyRing(file === null ? (source.MASTER_KEY ?? '') : readFileSync(file, 'utf8'), place)
    keys = new LocalMasterKeys(() => ring)
  } catch (error) {
    const said = error instanceof MasterKeyProblem ? error.message.replace(/\.$/, '') : `${place} cannot be read`
    return { about, level: 'fault', said, todo: 'bring back the file as Ballast made it' }
  }
  if (db === null || kept === null) {
    return { about, level: 'unseen', said: `${place} holds a key; the database was not used with one yet, or could not be asked` }
  }
  try {
    await keys.unwrap(kept, FINGERPRINT_CONTEXT)
  } catch (error) {
    const said =
      error instanceof UnknownMasterKey
        ? `the database was used with the key ${kept.masterKeyId}, and ${place} holds ${await keys.currentId()}`
        : 'what it wraps in the database was altered'
    const todo = 'bring back the key that the credentials were stored with; without it they have to be entered anew'
    return { about, level: 'fault', said, todo }
  }
  const current = await keys.currentId()
  const left = await db.asSystem((tx) => countToRewrap(tx, current))
  if (left > 0) {
    const todo = '`npm run keys:rotate` wraps it anew, while Ballast runs'
    return { about, level: 'warning', said: `an old key is still needed for ${left} ${left === 1 ? 'secret' : 'secrets'}`, todo }
  }
  return { about, level: 'well', said: `${place} (id ${current}) opens what the database holds` }
}
