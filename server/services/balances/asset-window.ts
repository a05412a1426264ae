import { assetPage, hasAssets, heldCodes } from '@/db/queries/asset-lines'
import { TAGS_JOINED_BY } from '@/db/queries/asset-order'
import { type CachedHead, cachedHeads } from '@/db/queries/cached-balances'
import type { ServiceContext } from '@/server/context'
import { baseCoin } from '@/server/domain/coins'
import type { Moment } from '@/server/domain/moment'
import type { Tag } from '@/server/domain/tags/tag'
import type { AssetChoices, AssetGroup, AssetHolder, AssetWindow } from '@/server/domain/views'
import type { AssetWindowInput } from '@/server/schemas/assets'
import { requireScope } from '../authorise'
import { loadTags, tagLabel } from '../tags/load'
import { assetQuery, tagsOfView } from './asset-query'
import { stateOf } from './cached-state'

/**
 * Some lines of the table of all assets as a view has them, and the sums over all of it. Lines that are asked for with the
 * `at` of another answer are of the same book, whatever was read since: none is there twice and none is missed. Asks no
 * exchange but for funding, where that is sorted by.
 */
export async function getAssetWindow(ctx: ServiceContext, input: AssetWindowInput): Promise<AssetWindow> {
  requireScope(ctx, 'read')
  const { at, open, offset, limit, ...view } = input
  const tags = await tagsOfView(ctx, view)
  const query = await assetQuery(ctx, view, at, tags)
  const { moment = null } = query
  const [page, heads] = await Promise.all([
    assetPage(ctx.db, ctx.deskId, query, { open, offset, limit, now: moment === null ? ctx.now() : null }),
    moment === null ? [] : cachedHeads(ctx.db, ctx.deskId, moment),
  ])
  const shown = page.sums.rows + page.dust.rows > 0
  // Only where there is nothing to see does it matter why.
  const all = shown ? null : await hasAssets(ctx.db, ctx.deskId, view.what === 'positions' ? 'position' : null)
  const { groups, holders, old, seen: _, ...rest } = page
  return {
    ...rest,
    offset,
    limit,
    groups: groups.map(
      ({ key, name, ...group }): AssetGroup => ({ key, ...group, label: labelOf(ctx, { by: view.groupBy, key, name, tags }) }),
    ),
    holders: holders.flatMap((head) => holderOf(ctx, head, moment) ?? []),
    old: oldReadings(old.flatMap((head) => holderOf(ctx, head) ?? [])),
    held: all?.held ?? true,
    accounts: all?.accounts ?? null,
    notKnown: heads
      .filter(({ id, exchange }) => isWanted(view.accounts, id) && isWanted(view.exchanges, exchange))
      .flatMap((head) => {
        const { snapshot, error } = stateOf(ctx, head, moment)
        return snapshot === null && error ? [{ name: error.accountName, why: error.message }] : []
      }),
  }
}

/** Of those whose readings are old, how many there are and which is the oldest; null: none. */
function oldReadings(holders: readonly AssetHolder[]): AssetWindow['old'] {
  const [first, ...rest] = holders.filter(({ stale }) => stale)
  if (!first) return null
  const { id, name, asOf } = rest.reduce((oldest, holder) => (holder.asOf < oldest.asOf ? holder : oldest), first)
  return { accounts: rest.length + 1, oldest: { id, name, asOf } }
}

const isWanted = (wanted: readonly string[], one: string) => wanted.length === 0 || wanted.includes(one)

/** Who holds lines; null for an account that was never read. */
export function holderOf(ctx: ServiceContext, head: CachedHead, moment: Moment | null = null): AssetHolder | null {
  const { accountId, accountName, exchangeName, snapshot } = stateOf(ctx, head, moment)
  if (!snapshot) return null
  return {
    id: accountId,
    name: accountName,
    exchange: head.exchange,
    exchangeName,
    asOf: snapshot.asOf,
    stale: snapshot.stale,
  }
}

/** What a group is called; one of rows that belong to several tags is called after each. */
function labelOf(
  ctx: ServiceContext,
  { by, key, name, tags }: { by: AssetWindowInput['groupBy']; key: string; name: string | null; tags: readonly Tag[] },
): string {
  switch (by) {
    case 'account':
    case 'main':
      return name ?? key
    case 'exchange':
      return ctx.exchanges.find(key)?.name ?? key
    case 'strategy':
    case 'fund':
    case 'person': {
      const own = key.split(TAGS_JOINED_BY).flatMap((id) => tags.find((tag) => tag.id === id)?.name ?? [])
      return own.length === 0 ? `No ${by}` : own.join(' + ')
    }
    default:
      return key
  }
}

/** What a table of assets can be narrowed to: accounts that were read, their exchanges, and the coins that they hold. */
export async function getAssetChoices(ctx: ServiceContext): Promise<AssetChoices> {
  requireScope(ctx, 'read')
  const [all, codes, tags] = await Promise.all([
    cachedHeads(ctx.db, ctx.deskId),
    heldCodes(ctx.db, ctx.deskId),
    ctx.db.accounts === null ? loadTags(ctx) : [],
  ])
  const heads = all.filter(({ snapshotId }) => snapshotId !== null)
  const exchanges = [...new Set(heads.map(({ exchange }) => exchange))]
  return {
    accounts: heads.map(({ id, name }) => ({ id, name })),
    exchanges: exchanges.map((id) => ({ id, name: ctx.exchanges.find(id)?.name ?? id })),
    coins: [...new Set(codes.map(baseCoin))].sort(),
    tags: tags.map(tagLabel),
  }
}
