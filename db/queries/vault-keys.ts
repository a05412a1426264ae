import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '../client'
import { accountKeys, authenticators, channels, vaultKeys, webhooks } from '../schema'

export interface WrappedKey {
  masterKeyId: string
  /** base64: nonce ‖ ciphertext ‖ tag. */
  wrappedKey: string
}

/** A key of the whole installation; null before it was made. */
export async function findVaultKey(tx: Tx, purpose: string): Promise<WrappedKey | null> {
  const [row] = await tx
    .select({ masterKeyId: vaultKeys.masterKeyId, wrappedKey: vaultKeys.wrappedKey })
    .from(vaultKeys)
    .where(eq(vaultKeys.purpose, purpose))
  return row ?? null
}

/** Stores a key of the whole installation unless another process was quicker; whichever is stored is answered. */
export async function keepVaultKey(tx: Tx, purpose: string, key: WrappedKey): Promise<WrappedKey> {
  await tx
    .insert(vaultKeys)
    .values({ purpose, ...key })
    .onConflictDoNothing()
  return (await findVaultKey(tx, purpose)) ?? key
}

/** Puts a newly wrapped copy in the place of exactly the one that was read; false if that one is there no longer. */
export async function rewrapVaultKey(tx: Tx, purpose: string, old: WrappedKey, next: WrappedKey): Promise<boolean> {
  const rows = await tx
    .update(vaultKeys)
    .set(next)
    .where(and(eq(vaultKeys.purpose, purpose), eq(vaultKeys.wrappedKey, old.wrappedKey)))
    .returning({ purpose: vaultKeys.purpose })
  return rows.length > 0
}

/** Keys of the whole installation that another master key wraps. */
export async function installationKeysToRewrap(tx: Tx, currentKeyId: string): Promise<(WrappedKey & { purpose: string })[]> {
  return tx
    .select({ purpose: vaultKeys.purpose, masterKeyId: vaultKeys.masterKeyId, wrappedKey: vaultKeys.wrappedKey })
    .from(vaultKeys)
    .where(ne(vaultKeys.masterKeyId, currentKeyId))
}

/** Accounts' data keys that another master key wraps; for the system. */
export async function keysToRewrap(
  tx: Tx,
  currentKeyId: string,
  limit: number,
): Promise<(WrappedKey & { accountId: string; deskId: string })[]> {
  return tx
    .select({
      accountId: accountKeys.accountId,
      deskId: accountKeys.deskId,
      masterKeyId: accountKeys.masterKeyId,
      wrappedKey: accountKeys.wrappedKey,
    })
    .from(accountKeys)
    .where(ne(accountKeys.masterKeyId, currentKeyId))
    .limit(limit)
}

/** As `rewrapVaultKey`, for an account's data key: credentials that were replaced meanwhile are left alone. */
export async function rewrapAccountKey(
  tx: Tx,
  deskId: string,
  accountId: string,
  old: WrappedKey,
  next: WrappedKey,
): Promise<boolean> {
  const rows = await tx
    .update(accountKeys)
    .set(next)
    .where(and(eq(accountKeys.accountId, accountId), eq(accountKeys.deskId, deskId), eq(accountKeys.wrappedKey, old.wrappedKey)))
    .returning({ id: accountKeys.accountId })
  return rows.length > 0
}

/** Users' own secrets (authenticator apps) that another master key wraps; for the system. */
export async function userSecretsToRewrap(
  tx: Tx,
  currentKeyId: string,
  limit: number,
): Promise<(WrappedKey & { userId: string })[]> {
  return tx
    .select({
      userId: authenticators.userId,
      masterKeyId: authenticators.masterKeyId,
      wrappedKey: authenticators.wrappedKey,
    })
    .from(authenticators)
    .where(ne(authenticators.masterKeyId, currentKeyId))
    .limit(limit)
}

/** As `rewrapVaultKey`, for a user's own secret. */
export async function rewrapUserSecret(tx: Tx, userId: string, old: WrappedKey, next: WrappedKey): Promise<boolean> {
  const rows = await tx
    .update(authenticators)
    .set(next)
    .where(and(eq(authenticators.userId, userId), eq(authenticators.wrappedKey, old.wrappedKey)))
    .returning({ id: authenticators.userId })
  return rows.length > 0
}

/** Channels whose settings another master key wraps; for the system. */
export async function channelsToRewrap(
  tx: Tx,
  currentKeyId: string,
  limit: number,
): Promise<(WrappedKey & { deskId: string; channelId: string })[]> {
  return tx
    .select({
      deskId: channels.deskId,
      channelId: channels.id,
      masterKeyId: channels.masterKeyId,
      wrappedKey: channels.wrappedKey,
    })
    .from(channels)
    .where(ne(channels.masterKeyId, currentKeyId))
    .limit(limit)
}

/** As `rewrapVaultKey`, for a channel's settings. */
export async function rewrapChannel(tx: Tx, channelId: string, old: WrappedKey, next: WrappedKey): Promise<boolean> {
  const rows = await tx
    .update(channels)
    .set(next)
    .where(and(eq(channels.id, channelId), eq(channels.wrappedKey, old.wrappedKey)))
    .returning({ id: channels.id })
  return rows.length > 0
}

/** Webhooks whose address and secrets another master key wraps; for the system. */
export async function webhooksToRewrap(
  tx: Tx,
  currentKeyId: string,
  limit: number,
): Promise<(WrappedKey & { deskId: string; webhookId: string })[]> {
  const { deskId, id: webhookId, masterKeyId, wrappedKey } = webhooks
  return tx
    .select({ deskId, webhookId, masterKeyId, wrappedKey })
    .from(webhooks)
    .where(ne(webhooks.masterKeyId, currentKeyId))
    .limit(limit)
}

/** As `rewrapVaultKey`, for a webhook's address and secrets. */
export async function rewrapWebhook(tx: Tx, webhookId: string, old: WrappedKey, next: WrappedKey): Promise<boolean> {
  const rows = await tx
    .update(webhooks)
    .set(next)
    .where(and(eq(webhooks.id, webhookId), eq(webhooks.wrappedKey, old.wrappedKey)))
    .returning({ id: webhooks.id })
  return rows.length > 0
}

/** How many keys and secrets another master key than this one wraps; for the system. */
export async function countToRewrap(tx: Tx, currentKeyId: string): Promise<number> {
  const [accounts, users, told, hooks, installation] = await Promise.all([
    tx.$count(accountKeys, ne(accountKeys.masterKeyId, currentKeyId)),
    tx.$count(authenticators, ne(authenticators.masterKeyId, currentKeyId)),
    tx.$count(channels, ne(channels.masterKeyId, currentKeyId)),
    tx.$count(webhooks, ne(webhooks.masterKeyId, currentKeyId)),
    tx.$count(vaultKeys, ne(vaultKeys.masterKeyId, currentKeyId)),
  ])
  return accounts + users + told + hooks + installation
}
