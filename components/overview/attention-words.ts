import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import type { RuleKind } from '@/server/domain/alerts/rule'
import type { AttentionItem, FiringView } from '@/server/domain/views'
import { listedWords } from '../format/listed'

export interface AttentionWords {
  title: string
  /** What to do, or more of it. */
  detail: string | null
}

const NEW_KEY = msg`Make a new one and enter it.`

/** An item that wants attention, in words for a person; what fires, in those that are sent, and so what an exchange said. */
export function attentionWords({ matter }: Pick<AttentionItem, 'matter'>, i18n: I18n): AttentionWords {
  switch (matter.kind) {
    case 'alert':
      return { title: matter.alert.title, detail: adviceOf(matter.alert, i18n) }
    case 'key':
      return { title: i18n._(msg`The key is refused`), detail: matter.message ?? i18n._(NEW_KEY) }
    case 'stale':
      return { title: i18n._(msg`Stale`), detail: matter.message ?? i18n._(msg`It has not been read in time.`) }
    case 'never-read':
      return { title: i18n._(msg`Waiting for its first balances`), detail: null }
    case 'withdraw':
      return {
        title: i18n._(msg`The key may withdraw`),
        detail: i18n._(msg`Ballast never needs that. A key that may only read is safer.`),
      }
    case 'not-included': {
      const { wallet, reason } = matter
      return { title: i18n._(msg`Wallet ${wallet} is not included`), detail: reason }
    }
    case 'unpriced': {
      const coins = firstOf(matter.symbols, matter.more, i18n)
      return {
        title: i18n._(msg`No price for ${coins}`),
        detail: i18n._(msg`Left out of every total, since no market prices them in USD.`),
      }
    }
    case 'warning':
      return { title: i18n._(warningTitle(matter.warning)), detail: matter.warning }
    case 'sub-accounts': {
      const { names, more } = matter
      const [count, named] = [names.length + more, firstOf(names, more, i18n)]
      return {
        title: i18n._(
          msg`${plural(count, { one: 'A sub-account that is not read', other: `${count} sub-accounts that are not read` })}`,
        ),
        detail: i18n._(msg`${named}: in no figure. Take them on the account’s page, or leave them there.`),
      }
    }
    case 'flow-gap':
      return { title: i18n._(msg`Not everything that came and went is known`), detail: matter.words }
  }
}

const firstOf = (names: readonly string[], more: number, i18n: I18n) =>
  listedWords(names, i18n, names.length + more, names.length)

const ADVICE: Partial<Record<RuleKind, MessageDescriptor>> = {
  margin: msg`At 100 % the exchange liquidates. Add margin or close positions.`,
  no_stop: msg`Place one on the exchange, or take the rule off it.`,
  unexplained: msg`A wallet that is not read, a wrong price and a stolen coin look like that.`,
}
const FACT_ADVICE: Readonly<Record<string, MessageDescriptor>> = {
  refused: NEW_KEY,
  expires: NEW_KEY,
  withdraw: msg`Take that away on the exchange, or enter another key.`,
  lost: msg`Allow it again on the exchange, or enter another key.`,
  wallets: msg`Left out of every total.`,
  unpriced: msg`Left out of every total.`,
}

function adviceOf({ kind, what }: FiringView, i18n: I18n): string | null {
  const advice = ADVICE[kind] ?? (kind === 'key' || kind === 'unknown' ? FACT_ADVICE[what ?? ''] : undefined)
  return advice ? i18n._(advice) : null
}

const WATCHED: Partial<Record<RuleKind, MessageDescriptor>> = {
  margin: msg`margin ratios`,
  liquidation: msg`distances to liquidation`,
  unknown: msg`how old figures are`,
  key: msg`keys`,
}

/** What no rule watches, as a sentence; null where all is watched that everybody begins with. */
export function unwatchedWords(kinds: readonly RuleKind[], i18n: I18n): string | null {
  const names = kinds.flatMap((kind) => (WATCHED[kind] ? [i18n._(WATCHED[kind])] : []))
  const last = names.pop()
  if (last === undefined) return null
  const others = names.join(', ')
  return i18n._(others === '' ? msg`No rule watches ${last}.` : msg`No rule watches ${others} or ${last}.`)
}

/** What a warning is about: most tell that a figure of the exchange's and ours are apart. */
export function warningTitle(warning: string): MessageDescriptor {
  if (/ differ by /.test(warning)) return msg`Two figures disagree`
  return / is gone, /.test(warning) ? msg`Everything is gone at once` : msg`About these figures`
}
