import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Decimal } from '@/server/domain/decimal'
import { formatAmount, formatMoney } from '@/server/domain/number-format'
import type { FlowMark } from '@/server/domain/views'
import { type Display, inDisplayCurrency } from '../format/display'
import { shortTime } from '../format/time'
import { KIND_LABELS } from '../performance/words'

export interface MarkWords {
  /** `In $12,000.00` */
  title: string
  when: string
  /** The largest entries, and what is left out. */
  lines: string[]
  /** All of it in one, for those who cannot see it. */
  label: string
}

/** What came in or went out at a mark, in words. */
export function markWords(
  { in: came, out: went, from, to, entries, unvalued, first }: FlowMark,
  display: Display,
  i18n: I18n,
): MarkWords {
  const money = (usd: string) => {
    const { value, currency } = inDisplayCurrency(usd, display)
    return formatMoney(value, { locale: display.locale, currency })
  }
  const [cameIn, wentOut] = [money(came), money(went)]
  const sums = [
    ...(new Decimal(came).gt(0) ? [i18n._(msg`In ${cameIn}`)] : []),
    ...(new Decimal(went).gt(0) ? [i18n._(msg`Out ${wentOut}`)] : []),
  ]
  const title = sums.join(' · ') || i18n._(msg`Without a price`)
  const [begin, end] = [shortTime(from, display), shortTime(to, display)]
  const when = begin === end ? begin : `${begin} – ${end}`
  const lines = first.map(({ kind, coin, amount, accountName }) => {
    const size = formatAmount(amount, { locale: display.locale, price: null, sign: 'always' })
    return `${i18n._(KIND_LABELS[kind])} ${size} ${coin} · ${accountName}`
  })
  const [more, coins] = [entries - first.length, unvalued.join(', ')]
  if (more > 0) lines.push(i18n._(msg`and ${more} more`))
  if (unvalued.length > 0 && sums.length > 0) lines.push(i18n._(msg`${coins} had no price and is in no sum`))
  return { title, when, lines, label: `${title}, ${when}: ${lines.join('; ')}` }
}

/**
 * Where a moment stands on a chart, as a share of its width: the middle of the step that it lies in. Null before the first.
 * @param times seconds since the epoch, ascending
 */
export function placeOf(times: readonly number[], at: Date): number | null {
  const seconds = at.getTime() / 1000
  const [first] = times
  if (first === undefined || seconds < first) return null
  let [low, high] = [0, times.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((times[middle] ?? 0) <= seconds) low = middle
    else high = middle - 1
  }
  return (low + 0.5) / times.length
}
