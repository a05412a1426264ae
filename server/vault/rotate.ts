import type { Db } from '@/db/client'
import {
  channelsToRewrap,
  countToRewrap,
  installationKeysToRewrap,
  keysToRewrap,
  rewrapAccountKey,
  rewrapChannel,
  rewrapUserSecret,
  rewrapVaultKey,
  rewrapWebhook,
  userSecretsToRewrap,
  type WrappedKey,
  webhooksToRewrap,
} from '@/db/queries/vault-keys'
import { dataKeyContext, userSecretContext } from './aes-vault'
import type { MasterKeys } from './master-keys'
import { FINGERPRINT, FINGERPRINT_CONTEXT } from './open-vault'
import { channelPurpose, webhookPurpose } from './purposes'
import { PUSH_KEY, PUSH_KEY_CONTEXT } from './push-keys'
import { STATEMENT_KEY, STATEMENT_KEY_CONTEXT } from './statement-key'

const BATCH = 100

/** What keys of the whole installation are bound to. */
const CONTEXTS: Readonly<Record<string, string>> = {
  [FINGERPRINT]: FINGERPRINT_CONTEXT,
  [PUSH_KEY]: PUSH_KEY_CONTEXT,
  [STATEMENT_KEY]: STATEMENT_KEY_CONTEXT,
}

/** @throws Error where a newer version keeps a key that this one does not know: rotating would lose it */
function contextOf(purpose: string): string {
  const context = CONTEXTS[purpose]
  if (context === undefined) throw new Error(`The key “${purpose}” is of a newer version of Ballast: rotate keys with that.`)
  return context
}

/** One thing that a master key wraps, and how its new wrapping takes the old one's place. */
interface Entry {
  wrapped: WrappedKey
  context: string
  replace(next: WrappedKey): Promise<boolean>
}

async function entries(db: Db, currentId: string): Promise<Entry[]> {
  return db.asSystem(async (tx) => {
    const accounts = await keysToRewrap(tx, currentId, BATCH)
    const secrets = await userSecretsToRewrap(tx, currentId, BATCH)
    const told = await channelsToRewrap(tx, currentId, BATCH)
    const hooks = await webhooksToRewrap(tx, currentId, BATCH)
    const own = await installationKeysToRewrap(tx, currentId)
    return [
      ...accounts.map(({ deskId, accountId, ...wrapped }) => ({
        wrapped,
        context: dataKeyContext({ deskId, accountId }),
        replace: (next: WrappedKey) => db.asSystem((own) => rewrapAccountKey(own, deskId, accountId, wrapped, next)),
      })),
      ...secrets.map(({ userId, ...wrapped }) => ({
        wrapped,
        context: userSecretContext(userId, 'totp'),
        replace: (next: WrappedKey) => db.asSystem((own) => rewrapUserSecret(own, userId, wrapped, next)),
      })),
      ...told.map(({ deskId, channelId, ...wrapped }) => ({
        wrapped,
        context: userSecretContext(deskId, channelPurpose(channelId)),
        replace: (next: WrappedKey) => db.asSystem((own) => rewrapChannel(own, channelId, wrapped, next)),
      })),
      ...hooks.map(({ deskId, webhookId, ...wrapped }) => ({
        wrapped,
        context: userSecretContext(deskId, webhookPurpose(webhookId)),
        replace: (next: WrappedKey) => db.asSystem((own) => rewrapWebhook(own, webhookId, wrapped, next)),
      })),
      ...own.map(({ purpose, ...wrapped }) => ({
        wrapped,
        context: contextOf(purpose),
        replace: (next: WrappedKey) => db.asSystem((mine) => rewrapVaultKey(mine, purpose, wrapped, next)),
      })),
    ]
  })
}

/** Keys and secrets that are still wrapped by another key than the current one. */
export async function leftToRewrap(db: Db, masterKeys: MasterKeys): Promise<number> {
  const currentId = await masterKeys.currentId()
  return db.asSystem((tx) => countToRewrap(tx, currentId))
}

/**
 * Wraps everything anew by the current master key, one row at a time while the system runs: what it wraps (data keys and
 * so the credentials under them) stays the same. A row that changed meanwhile is left as it is and looked at again. It can
 * be stopped at any point, and goes on where it was.
 * @param onProgress told how many are done
 * @returns how many were wrapped anew
 */
export async function rewrapAll(
  db: Db,
  masterKeys: MasterKeys,
  { signal, onProgress = () => {} }: { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
): Promise<number> {
  const currentId = await masterKeys.currentId()
  let done = 0
  for (;;) {
    const batch = await entries(db, currentId)
    if (batch.length === 0) return done
    for (const { wrapped, context, replace } of batch) {
      signal?.throwIfAborted()
      const key = await masterKeys.unwrap(wrapped, context)
      try {
        if (await replace(await masterKeys.wrap(key, context))) done += 1
      } finally {
        key.fill(0)
      }
    }
    onProgress(done)
  }
}
