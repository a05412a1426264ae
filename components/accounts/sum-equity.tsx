import type { AccountSum } from '@/server/domain/views'
import { Money } from '../format/money'

/** Equity of several accounts; `≥` and why where it is not known of all of them. */
export function SumEquity({ sum }: { sum: AccountSum }) {
  const because =
    sum.bound === 'exact'
      ? undefined
      : sum.unknown > 0
        ? `Equity of ${sum.unknown === 1 ? 'one account' : `${sum.unknown} accounts`} is not known`
        : 'Not all of these accounts could be read or valued'
  return <Money value={sum.equity} bound={sum.bound} because={because} unknown="not known" />
}
