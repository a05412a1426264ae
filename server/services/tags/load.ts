import { readTags, type StoredTag } from '@/db/queries/tags'
import type { ServiceContext } from '@/server/context'
import { foldName } from '@/server/domain/names'
import { isOfAccounts, type Tag, wholeAccounts } from '@/server/domain/tags/tag'
import type { TagLabel, TagView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { AccountChoice } from '@/server/schemas/balances'
import { sentence } from '../../language/sentence'
import { requireAllAccounts, requireScope } from '../authorise'

/** The same words whether a tag is another user's or does not exist. */
export function tagNotFound(): DomainError {
  return new DomainError('not_found', sentence`No such tag.`)
}

export function tagView(tag: StoredTag): TagView {
  return { ...tag, ofAccounts: isOfAccounts(tag) }
}

export const tagLabel = ({ id, name, kind, hue }: Tag): TagLabel => ({ id, name, kind, hue })

/**
 * The desk's tags, the oldest first. What they are called and of tells of all accounts: a limited token is refused, and to a
 * member who is limited to some accounts there are none, so that lists go without.
 */
export async function loadTags(ctx: ServiceContext): Promise<TagView[]> {
  requireScope(ctx, 'read')
  if (ctx.actor.kind === 'session' && ctx.db.accounts !== null) return []
  requireAllAccounts(ctx, 'What tags are of')
  const rows = await readTags(ctx.db, ctx.deskId)
  return rows.map(tagView)
}

/** @throws DomainError `not_found` */
export async function loadTag(ctx: ServiceContext, id: string): Promise<TagView> {
  const tag = (await loadTags(ctx)).find((each) => each.id === id)
  if (!tag) throw tagNotFound()
  return tag
}

/**
 * The tags that a request names by id or by name, folded as names are. @throws DomainError `not_found` that says which name
 */
export async function chooseTags(ctx: ServiceContext, wanted: readonly string[]): Promise<TagView[]> {
  const all = await loadTags(ctx)
  return wanted.map((idOrName) => {
    const id = idOrName.trim().toLowerCase()
    const key = foldName(idOrName)
    const tag = all.find((each) => each.id === id) ?? all.find(({ name }) => foldName(name) === key)
    if (!tag) throw new DomainError('not_found', sentence`No tag "${idOrName.slice(0, 100)}".`)
    return tag
  })
}

/**
 * Ids of the accounts that these tags take as a whole: for what is known of accounts alone.
 * @throws DomainError `bad_request` where one of them takes parts of accounts
 */
export function accountsOfTags(tags: readonly Tag[]): string[] {
  const part = tags.find((tag) => !isOfAccounts(tag))
  if (part) {
    const words = sentence`"${part.name}" takes parts of accounts, by coin or market. This is known of whole accounts alone.`
    throw new DomainError('bad_request', words, { fields: { tag: words } })
  }
  return [...new Set(tags.flatMap(wholeAccounts))]
}

/** Ids of the accounts of which the tags of a choice may have anything; null: of any. @throws DomainError `not_found` */
export async function concernedAccounts(
  ctx: ServiceContext,
  { tags }: Pick<AccountChoice, 'tags'>,
): Promise<ReadonlySet<string> | null> {
  return tags && tags.length > 0 ? accountsConcerned(await chooseTags(ctx, tags)) : null
}

/** Accounts of which these tags may have anything; null: of any. */
export function accountsConcerned(tags: readonly Tag[]): ReadonlySet<string> | null {
  const ids = tags.flatMap(({ rules }) => rules.map(({ accountId }) => accountId))
  const named = ids.filter((id) => id !== null)
  return named.length < ids.length ? null : new Set(named)
}
