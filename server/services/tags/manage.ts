import type { Tx } from '@/db/client'
import { uniqueViolation } from '@/db/errors'
import { accountNames } from '@/db/queries/accounts'
import { notify } from '@/db/queries/live'
import { RIGHTS_CHANNEL } from '@/db/queries/rights'
import {
  deleteTag,
  deleteTagRule,
  deleteTagRules,
  forgetAlertsOfTag,
  holdTags,
  insertTag,
  insertTagRules,
  listTags as listStored,
  lockTag,
  type StoredTag,
  updateTag as updateRow,
} from '@/db/queries/tags'
import type { ServiceContext } from '@/server/context'
import { foldName, nameFault, tidyName } from '@/server/domain/names'
import { MOST_RULES_OF_A_TAG, MOST_TAGS, TAG_HUES, type TagRule } from '@/server/domain/tags/tag'
import type { TagView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { CreateTagInput, TagOneRuleInput, UpdateTagInput } from '@/server/schemas/tags'
import { sentence } from '../../language/sentence'
import { alertsChanged } from '../alerts/apply'
import { recordDeskAudit } from '../audit/record'
import { requireAllAccounts, requireScope } from '../authorise'
import { announce } from '../live/announce'
import { loadTags, tagNotFound, tagView } from './load'

/** A person's tags with their rules, the oldest first. */
export async function listTags(ctx: ServiceContext): Promise<TagView[]> {
  return loadTags(ctx)
}

/** @throws DomainError `bad_request` at the field `name` */
function tagName(given: string): { name: string; nameKey: string } {
  const name = tidyName(given)
  const fault = nameFault(name, 'tag')
  if (fault !== null) throw new DomainError('bad_request', fault, { fields: { name: fault } })
  return { name, nameKey: foldName(name) }
}

/** Runs a write that gives a tag its name. @throws DomainError `name_taken` */
async function sayTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (uniqueViolation(error) !== 'tags_name') throw error
    const message = sentence`You have a tag that "${name}" could be taken for already.`
    throw new DomainError('name_taken', message, { fields: { name: message } })
  }
}

/** @throws DomainError `bad_request` for an account that is not the person's */
async function requireOwn(ctx: ServiceContext, tx: Tx, rules: readonly TagRule[]): Promise<void> {
  if (rules.every(({ accountId }) => accountId === null)) return
  const names = await accountNames(tx, ctx.deskId)
  if (rules.every(({ accountId }) => accountId === null || names.has(accountId))) return
  throw new DomainError('bad_request', sentence`One of these accounts does not exist.`, {
    fields: { rules: sentence`Choose accounts of yours.` },
  })
}

/** The hue that the fewest tags have, the first of them. */
function freeHue(tags: readonly StoredTag[]): number {
  const hues = Array.from({ length: TAG_HUES }, (_, n) => n + 1)
  const used = (hue: number) => tags.filter((tag) => tag.hue === hue).length
  return hues.reduce((best, hue) => (used(hue) < used(best) ? hue : best))
}

/** Pages and rules of alerts that rest on tags are read anew; so is what members may see who are limited to them. */
async function tellOfChange(ctx: ServiceContext, tx: Tx): Promise<void> {
  await alertsChanged(ctx, tx)
  await announce(tx, ctx.deskId, { kind: 'accounts' })
  await notify(tx, RIGHTS_CHANNEL, ctx.deskId)
}

/** What a change of tags ends with. */
async function changed(ctx: ServiceContext, tx: Tx, id: string): Promise<TagView> {
  await tellOfChange(ctx, tx)
  const stored = (await listStored(tx, ctx.deskId)).find((tag) => tag.id === id)
  if (!stored) throw tagNotFound()
  return tagView(stored)
}

function guarded(ctx: ServiceContext): void {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'What tags are of')
}

/**
 * Makes a tag.
 * @throws DomainError `name_taken`; `conflict` where there are too many; `bad_request` for a name that cannot be used or an
 * account that is not the person's
 */
