import { countShareView, findShareLinkByHash, type KnownShareLink } from '@/db/queries/share-links'
import { hashCode } from '../../auth/codes'
import { verifyPassword } from '../../auth/password'
import type { Deps } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { countAttempts, forgiveAttempt } from '../users/attempts'

/** What every code looks like: 256 bits in base64url. Nothing else is even hashed. */
const CODE = /^[\w-]{43}$/

/**
 * The link that a code belongs to. An unknown, expired or revoked one, and one whose owner is disabled, get the same words.
 * @param address of whoever looks
 * @throws DomainError `not_found`; `rate_limited` after too many codes from one address that lead nowhere
 */
export async function openShareLink(deps: Deps, code: string, address: string): Promise<KnownShareLink> {
  const found = CODE.test(code) ? await findShareLinkByHash(deps.db, hashCode(code)) : null
  if (found && !found.ended && found.expiresAt > deps.now()) return found
  await countAttempts(deps, [{ kind: 'share_address', subject: address }])
  throw new DomainError('not_found', sentence`This link leads nowhere: it was never made, has ended, or was taken back.`)
}

/**
 * Whether somebody knows a link's password. Counted before it is looked at, by link and address, and by link.
 * @throws DomainError `rate_limited`
 */
export async function knowsSharePassword(deps: Deps, link: KnownShareLink, password: string, address: string): Promise<boolean> {
  const pair = { kind: 'share_pair', subject: `${link.id} ${address}` } as const
  const whole = { kind: 'share_link', subject: link.id } as const
  await countAttempts(deps, [pair, whole])
  if (!(await verifyPassword(link.passwordHash, password))) return false
  // What others guess at the link stays counted.
  await forgiveAttempt(deps, pair)
  return true
}

/** Notes that the figures of a link were sent. */
export async function noteShareView({ db, now }: Deps, { deskId, id }: KnownShareLink): Promise<void> {
  await db.asDesk(deskId, (tx) => countShareView(tx, deskId, id, now()))
}
