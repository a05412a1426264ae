import { POSITION_MARKETS } from '../asset-view'
import { baseCoin } from '../coins'
import type { Asset } from '../types'

/** What a tag stands for. Within one kind each asset should belong to one tag: kinds are what tables are grouped by. */
export const TAG_KINDS = ['strategy', 'fund', 'person'] as const
export type TagKind = (typeof TAG_KINDS)[number]

/** Hues of the charts, which colour-blind people tell apart; a tag is named wherever its colour is shown. */
export const TAG_HUES = 8

/** What a rule may name beside the markets of positions: coins that are held, in whatever wallet. */
export const TAG_MARKETS = ['held', ...POSITION_MARKETS] as const
export type TagMarket = (typeof TAG_MARKETS)[number]

export const MOST_TAGS = 100
export const MOST_RULES_OF_A_TAG = 200

/**
 * What belongs to a tag: all that fits each field that is named. One that names an account and no more is of the whole
 * account, with whatever it comes to hold.
 */
export interface TagRule {
  accountId: string | null
  /** One under all its names (`baseCoin`), in capital letters or not as it is written. */
  coin: string | null
  market: TagMarket | null
}

export interface Tag {
  id: string
  name: string
  kind: TagKind
  /** One of the charts' hues, from 1. */
  hue: number
  rules: readonly TagRule[]
}

/** What of an asset a rule looks at. */
export interface TaggedRow {
  accountId: string
  coin: string
  market: string
}

/** Whether a rule takes an account as a whole. */
export function isWhole({ coin, market }: TagRule): boolean {
  return coin === null && market === null
}

/** Whether a tag is of whole accounts alone: what is known of accounts (flows, returns, history) is then known of it. */
export function isOfAccounts({ rules }: Pick<Tag, 'rules'>): boolean {
  return rules.every(isWhole)
}

/** The accounts that a tag takes as a whole. */
export function wholeAccounts({ rules }: Pick<Tag, 'rules'>): string[] {
  return [...new Set(rules.flatMap((rule) => (isWhole(rule) && rule.accountId !== null ? [rule.accountId] : [])))]
}

/** How a rule sees an asset. */
export function taggedRow(accountId: string, { assetType, base, marketType }: Pick<Asset, 'assetType' | 'base' | 'marketType'>) {
  return { accountId, coin: baseCoin(base), market: assetType === 'token' ? 'held' : marketType }
}

export function covers(rule: TagRule, row: TaggedRow): boolean {
  return (
    (rule.accountId === null || rule.accountId === row.accountId) &&
    (rule.coin === null || rule.coin === row.coin) &&
    (rule.market === null || rule.market === row.market)
  )
}

/** Whether a rule is the same as another. */
export function sameRule(a: TagRule, b: TagRule): boolean {
  return a.accountId === b.accountId && a.coin === b.coin && a.market === b.market
}
