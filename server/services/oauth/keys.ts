import type { Tx } from '@/db/client'
import { insertOAuthKeys } from '@/db/queries/oauth'
import { hashCode, newCode } from '../../auth/codes'

/** What keys for programs begin with, so that scanners of leaked secrets know one; other than API tokens made by hand. */
export const ACCESS_PREFIX = 'bala_'
export const REFRESH_PREFIX = 'balr_'
export const CODE_PREFIX = 'balc_'

/** A program asks for new keys so often. */
export const ACCESS_SECONDS = 3600
/** Not used for so long, a program asks its person again. */
const REFRESH_SECONDS = 30 * 86_400

/** What the token endpoint answers (RFC 6749 §5.1). */
export interface NewKeys {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  refresh_token: string
  scope: string
}

/** Makes the two keys of a token, neither good beyond its end; only hashes are kept. */
export async function makeKeys(
  tx: Tx,
  { id: tokenId, deskId, expiresAt, scopes }: { id: string; deskId: string; expiresAt: Date | null; scopes: readonly string[] },
  now: Date,
): Promise<NewKeys> {
  const [access, refresh] = [`${ACCESS_PREFIX}${newCode()}`, `${REFRESH_PREFIX}${newCode()}`]
  const end = (seconds: number) => {
    const own = new Date(now.getTime() + seconds * 1000)
    return expiresAt !== null && expiresAt < own ? expiresAt : own
  }
  const of = { tokenId, deskId, createdAt: now }
  await insertOAuthKeys(tx, [
    { ...of, hash: hashCode(access), kind: 'access', expiresAt: end(ACCESS_SECONDS) },
    { ...of, hash: hashCode(refresh), kind: 'refresh', expiresAt: end(REFRESH_SECONDS) },
  ])
  return {
    access_token: access,
    token_type: 'Bearer',
    expires_in: Math.max(0, Math.floor((end(ACCESS_SECONDS).getTime() - now.getTime()) / 1000)),
    refresh_token: refresh,
    scope: scopes.join(' '),
  }
}
