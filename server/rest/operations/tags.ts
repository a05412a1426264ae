import type { TagSumView } from '@/server/domain/views'
import { getTagSums } from '@/server/services/tags/sums'
import { EXAMPLE_TAGS } from '../examples-tags'
import { operation } from '../operation'
import { tagsResponse } from '../schemas/tags'
import { type Amounts, timeOrNull } from '../wire/numbers'

export const getTags = operation({
  id: 'getTags',
  group: 'Balances',
  method: 'GET',
  path: '/api/tags/',
  summary: 'Get tags and what belongs to each',
  description:
    'Strategies, funds and persons, made on the page of tags, with what belongs to each by the newest stored snapshots; never calls an exchange. Send a name as `tag` elsewhere. A token that is limited to accounts sees none.',
  scope: 'read',
  amounts: true,
  responses: { 200: { description: 'The oldest first.', schema: tagsResponse, example: EXAMPLE_TAGS } },
  example: {},
  handle: async (context, { amounts }) => {
    const { tags, untagged, totalEquity, totalBound } = await getTagSums(context)
    return {
      status: 200,
      body: {
        tags: tags.map((each) => wireTag(each, amounts)),
        untagged: untagged.map(({ kind, equity, bound }) => ({
          ...{ kind, equity: amounts.numOrNull(equity), equity_bound: bound },
        })),
        ...{ equity: amounts.numOrNull(totalEquity), equity_bound: totalBound },
      },
    }
  },
})

function wireTag({ tag, figures }: TagSumView, { numOrNull }: Amounts) {
  return {
    ...{ id: tag.id, name: tag.name, kind: tag.kind, of_whole_accounts: tag.ofAccounts },
    rules: tag.rules.map(({ accountId, coin, market }) => ({ account_id: accountId, coin, market })),
    ...{ equity: numOrNull(figures.equity), equity_bound: figures.bound, unknown: figures.unknown },
    ...{ gross: numOrNull(figures.gross), net: numOrNull(figures.net) },
    ...{ gross_bound: figures.exposureBounds.gross, net_bound: figures.exposureBounds.net },
    unrealized_profit: numOrNull(figures.profit),
    ...{ accounts: figures.accounts, positions: figures.positions },
    ...{ as_of: timeOrNull(figures.oldestAsOf), stale: figures.stale },
    shared_with: figures.shared.map(({ tagId, value }) => ({ tag_id: tagId, equity: numOrNull(value) })),
  }
}
