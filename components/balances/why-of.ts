import { listed } from '@/server/domain/left-out'
import type { AssetSums } from '@/server/domain/views'

/** Why sums are bounded, in a line; undefined where they are exact. */
export function whyOf({ leftOut, unpriced }: AssetSums): string | undefined {
  const reasons = [
    ...(leftOut.count > 0 ? [`not all is known of ${listed(leftOut.names, leftOut.count)}`] : []),
    ...(unpriced > 0 ? [`${unpriced} without a price`] : []),
  ]
  return reasons.length === 0 ? undefined : reasons.join('; ')
}
