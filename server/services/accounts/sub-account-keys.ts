import type { Tx } from '@/db/client'
import { type AccountRow, listAccounts, lockAccount, updateAccount } from '@/db/queries/accounts'
import { replaceSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { newKeyColumns, type TriedKey } from './replace-key'

/**
 * Sub-accounts that are read with the key of their main account have it sealed beside them: what becomes of that key becomes of theirs.
 */

/** A sub-account that is read with its main account's key gets none of its own. @throws DomainError `conflict` */
export function refuseOwnKey({ subAccount }: Pick<AccountRow, 'subAccount'>): void {
  if (subAccount === null) return
  throw new DomainError(
    'conflict',
    sentence`This sub-account is read with the key of its main account: replace that one’s key, or take the sub-account from it again. With a key of its own, connect it as a new account once this one is archived.`,
  )
}

/** Active accounts that are read with the key of `parentId`. */
async function readWith(tx: Tx, deskId: string, parentId: string): Promise<AccountRow[]> {
  const all = await listAccounts(tx, deskId, { includeArchived: false })
  return all.filter((row) => row.parentId === parentId && row.subAccount !== null)
}

/**
 * An archived account's key is destroyed, which sub-accounts are still read with. Until the transaction is over none is taken.
 * @param tx of all of the desk's accounts, whichever the caller may see: those are named; of the others not even how many they are is told
 * @throws DomainError `conflict`
 */
export async function refuseWhileReadWith({ db, deskId, actor }: ServiceContext, tx: Tx, id: string): Promise<void> {
  await lockAccount(tx, deskId, id)
  const children = await readWith(tx, deskId, id)
  if (children.length === 0) return
  const named = children.filter((row) => db.accounts === null || db.accounts.includes(row.id)).map(({ name }) => `“${name}”`)
  const whose = actor.kind === 'session' ? sentence`those that you do not see` : sentence`those that this token is not for`
  const told = named.join(', ')
  const names = named.length === children.length ? told : named.length === 0 ? whose : sentence`${told}, ${whose}`
  throw new DomainError(
    'conflict',
    sentence`Sub-accounts are read with this account’s key, which archiving destroys: archive ${names} first.`,
  )
}

/**
 * Holds a main account as it is while a sub-account is taken from it: its key is not replaced or destroyed meanwhile.
 * @throws DomainError `conflict` where that was done since `parent` was read
 */
export async function holdMain(tx: Tx, deskId: string, parent: AccountRow): Promise<void> {
  const now = await lockAccount(tx, deskId, parent.id)
  if (now && now.archivedAt === null && now.keyFingerprint === parent.keyFingerprint) return
  throw new DomainError(
    'conflict',
    sentence`Its main account got another key or was archived meanwhile: look for its sub-accounts again.`,
  )
}

/**
 * Gives a main account's new key to the sub-accounts that are read with it, in the same transaction.
 * @throws DomainError `conflict` for a key of another account: its sub-accounts are others
 */
export async function handOnKey(ctx: ServiceContext, tx: Tx, parent: AccountRow, tried: TriedKey): Promise<void> {
  // None is taken with the old key from here on.
  await lockAccount(tx, ctx.deskId, parent.id)
  const children = await readWith(tx, ctx.deskId, parent.id)
  if (children.length === 0) return
  const uid = tried.key.uid ?? null
  if (uid !== null && parent.exchangeUid !== null && uid !== parent.exchangeUid) {
    const words = sentence`This key is of another account of the exchange than the one whose sub-accounts are read with it.`
    throw new DomainError('conflict', words, { fields: { apiKey: words } })
  }
  for (const child of children) {
    const credentials = { ...tried.credentials, subAccount: child.subAccount ?? undefined }
    const sealed = await ctx.vault.seal({ deskId: ctx.deskId, accountId: child.id }, credentials)
    await updateAccount(tx, ctx.deskId, child.id, {
      ...newKeyColumns({ ...tried, credentials, fingerprint: ctx.vault.fingerprint(parent.exchange, credentials) }, ctx.now()),
      // What the exchange told of the key; mode, label and number are the sub-account's own.
      positionMode: child.positionMode,
      exchangeLabel: child.exchangeLabel,
      exchangeUid: child.exchangeUid,
      updatedAt: ctx.now(),
    })
    await replaceSecrets(tx, ctx.deskId, child.id, sealed)
  }
}
