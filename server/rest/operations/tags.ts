import type { TagGainView, TagSumView, TagView } from '@/server/domain/views'
import { getTagGains as readTagGains } from '@/server/services/tags/gain'
import { getTagSums } from '@/server/services/tags/sums'
import { EXAMPLE_TAG_GAINS, EXAMPLE_TAGS } from '../examples-tags'
import { monthOrStretch } from '../month-or-stretch'
import { operation } from '../operation'
import { tagGainsQuery, tagGainsResponse, tagsResponse } from '../schemas/tags'
import { type Amounts, timeOrNull } from '../wire/numbers'
import { wireParts } from '../wire/parts'

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

export const getTagGains = operation({
  id: 'getTagGains',
  group: 'History',
  method: 'GET',
  path: '/api/tags/gain/',
  summary: 'Get what tags earned',
  description:
    'Gain of what belongs to each tag between two moments, whole accounts or parts of them, what it is made of, and what it contributed to the return of its accounts. Null with reasons where it cannot be told; never calls an exchange.',
  scope: 'read',
  amounts: true,
  query: tagGainsQuery,
  responses: { 200: { description: 'One a tag.', schema: tagGainsResponse, example: EXAMPLE_TAG_GAINS } },
  example: {},
  handle: async (context, { query, amounts }) => {
    const { from, to, tags } = await readTagGains(context, { ...monthOrStretch(context.now(), query), tags: query.tag })
    const body = { start_time: from.toISOString(), end_time: to.toISOString() }
    return { status: 200, body: { ...body, tags: tags.map(({ tag, gain }) => wireGain(tag, gain, amounts)) } }
  },
})

function wireGain({ id, name, kind }: TagView, view: TagGainView, amounts: Amounts) {
  const { numOrNull } = amounts
  return {
    ...{ id, name, kind, gain: numOrNull(view.gain), parts: view.parts && wireParts(view.parts, amounts) },
    ...{ contribution: numOrNull(view.contribution), at_work: numOrNull(view.atWork), untold: numOrNull(view.untold) },
    ...{ accounts: view.accounts, read_from: timeOrNull(view.readFrom), read_to: timeOrNull(view.readTo) },
    reasons: view.reasons.first.map(({ accountId, accountName, reason }) => ({
      ...{ account_id: accountId, account_name: accountName, reason },
    })),
  }
}
