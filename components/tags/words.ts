import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { isWhole, type TagKind, type TagMarket, type TagRule } from '@/server/domain/tags/tag'
import type { Untagged } from '@/server/domain/views'

interface KindWords {
  one: MessageDescriptor
  many: MessageDescriptor
  /** What is in no tag of the kind. */
  none: MessageDescriptor
  /** What counts in two of the kind. */
  two: MessageDescriptor
}

export const KIND_LABELS: Record<TagKind, KindWords> = {
  strategy: {
    one: msg`Strategy`,
    many: msg`Strategies`,
    none: msg`In no strategy`,
    two: msg`Some of it belongs to another strategy too`,
  },
  fund: { one: msg`Fund`, many: msg`Funds`, none: msg`In no fund`, two: msg`Some of it belongs to another fund too` },
  person: { one: msg`Person`, many: msg`People`, none: msg`In no person`, two: msg`Some of it belongs to another person too` },
}

/** For a field in which one is chosen. */
export const MARKET_LABELS: Record<TagMarket, MessageDescriptor> = {
  held: msg`Coins held`,
  perp: msg`Perpetuals`,
  future: msg`Dated futures`,
  option: msg`Options`,
  margin: msg`Margin positions`,
}

/** A rule's words where it names a market and no account. */
const IN_ALL: Record<TagMarket, MessageDescriptor> = {
  held: msg`Coins held in all accounts`,
  perp: msg`Perpetuals in all accounts`,
  future: msg`Dated futures in all accounts`,
  option: msg`Options in all accounts`,
  margin: msg`Margin positions in all accounts`,
}

const inAccount = (account: string): Record<TagMarket, MessageDescriptor> => ({
  held: msg`Coins held in ${account}`,
  perp: msg`Perpetuals in ${account}`,
  future: msg`Dated futures in ${account}`,
  option: msg`Options in ${account}`,
  margin: msg`Margin positions in ${account}`,
})

const ofCoin = (coin: string): Record<TagMarket | 'any', MessageDescriptor> => ({
  any: msg`${coin}, held or traded in all accounts`,
  held: msg`${coin} held in all accounts`,
  perp: msg`${coin} perpetuals in all accounts`,
  future: msg`${coin} dated futures in all accounts`,
  option: msg`${coin} options in all accounts`,
  margin: msg`${coin} margin positions in all accounts`,
})

const ofCoinIn = (coin: string, account: string): Record<TagMarket | 'any', MessageDescriptor> => ({
  any: msg`${coin}, held or traded in ${account}`,
  held: msg`${coin} held in ${account}`,
  perp: msg`${coin} perpetuals in ${account}`,
  future: msg`${coin} dated futures in ${account}`,
  option: msg`${coin} options in ${account}`,
  margin: msg`${coin} margin positions in ${account}`,
})

/** What the hues of the charts are called. */
export const HUE_LABELS: readonly MessageDescriptor[] = [
  msg`Blue`,
  msg`Green`,
  msg`Orange`,
  msg`Violet`,
  msg`Ochre`,
  msg`Sky`,
  msg`Pink`,
  msg`Grey`,
]

/** A rule in words. @param names of accounts by their ids */
export function ruleWords(rule: TagRule, names: ReadonlyMap<string, string>, i18n: I18n): string {
  const account = rule.accountId === null ? null : (names.get(rule.accountId) ?? i18n._(msg`an account that is gone`))
  const words = i18n._(ruleSentence(rule, account))
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function ruleSentence(rule: TagRule, account: string | null): MessageDescriptor {
  const { coin, market } = rule
  if (isWhole(rule)) return account === null ? msg`Everything` : msg`All of ${account}`
  if (coin !== null) return (account === null ? ofCoin(coin) : ofCoinIn(coin, account))[market ?? 'any']
  return (account === null ? IN_ALL : inAccount(account))[market ?? 'held']
}

/** What is in no tag of a kind: nothing where all is in one, null where it is not known. */
export function restOf({ equity, bound }: Pick<Untagged, 'equity' | 'bound'>): Untagged['equity'] {
  return equity ?? (bound === 'exact' ? '0' : null)
}
