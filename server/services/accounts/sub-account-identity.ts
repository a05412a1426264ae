import type { AccountRow } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import type { Credentials } from '@/server/exchanges/port'
import type { SubAccount } from '@/server/exchanges/reading/sub-accounts'
import { isAccountOf } from './unique'

/** Which account a sub-account is, so that none is counted twice. */

/** What a sub-account is read with; null where only a key of its own reads it. */
export function credentialsOf(sub: SubAccount, main: Credentials): Credentials | null {
  if (sub.reads === 'address') return { walletAddress: sub.id }
  return sub.reads === 'main key' ? { ...main, subAccount: sub.id } : null
}

/** The active account that a sub-account is already: by what it is read with, or by the exchange's own number of it. */
export function accountOf(
  ctx: ServiceContext,
  { exchange, sandbox }: Pick<AccountRow, 'exchange' | 'sandbox'>,
  sub: SubAccount,
  main: Credentials,
  active: readonly AccountRow[],
): AccountRow | null {
  const credentials = credentialsOf(sub, main)
  const fingerprint = credentials && ctx.vault.fingerprint(exchange, credentials)
  return (
    active.find(
      (row) =>
        (fingerprint !== null && row.keyFingerprint === fingerprint) || isAccountOf(row, { exchange, uid: sub.uid, sandbox }),
    ) ?? null
  )
}

/**
 * Accounts on the exchange of a main account whose number is not known: each may be one of its sub-accounts, with a key of its own.
 * @param active all of the user's
 */
export function withoutNumber(
  active: readonly AccountRow[],
  main: Pick<AccountRow, 'id' | 'exchange' | 'sandbox'>,
): AccountRow[] {
  return active.filter(
    ({ id, exchange, sandbox, exchangeUid, subAccount }) =>
      id !== main.id && exchange === main.exchange && sandbox === main.sandbox && exchangeUid === null && subAccount === null,
  )
}