export async function createTag(ctx: ServiceContext, { name: given, kind, hue, rules }: CreateTagInput): Promise<TagView> {
  guarded(ctx)
  const { deskId } = ctx
  const { name, nameKey } = tagName(given)
  const now = ctx.now()
  return sayTaken(name, () =>
    ctx.db.asDesk(deskId, async (tx) => {
      await holdTags(tx, deskId)
      const known = await listStored(tx, deskId)
      if (known.length >= MOST_TAGS)
        throw new DomainError('conflict', sentence`There are ${MOST_TAGS} tags already. Take one away first.`)
      await requireOwn(ctx, tx, rules)
      const id = await insertTag(tx, deskId, { name, nameKey, kind, hue: hue ?? freeHue(known), createdAt: now, updatedAt: now })
      await insertTagRules(tx, deskId, id, rules)
      await recordDeskAudit(tx, deskId, ctx.actor, now, 'tag_added', { tag: id, name })
      return changed(ctx, tx, id)
    }),
  )
}

/** Changes a tag, or what belongs to it. @throws DomainError `not_found`, and as `createTag` */
export async function updateTag(ctx: ServiceContext, { id, name: given, kind, hue, rules }: UpdateTagInput): Promise<TagView> {
  guarded(ctx)
  const { deskId } = ctx
  const naming = given === undefined ? null : tagName(given)
  const now = ctx.now()
  return sayTaken(naming?.name ?? '', () =>
    ctx.db.asDesk(deskId, async (tx) => {
      if (!(await lockTag(tx, deskId, id))) throw tagNotFound()
      if (rules) {
        await requireOwn(ctx, tx, rules)
        await deleteTagRules(tx, deskId, id)
        await forgetAlertsOfTag(tx, deskId, id)
        await insertTagRules(tx, deskId, id, rules)
      }
      await updateRow(tx, deskId, id, { ...(naming ?? {}), ...(kind && { kind }), ...(hue && { hue }), updatedAt: now })
      const view = await changed(ctx, tx, id)
      await recordDeskAudit(tx, deskId, ctx.actor, now, 'tag_changed', { tag: id, name: view.name })
      return view
    }),
  )
}

/** Adds one rule to what belongs to a tag. @throws DomainError `not_found`; `conflict`; `bad_request` as `createTag` */
export async function addTagRule(ctx: ServiceContext, { id, rule }: TagOneRuleInput): Promise<TagView> {
  guarded(ctx)
  return withRules(ctx, id, async (tx) => {
    await requireOwn(ctx, tx, [rule])
    const stored = (await listStored(tx, ctx.deskId)).find((tag) => tag.id === id)
    if (stored && stored.rules.length >= MOST_RULES_OF_A_TAG) {
      throw new DomainError('conflict', sentence`A tag has ${MOST_RULES_OF_A_TAG} rules at most. Take one away first.`)
    }
    await insertTagRules(tx, ctx.deskId, id, [rule])
  })
}

/** Takes one rule away; one that the tag does not have changes nothing. @throws DomainError `not_found` */
export async function removeTagRule(ctx: ServiceContext, { id, rule }: TagOneRuleInput): Promise<TagView> {
  guarded(ctx)
  return withRules(ctx, id, async (tx) => {
    if (await deleteTagRule(tx, ctx.deskId, id, rule)) await forgetAlertsOfTag(tx, ctx.deskId, id)
  })
}

async function withRules(ctx: ServiceContext, id: string, change: (tx: Tx) => Promise<unknown>): Promise<TagView> {
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.asDesk(deskId, async (tx) => {
    if (!(await lockTag(tx, deskId, id))) throw tagNotFound()
    await change(tx)
    await updateRow(tx, deskId, id, { updatedAt: now })
    const view = await changed(ctx, tx, id)
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'tag_changed', { tag: id, name: view.name })
    return view
  })
}

/** Takes a tag away; what belonged to it stays as it is. @throws DomainError `not_found` */
export async function removeTag(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  guarded(ctx)
  const { deskId } = ctx
  await ctx.db.asDesk(deskId, async (tx) => {
    const stored = (await listStored(tx, deskId)).find((tag) => tag.id === id)
    if (!stored || !(await deleteTag(tx, deskId, id))) throw tagNotFound()
    await forgetAlertsOfTag(tx, deskId, id)
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'tag_removed', { tag: id, name: stored.name })
    await tellOfChange(ctx, tx)
  })
}
