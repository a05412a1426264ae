import type { RuleKind } from '@/server/domain/alerts/rule'
import type { AttentionItem, FiringView } from '@/server/domain/views'

export interface AttentionWords {
  title: string
  /** What to do, or more of it. */
  detail: string | null
}

const NEW_KEY = 'Make a new one and enter it.'

/** An item that wants attention, in words for a person; what fires, in those that are sent. */
export function attentionWords({ matter }: Pick<AttentionItem, 'matter'>): AttentionWords {
  switch (matter.kind) {
    case 'alert':
      return { title: matter.alert.title, detail: adviceOf(matter.alert) }
    case 'key':
      return { title: 'The key is refused', detail: matter.message ?? NEW_KEY }
    case 'stale':
      return { title: 'Stale', detail: matter.message ?? 'It has not been read in time.' }
    case 'never-read':
      return { title: 'Waiting for its first balances', detail: null }
    case 'withdraw':
      return { title: 'The key may withdraw', detail: 'Ballast never needs that. A key that may only read is safer.' }
    case 'not-included':
      return { title: `Wallet ${matter.wallet} is not included`, detail: matter.reason }
    case 'unpriced':
      return {
        title: `No price for ${matter.symbols.join(', ')}${matter.more > 0 ? ` and ${matter.more} more` : ''}`,
        detail: 'Left out of every total, since no market prices them in USD.',
      }
    case 'warning':
      return { title: warningTitle(matter.warning), detail: matter.warning }
    case 'sub-accounts': {
      const { names, more } = matter
      const count = names.length + more
      return {
        title: count === 1 ? 'A sub-account that is not read' : `${count} sub-accounts that are not read`,
        detail: `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: in no figure. Take them on the account’s page, or leave them there.`,
      }
    }
    case 'flow-gap':
      return { title: 'Not everything that came and went is known', detail: matter.words }
  }
}

const ADVICE: Partial<Record<RuleKind, string>> = {
  margin: 'At 100 % the exchange liquidates. Add margin or close positions.',
  no_stop: 'Place one on the exchange, or take the rule off it.',
  unexplained: 'A wallet that is not read, a wrong price and a stolen coin look like that.',
}
const FACT_ADVICE: Readonly<Record<string, string>> = {
  refused: NEW_KEY,
  expires: NEW_KEY,
  withdraw: 'Take that away on the exchange, or enter another key.',
  lost: 'Allow it again on the exchange, or enter another key.',
  wallets: 'Left out of every total.',
  unpriced: 'Left out of every total.',
}

function adviceOf({ kind, what }: FiringView): string | null {
  return ADVICE[kind] ?? (kind === 'key' || kind === 'unknown' ? (FACT_ADVICE[what ?? ''] ?? null) : null)
}

const WATCHED: Partial<Record<RuleKind, string>> = {
  margin: 'margin ratios',
  liquidation: 'distances to liquidation',
  unknown: 'how old figures are',
  key: 'keys',
}

/** What no rule watches, as a sentence; null where all is watched that everybody begins with. */
export function unwatchedWords(kinds: readonly RuleKind[]): string | null {
  const names = kinds.flatMap((kind) => WATCHED[kind] ?? [])
  const last = names.pop()
  if (last === undefined) return null
  return `No rule watches ${names.length > 0 ? `${names.join(', ')} or ${last}` : last}.`
}

/** What a warning is about: most tell that a figure of the exchange's and ours are apart. */
export function warningTitle(warning: string): string {
  if (/ differ by /.test(warning)) return 'Two figures disagree'
  return / is gone, /.test(warning) ? 'Everything is gone at once' : 'About these figures'
}
