import { heldCodes } from '@/db/queries/asset-lines'
import type { AssetQuery } from '@/db/queries/asset-query'
import type { ServiceContext } from '@/server/context'
import { baseCoin } from '@/server/domain/coins'
import { LIQUIDATION_NEAR } from '@/server/domain/risk-limits'
import { TAG_KINDS, type Tag } from '@/server/domain/tags/tag'
import type { FundingView } from '@/server/domain/views'
import { NAMED_WALLETS, walletLabel } from '@/server/domain/wallets'
import type { AssetViewInput } from '@/server/schemas/assets'
import { withDeadline } from '../deadline'
import { loadTags } from '../tags/load'
import { getFunding } from './funding'
import { momentOf } from './moment'

/** A table waits for exchanges so long; without an answer their funding is not known. */
const FUNDING_MS = 3000

/** More words than these of a search decide nothing. */
const MOST_WORDS = 20

/** The tags that a view is narrowed to or grouped by; asked for where it is by any. */
export async function tagsOfView(ctx: ServiceContext, { tags, groupBy }: AssetViewInput): Promise<readonly Tag[]> {
  return tags.length > 0 || kindOf(groupBy) !== null ? loadTags(ctx) : []
}

const kindOf = (groupBy: AssetViewInput['groupBy']) => TAG_KINDS.find((kind) => kind === groupBy) ?? null

/**
 * What a view asks of the database, with the names, coins and funding that it cannot know itself.
 * @param tags of the person, where the view rests on them (`tagsOfView`)
 */
export async function assetQuery(
  ctx: ServiceContext,
  view: AssetViewInput,
  at: string | null,
  tags: readonly Tag[],
): Promise<AssetQuery> {
  const { what, sort, groupBy, dustUsd } = view
  const kind = kindOf(groupBy)
  const chosen = tags.filter(({ id }) => view.tags.includes(id))
  const grouping = tags.filter((tag) => tag.kind === kind)
  const coined = groupBy === 'coin' || view.coins.length > 0 || [...chosen, ...grouping].some(namesCoins)
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  const named = words.length > 0 || sort.id === 'exchange'
  const funded = sort.id === 'funding' || sort.id === 'nextFunding'
  const [codes, funding] = await Promise.all([coined ? heldCodes(ctx.db, ctx.deskId) : [], funded ? fundingInTime(ctx) : []])
  return {
    at,
    moment: view.asOf === null ? null : momentOf(ctx, new Date(view.asOf)),
    accountIds: view.accounts.length === 0 ? null : view.accounts,
    exchanges: view.exchanges.length === 0 ? null : view.exchanges,
    types: typesOf(what, view.kind),
    words,
    filter: {
      coins: view.coins,
      sides: view.sides,
      markets: view.markets,
      marginModes: view.marginModes,
      losing: view.states.includes('losing'),
      nearerThan: view.states.includes('near') ? LIQUIDATION_NEAR.toFixed() : null,
    },
    // A search finds dust too: whoever names a coin wants to see it.
    dustUsd: words.length > 0 ? null : dustUsd,
    sort,
    groupBy: groupBy === 'strategy' || groupBy === 'fund' || groupBy === 'person' ? 'tag' : groupBy,
    tagged: view.tags.length === 0 ? null : chosen.flatMap(({ rules }) => rules),
    tags: grouping,
    names: {
      exchanges: named ? ctx.exchanges.list().map(({ id, name }) => [id, name]) : [],
      wallets: words.length > 0 ? NAMED_WALLETS.map((wallet) => [wallet, walletLabel(wallet)]) : [],
      coins: codes.flatMap((code): [string, string][] => {
        const coin = baseCoin(code)
        return coin === code ? [] : [[code, coin]]
      }),
      funding,
    },
  }
}

const namesCoins = ({ rules }: Tag) => rules.some(({ coin }) => coin !== null)

function typesOf(what: AssetViewInput['what'], kind: AssetViewInput['kind']): AssetQuery['types'] {
  if (what === 'balances') return kind === 'all' ? null : [kind]
  return kind === 'token' ? [] : ['position']
}

/** Funding of what is open, as far as the exchanges tell it soon enough. */
export async function fundingInTime(ctx: ServiceContext): Promise<FundingView[]> {
  try {
    return await withDeadline(FUNDING_MS, ctx.signal, (signal) => getFunding({ ...ctx, signal }))
  } catch {
    ctx.signal.throwIfAborted()
    return []
  }
}
