import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { AccountSum } from '@/server/domain/views'
import { Money } from '../format/money'

/** Equity of several accounts; `≥` and why where it is not known of all of them. */
export function SumEquity({ sum }: { sum: AccountSum }) {
  const { t } = useLingui()
  const because =
    sum.bound === 'exact'
      ? undefined
      : sum.unknown > 0
        ? t`Equity of ${plural(sum.unknown, { one: 'one account', other: '# accounts' })} is not known`
        : t`Not all of these accounts could be read or valued`
  return <Money value={sum.equity} bound={sum.bound} because={because} unknown={/*i18n*/ 'not known'} />
}
