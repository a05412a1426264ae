import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { guardedHttp } from '@/server/notify/http'
import { LocalMasterKeys, masterKeyId } from '@/server/vault/master-keys'
import { pushKeysOf } from '@/server/vault/push-keys'
import type { AlertMeans } from './means'

const masterKey = randomBytes(32)

/** By what messages are sent in tests: to nobody's servers but those that are named, and by no mail. */
export function alertMeans(db: Db, hosts: readonly string[] = []): AlertMeans {
  const masterKeys = new LocalMasterKeys(() => [{ id: masterKeyId(masterKey), key: masterKey }])
  return {
    baseUrl: 'https://ballast.example.com',
    http: guardedHttp(hosts),
    mail: undefined,
    push: { keys: pushKeysOf(db, masterKeys), contact: 'mailto:desk@example.com' },
    linkKey: randomBytes(32),
  }
}
