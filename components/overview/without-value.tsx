import { Trans, useLingui } from '@lingui/react/macro'
import type { SetAside } from '@/server/domain/views'
import { Money } from '../format/money'

/** What has no known value now and is in no change, with what it was worth before. */
export function WithoutValue({ aside }: { aside: SetAside }) {
  const { t } = useLingui()
  return (
    <span
      className="text-warning"
      title={t`It is held still, and its price or its wallet cannot be read now. Changes and charts count it at its last known value, so that they tell no loss that there was not.`}
    >
      <Trans>
        without {aside.names}, last worth <Money value={aside.usd} live={false} compact="phone" />
      </Trans>
    </span>
  )
}
