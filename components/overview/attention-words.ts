import type { DecimalString } from '@/server/domain/decimal'
import type { AttentionItem } from '@/server/domain/views'
import { formatMoney, formatPercent } from '../format/number'

export interface AttentionWords {
  title: string
  /** What to do, or more of it. */
  detail: string | null
}

const NEW_KEY = 'Make a new one and enter it.'

/** An item that wants attention, in words for a person. */
export function attentionWords({ matter }: Pick<AttentionItem, 'matter'>, locale = 'en'): AttentionWords {
  const percent = (share: DecimalString, decimals: number) => formatPercent(share, { locale, decimals })
  switch (matter.kind) {
    case 'key':
      return { title: 'Key refused', detail: matter.message ?? 'The exchange refused the key.' }
    case 'stale':
      return { title: 'Stale', detail: matter.message ?? 'It has not been read in time.' }
    case 'never-read':
      return { title: 'Waiting for its first balances', detail: null }
    case 'withdraw':
      return matter.gained
        ? {
            title: 'The key may withdraw now',
            detail: `It could not when it was entered. Take that away on ${matter.exchangeName}, or enter another key.`,
          }
        : { title: 'The key may withdraw', detail: 'Ballast never needs that. A key that may only read is safer.' }
    case 'permission':
      return {
        title: `The key may no longer ${matter.lost.join(' or ')}`,
        detail: `Allow it again on ${matter.exchangeName}, or enter another key.`,
      }
    case 'margin':
      return {
        title: `Margin ratio at ${percent(matter.ratio, 0)}`,
        detail: `At ${percent('1', 0)} the exchange liquidates. Add margin or close positions.`,
      }
    case 'liquidation':
      return { title: `${matter.symbol} is ${percent(matter.distance, 1)} from liquidation`, detail: null }
    case 'not-included':
      return { title: `Wallet ${matter.wallet} is not included`, detail: matter.reason }
    case 'unpriced':
      return {
        title: `No price for ${matter.symbols.join(', ')}${matter.more > 0 ? ` and ${matter.more} more` : ''}`,
        detail: 'Left out of every total, since no market prices them in USD.',
      }
    case 'warning':
      return { title: warningTitle(matter.warning), detail: matter.warning }
    case 'unexplained':
      return {
        title: `Equity moved by ${formatMoney(matter.amount, { locale, currency: 'USD', sign: 'always' })} that no price, trade or transfer explains`,
        detail: `On ${matter.day}: ${percent(matter.share, 1)} of it. A wallet that is not read, a wrong price and a stolen coin look like that.`,
      }
    case 'flow-gap':
      return { title: 'Not everything that came and went is known', detail: matter.words }
    case 'expiry':
      return matter.days < 0
        ? { title: 'The key has expired', detail: NEW_KEY }
        : { title: `The key expires ${soon(matter.days)}`, detail: NEW_KEY }
  }
}

function soon(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}

/** What a warning is about: most tell that a figure of the exchange's and ours are apart. */
export function warningTitle(warning: string): string {
  if (/ differ by /.test(warning)) return 'Two figures disagree'
  return / is gone, /.test(warning) ? 'Everything is gone at once' : 'About these figures'
}
