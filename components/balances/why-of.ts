import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { AssetSums } from '@/server/domain/views'
import { listedWords } from '../format/listed'

/** Why sums are bounded, in a line; undefined where they are exact. */
export function whyOf({ leftOut, unpriced }: AssetSums, i18n: I18n): string | undefined {
  const names = listedWords(leftOut.names, i18n, leftOut.count)
  const reasons = [
    ...(leftOut.count > 0 ? [i18n._(msg`not all is known of ${names}`)] : []),
    ...(unpriced > 0 ? [i18n._(msg`${unpriced} without a price`)] : []),
  ]
  return reasons.length === 0 ? undefined : reasons.join('; ')
}
