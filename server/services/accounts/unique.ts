import type { Tx } from '@/db/client'
import { uniqueViolation } from '@/db/errors'
import { type AccountRow, listAccounts } from '@/db/queries/accounts'
import { DomainError } from '@/server/errors'
import type { Credentials, KeyInfo } from '@/server/exchanges/port'
import { sentence } from '../../language/sentence'
import { namingField } from './credentials'
import { keyConnected, nameTaken } from './name'

interface Wanted {
  name: string
  credentials: Credentials
}

/**
 * Refuses a name or a key that another active account of the user has.
 * @throws DomainError `name_taken` or `conflict`
 */
export async function refuseDuplicates(
  tx: Tx,
  deskId: string,
  wanted: Wanted & { nameKey: string; keyFingerprint: string | null },
  ownId?: string,
): Promise<void> {
  const others = (await listAccounts(tx, deskId, { includeArchived: false })).filter(({ id }) => id !== ownId)
  const sameName = others.find(({ nameKey }) => nameKey === wanted.nameKey)
  if (sameName) throw nameTaken(wanted.name, sameName.name)
  if (wanted.keyFingerprint === null) return
  const sameKey = others.find(({ keyFingerprint }) => keyFingerprint === wanted.keyFingerprint)
  if (sameKey) throw keyConnected(namingField(wanted.credentials), sameKey.name)
}

/** Whether an account is the one that its exchange calls by a number; none is that of which no number is told. */
export function isAccountOf(
  row: Pick<AccountRow, 'exchange' | 'exchangeUid' | 'sandbox'>,
  { exchange, uid, sandbox }: { exchange: string; uid: string | null; sandbox: boolean },
): boolean {
  return uid !== null && row.exchange === exchange && row.exchangeUid === uid && row.sandbox === sandbox
}

/**
 * Refuses an account of the exchange that another active one is already, by the exchange's own number: it would be counted twice. A
 * sub-account that is read with its main account's key has the number of the one that gets a key of its own. An exchange's test system
 * knows a person by the same number: what is held there is another account.
 * @throws DomainError `conflict`
 */
export async function refuseSameAccount(
  tx: Tx,
  deskId: string,
  { exchange, uid, sandbox, credentials }: { exchange: string; uid: string | null; sandbox: boolean; credentials: Credentials },
  ownId?: string,
): Promise<void> {
  if (uid === null) return
  const others = await listAccounts(tx, deskId, { includeArchived: false })
  const same = others.find((row) => row.id !== ownId && isAccountOf(row, { exchange, uid, sandbox }))
  if (!same) return
  const words =
    same.subAccount === null
      ? sentence`This account of the exchange is connected already, as “${same.name}”: it would be counted twice. Archive that one first.`
      : sentence`This account of the exchange is read already, with the key of its main account, as “${same.name}”: it would be counted twice. Archive that one first.`
  throw new DomainError('conflict', words, { fields: { [namingField(credentials)]: words } })
}

/** Runs a write; what two requests at the same time both found free is refused to the second in the same words. */
export async function sayDuplicates<T>(wanted: Wanted, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const index = uniqueViolation(error)
    if (index === 'accounts_name') throw nameTaken(wanted.name)
    if (index === 'accounts_key') throw keyConnected(namingField(wanted.credentials))
    throw error
  }
}

/** What the exchange told about a key, as columns of its account. */
export function keyColumns(key: KeyInfo, now: Date) {
  return {
    keyCheckedAt: now,
    keyChange: null,
    permissions: key.permissions,
    positionMode: key.positionMode,
    keyExpiresAt: key.expiresAt,
    keyIpList: key.ipList,
    exchangeLabel: key.label,
    exchangeUid: key.uid ?? null,
    valid: true,
  }
}
