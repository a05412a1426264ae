import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import type { Credentials, KeyInfo } from '@/server/exchanges/port'
import type { SealedCredentials } from '@/server/vault/vault'
import { requireExchange } from '../exchanges/find'
import { checkCredentials, maskKey, refuseWithdrawal, tryKey } from './credentials'
import { counted } from './key-activity'
import { keyColumns } from './unique'

/** A key that was tried and is ready to be stored. */
export interface TriedKey {
  credentials: Credentials
  fingerprint: string
  key: KeyInfo
  sealed: SealedCredentials
}

/** Checks and tries new credentials for an account that exists, and seals them. @throws as `createAccount` */
export async function tryNewKey(
  ctx: ServiceContext,
  account: AccountView,
  given: Credentials,
  more: { options: AccountView['credentialOptions']; allowWithdraw: boolean | undefined },
): Promise<TriedKey> {
  const exchange = requireExchange(ctx.exchanges, account.exchange)
  const credentials = checkCredentials(exchange, given)
  const key = await tryKey(
    ctx,
    counted(ctx, account.id, { exchange: exchange.id, credentials, sandbox: account.sandbox, options: more.options }),
  )
  refuseWithdrawal(key, exchange, more.allowWithdraw)
  return {
    credentials,
    fingerprint: ctx.vault.fingerprint(exchange.id, credentials),
    key,
    sealed: await ctx.vault.seal({ deskId: ctx.deskId, accountId: account.id }, credentials),
  }
}

/** Columns of an account whose key was replaced: the failure that stood is over, a snapshot is due at once. */
export function newKeyColumns(tried: TriedKey, now: Date) {
  return {
    maskedKey: maskKey(tried.credentials),
    keyFingerprint: tried.fingerprint,
    ...keyColumns(tried.key, now),
    errorCode: null,
    errorMessage: null,
    errorExchange: null,
    errorSince: null,
    failures: 0,
    limitedUntil: null,
    nextRefreshAt: now,
  }
}
