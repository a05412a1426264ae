import { isWhole, type TagKind, type TagMarket, type TagRule } from '@/server/domain/tags/tag'

export const KIND_LABELS: Record<TagKind, { one: string; many: string }> = {
  strategy: { one: 'Strategy', many: 'Strategies' },
  fund: { one: 'Fund', many: 'Funds' },
  person: { one: 'Person', many: 'People' },
}

export const MARKET_LABELS: Record<TagMarket, string> = {
  held: 'coins held',
  perp: 'perpetuals',
  future: 'dated futures',
  option: 'options',
  margin: 'margin positions',
}

/** What the hues of the charts are called. */
export const HUE_LABELS = ['Blue', 'Green', 'Orange', 'Violet', 'Ochre', 'Sky', 'Pink', 'Grey'] as const

/** A rule in words. @param names of accounts by their ids */
export function ruleWords(rule: TagRule, names: ReadonlyMap<string, string>): string {
  const account = rule.accountId === null ? null : (names.get(rule.accountId) ?? 'an account that is gone')
  if (isWhole(rule)) return account === null ? 'Everything' : `All of ${account}`
  const what =
    rule.coin === null
      ? rule.market && MARKET_LABELS[rule.market]
      : rule.market === null
        ? `${rule.coin}, held or traded`
        : rule.market === 'held'
          ? `${rule.coin} held`
          : `${rule.coin} ${MARKET_LABELS[rule.market]}`
  const words = `${what ?? ''} ${account === null ? 'in all accounts' : `in ${account}`}`
  return words.charAt(0).toUpperCase() + words.slice(1)
}
