import { countShareLinks, insertShareLink } from '@/db/queries/share-links'
import { hashCode, newCode } from '../../auth/codes'
import { hashPassword } from '../../auth/password'
import type { ServiceContext } from '../../context'
import type { NewShareLinkView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { CreateShareInput } from '../../schemas/shares'
import { type AuditDetails, recordDeskAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { accountsOfTags, loadTag } from '../tags/load'
import { limitOf } from '../tokens/create'
import { requireProvenAddress } from '../users/address'
import { requireProof } from '../users/prove'
import { shareLinkView } from './view'

const DAY_MS = 86_400_000
/** Links of one person that lead somewhere. */
export const MOST_SHARE_LINKS = 50

/**
 * Makes a link by which anybody who has it looks at what it shows: 256 random bits, of which only the SHA-256 is kept. The
 * answer is the only time that it is shown.
 * @throws DomainError as `requireProof` and `requireProvenAddress`; `bad_request` for an account that is not theirs, or a tag
 * that takes parts of accounts; `not_found` for a tag that is not theirs;
 * `conflict` beyond `MOST_SHARE_LINKS`
 */
export async function createShareLink(
  ctx: ServiceContext,
  input: CreateShareInput,
  { baseUrl }: { baseUrl: string },
): Promise<NewShareLinkView> {
  requireSession(ctx)
  await requireProof(ctx, input)
  await requireProvenAddress(ctx)
  const now = ctx.now()
  const code = newCode()
  const { title, parts, unit, delaySeconds, linkPassword } = input
  const passwordHash = linkPassword === undefined ? null : await hashPassword(linkPassword)
  const tag = input.tagId ? await loadTag(ctx, input.tagId) : null
  const row = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const accountIds = tag ? accountsOfTags([tag]) : await limitOf(tx, ctx.deskId, input.accountIds ?? null)
    if ((await countShareLinks(tx, ctx.deskId, now)) >= MOST_SHARE_LINKS) {
      throw new DomainError(
        'conflict',
        sentence`You have ${MOST_SHARE_LINKS} links that still work. Revoke one before you make another.`,
      )
    }
    const stored = await insertShareLink(tx, ctx.deskId, {
      ...{ title, accountIds, tagId: tag?.id ?? null, parts, unit, delaySeconds, passwordHash },
      hash: hashCode(code),
      createdAt: now,
      expiresAt: new Date(now.getTime() + input.expiresInDays * DAY_MS),
    })
    const limit: AuditDetails = tag ? { tag: tag.id } : accountIds === null ? {} : { accounts: accountIds }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'share_link_created', { link: stored.id, title, parts, unit, ...limit })
    return stored
  })
  return { link: shareLinkView(row), url: `${baseUrl}/s/${code}` }
}
