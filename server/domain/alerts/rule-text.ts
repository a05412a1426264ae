import { ENGLISH, MARKS, type Reader } from '../../language/reader'
import { type Said, type Sentence, sentence } from '../../language/sentence'
import type { DecimalString } from '../decimal'
import { accountsText } from './accounts-text'
import { dollars, percent, stretch, times } from './amounts-text'
import type { Rule } from './rule'

interface RuleWords {
  /** For others than the member who sees some accounts and whose own rule it is: all of it are those that they see. */
  ofMember?: boolean
  reader?: Reader
}

/**
 * A rule in words, as its owner reads and edits it.
 * @param names of the person's accounts, and of tags by their ids
 */
export function ruleText(
  rule: Rule,
  names: ReadonlyMap<string, string> = new Map(),
  { ofMember = false, reader = ENGLISH }: RuleWords = {},
): string {
  const { say } = reader
  const some = scopeText(rule, names, reader)
  if (some === null && ofMember && rule.kind !== 'worker') {
    if ('of' in rule) {
      const [together, each] = [sentence`the accounts together that its maker sees`, sentence`each account that its maker sees`]
      return say(everywhere(rule, reader, together, each))
    }
    return say(sentence`${everywhere(rule, reader)}, on what its maker sees`)
  }
  if (some === null) return say(everywhere(rule, reader))
  if ('of' in rule) return say(everywhere(rule, reader, rule.of === 'total' ? sentence`${some} together` : some, some))
  return say(sentence`${everywhere(rule, reader)}, on ${some}`)
}

function scopeText(rule: Rule, names: ReadonlyMap<string, string>, reader: Reader): string | null {
  if (!('accounts' in rule)) return null
  if (rule.tag !== undefined) {
    const name = names.get(rule.tag)
    return reader.say(name === undefined ? sentence`what is tagged by a tag that is gone` : sentence`what is tagged ${name}`)
  }
  return rule.accounts === null ? null : accountsText(rule.accounts, names, reader)
}

/** @param together what it is of where it watches a sum; @param each where it watches each by itself */
function everywhere(
  rule: Rule,
  reader: Reader,
  together: Said = sentence`all accounts together`,
  each: Said = sentence`each account`,
): Sentence {
  const both = (text: (limit: DecimalString, reader: Reader) => string): Said => {
    if (!('warn' in rule)) return ''
    const [warn, urgent] = [rule.warn, rule.urgent].map((limit) => (limit === null ? null : text(limit, reader)))
    if (warn != null && urgent != null) return sentence`${warn}, urgent ${urgent}`
    return warn ?? sentence`urgent ${urgent ?? ''}`
  }
  const whose = 'of' in rule && rule.of === 'total' ? together : each
  switch (rule.kind) {
    case 'margin':
      return sentence`Margin ratio of a wallet from ${both(percent)}`
    case 'liquidation':
      return sentence`${rule.symbol ?? sentence`A position`} nearer to liquidation than ${both(percent)}`
    case 'equity_change': {
      const [limits, within] = [both(rule.as === 'usd' ? dollars : percent), stretch(rule.withinMinutes, reader)]
      return rule.direction === 'rises'
        ? sentence`Equity of ${whose} rises by ${limits} within ${within}`
        : sentence`Equity of ${whose} falls by ${limits} within ${within}`
    }
    case 'equity_level':
      return rule.passes === 'below'
        ? sentence`Equity of ${whose} below ${both(dollars)}`
        : sentence`Equity of ${whose} above ${both(dollars)}`
    case 'drawdown':
      return sentence`Drawdown of ${whose} over ${stretch(rule.withinDays * 1440, reader)} from ${both(percent)}`
    case 'exposure': {
      const all = { leverage: sentence`Leverage`, net: sentence`Net exposure`, gross: sentence`Gross exposure` }[rule.figure]
      const figure = rule.coin === null ? all : sentence`${all} in ${rule.coin}`
      return sentence`${figure} of ${whose} from ${both(rule.figure === 'leverage' ? times : dollars)}`
    }
    case 'hedge':
      return sentence`${rule.coin ?? sentence`A hedge`} drifts: net from ${both(percent)} of gross`
    case 'funding':
      return sentence`${rule.symbol ?? sentence`A position`} pays funding from ${both(percent)} a year`
    case 'no_stop':
      return sentence`A position has no stop, or one on a part of it`
    case 'unknown': {
      const more = [
        ...(rule.wallets ? [sentence`a wallet cannot be read`] : []),
        ...(rule.unpriced ? [sentence`a coin has no price`] : []),
      ]
      const { comma } = MARKS[reader.language]
      return more.reduce(
        (before, next) => sentence`${before}${comma}${next}`,
        sentence`An account is stale for ${stretch(rule.minutes, reader)}`,
      )
    }
    case 'key':
      return sentence`A key is refused, expires within ${rule.days} days, may withdraw or lost a permission`
    case 'unexplained':
      return sentence`Equity moves by what no price, trade or transfer explains`
    case 'worker':
      return sentence`Nothing is read at all for ${stretch(rule.minutes, reader)}`
  }
}
