import type { SetAside } from '@/server/domain/views'
import { Money } from '../format/money'

/** What has no known value now and is in no change, with what it was worth before. */
export function WithoutValue({ aside }: { aside: SetAside }) {
  return (
    <span
      className="text-warning"
      title="It is held still, and its price or its wallet cannot be read now. Changes and charts count it at its last known value, so that they tell no loss that there was not."
    >
      without {aside.names}, last worth <Money value={aside.usd} live={false} compact="phone" />
    </span>
  )
}
